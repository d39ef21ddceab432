"""Acts that make telephones ring, or let people in, want the second factor; stopping never does."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.people import Actor, NotAllowed
from console import factor, sign_ins
from console.delays import Delays
from console.models import Operator
from console.sign_ins import Here

ACTS = frozenset({"approve", "start", "resume", "people"})
FRESH = timedelta(minutes=15)


class NoFactor(NotAllowed):
    """On a live carrier this needs a second factor, and this person has none."""


class NotShown(NotAllowed):
    """The code is missing or wrong, was used before, or came too soon after a wrong one."""


def asked_of(who: Actor | None, now: datetime) -> bool:
    """Tell whether such an act asks this person for a code: one is set, and was last shown too long ago."""
    if not isinstance(who, Here) or not who.has_factor:
        return False
    return who.proved_at is None or now - who.proved_at > FRESH


def must_prove(desk: Desk, who: Actor, act: str, code: str, now: datetime) -> None:
    """Ask whoever is at a browser for proof; raises NoFactor or NotShown. A command has asked before.

    Wrong codes are counted by browser: somebody who fails at the door cannot keep whoever is inside from
    acting.
    """
    if act not in ACTS or not isinstance(who, Here):
        return
    if not desk.training and not who.has_factor:
        raise NoFactor(f"{who.name} needs a second factor to {act} on a live carrier")
    if asked_of(who, now):
        _must_show(desk, who, code, now)


def _must_show(desk: Desk, who: Here, code: str, now: datetime) -> None:
    delays, browser = Delays(desk.engine, desk.keystore), f"browser:{who.sign_in.hex()}"
    if not code.strip() or not delays.begin(browser, now):
        raise NotShown("no code")
    with Session(desk.engine) as session, session.begin():
        found = session.get_one(Operator, who.name, with_for_update=True)
        right = factor.take(desk.keystore, found, code, who.phones)
        if right:
            sign_ins.proved(session, who, now)
    if not right:
        raise NotShown("wrong code")
    delays.undo(browser, now)
