"""What people do to their own account: second factor, password, browsers."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.people import NotAllowed
from console import arriving, factor, sign_ins
from console.delays import network_of
from console.models import Operator, SignIn
from console.operators import SHORTEST_PASSWORD
from console.passwords import hashed
from console.proof import FRESH
from console.sign_ins import Here
from console.tries import Doorkeeper
from db.engine import reading
from privacy.audit import Audit, Entry


class Wrong(Exception):
    """Something has to be typed again; `id` ends the id of the sentence, `at` names the field."""

    def __init__(self, id: str, at: str) -> None:
        super().__init__(id)
        self.id, self.at = id, at


@dataclass(frozen=True, slots=True)
class Mine:
    """One's own account."""

    factor_since: datetime | None
    secret: str | None
    """While it is being set up."""
    has_password: bool
    browsers: Sequence[SignIn]
    must_set_up: bool


def load(desk: Desk, who: Here, now: datetime, *, sets_up: bool) -> Mine:
    """Load what one's own page shows; the secret only at the browser that sets it up."""
    with Session(reading(desk.engine)) as session:
        found = session.get_one(Operator, who.name)
    secret = factor.proposed(desk.engine, desk.keystore, who.name) if sets_up else None
    browsers = sign_ins.of(desk.engine, who.name, now)
    must = arriving.lacks_factor(who.name)
    return Mine(found.factor_since, secret, found.password is not None, browsers, must)


def begin_factor(desk: Desk, who: Here, password: str, now: datetime, address: str | None) -> None:
    """Make a secret to set up; raises Wrong unless it is really this person, now."""
    _must_be(desk, who, password, now, address)
    factor.propose(desk.engine, desk.keystore, who.name)


def confirm_factor(desk: Desk, who: Here, code: str, now: datetime) -> None:
    """Let the factor count after its first right code; the other browsers were let in without it and end."""
    with Session(desk.engine) as session, session.begin():
        found = session.get_one(Operator, who.name, with_for_update=True)
        if found.factor is None or not factor.confirm(desk.keystore, found, code, now, who.phones):
            raise Wrong("wrong-code", "code")
        sign_ins.proved(session, who, now)
        sign_ins.end_all(session, who.name, now, who.sign_in)
        _note(session, desk, who, "factor set", now)


def change_password(
    desk: Desk, who: Here, old: str, new: str, again: str, now: datetime, address: str | None
) -> None:
    """Keep another password and end the other browsers; raises Wrong."""
    if len(new) < SHORTEST_PASSWORD:
        raise Wrong("short", "new")
    if new != again:
        raise Wrong("different", "again")
    _must_be(desk, who, old, now, address)
    kept = hashed(new)
    with Session(desk.engine) as session, session.begin():
        found = session.get_one(Operator, who.name, with_for_update=True)
        if found.password is None:  # Who is let in by the organisation alone shall not outlast its account.
            raise Wrong("wrong-password", "password")
        found.password = kept
        sign_ins.end_all(session, who.name, now, who.sign_in)
        _note(session, desk, who, "password changed", now)


def end_others(desk: Desk, who: Here, now: datetime) -> int:
    """End all of one's browsers but this one, and return how many that was."""
    with Session(desk.engine) as session, session.begin():
        return sign_ins.end_all(session, who.name, now, who.sign_in)


def _must_be(desk: Desk, who: Here, password: str, now: datetime, address: str | None) -> None:
    """Ask for the password; whoever has none was let in by the organisation, and that not long ago."""
    with Session(reading(desk.engine)) as session:
        has_password = session.get_one(Operator, who.name).password is not None
        begun_at = session.get_one(SignIn, who.sign_in).begun_at
    if not has_password:
        if now - begun_at > FRESH:
            raise Wrong("long-ago", "password")
        return
    try:
        Doorkeeper(desk.engine, desk.keystore).must_know(who.name, password, now, network_of(address))
    except NotAllowed:
        raise Wrong("wrong-password", "password") from None


def _note(session: Session, desk: Desk, who: Here, act: str, now: datetime) -> None:
    Audit(desk.keystore).record(session, Entry(who.name, who.system_user, act, who.name), now)
