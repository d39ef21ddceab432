"""People are brought onto a list that was made by name: from a file, or numbers typed by an operator."""

import itertools
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import BinaryIO

from sqlalchemy.orm import Session

from campaigns.audience import Inspection, inspect, recipients
from campaigns.desk import Desk
from campaigns.enrolling import CannotEnrol
from campaigns.listing import audit, lists_of
from campaigns.people import Actor, Role
from campaigns.plan import Plan
from privacy.audit import Detail
from privacy.named_list import NamedList
from privacy.standing_list import REGISTERED
from privacy.wanted import Listed, reached
from prompts.promises import ResidentVoice

_CHUNK = 1_000


@dataclass(frozen=True, slots=True)
class Brought:
    """How many were put on the list, were on it before, and were left out since they want no calls."""

    added: int
    known: int
    barred: int


def look(desk: Desk, file: BinaryIO, channel: str) -> Inspection:
    """Judge a file's rows as a campaign would by that channel; raises TableInvalid where it is no table."""
    return inspect(file, _judged_by(desk, channel), desk.policy.dials)


def from_file(desk: Desk, name: str, file: BinaryIO, channel: str, actor: Actor, now: datetime) -> Brought:
    """Put the good rows of a file on a list, all or none; the caller has looked, and decided about bad ones.

    Raises NotAllowed, CannotEnrol and NoSuchList.
    """
    people = (
        Listed(one.number, channel, one.unlisted or (one.language if one.has_language else ""), one.area)
        for one in recipients(file, _judged_by(desk, channel), desk.policy.dials)
    )
    return _bring(desk, name, people, "list import", channel, actor, now)


def by_hand(desk: Desk, name: str, people: Sequence[Listed], actor: Actor, now: datetime) -> Brought:
    """Put people on a list, who all want the same channel; raises as `from_file` does."""
    for one in people:
        if not reached(one.number.kind, one.channel):
            what = "takes no texts" if one.channel == "sms" else "is no home"
            why = f"{one.number} ({one.number.kind}) {what}: nobody was put on the list"
            raise CannotEnrol("line", why)
    return _bring(desk, name, people, "list add", people[0].channel, actor, now)


def _bring(
    desk: Desk, name: str, people: Iterable[Listed], act: str, channel: str, actor: Actor, now: datetime
) -> Brought:
    actor.must_be(Role.EDITOR, "put people on a standing list")
    if channel == "voice" and desk.prompts.promises.resident_voice == ResidentVoice.OFF:
        raise CannotEnrol("channel", "this line does not ring homes (resident_voice is off): use sms")
    listed = lists_of(desk).one(name, now)
    if not isinstance(listed, NamedList):
        raise CannotEnrol(
            "name", f"{REGISTERED} takes nobody from a file: `yobikake list create` makes a list"
        )
    with listed.alone() as session:  # From here on nobody leaves a list, so who is left out stays so.
        seen = Counter[str]()
        known = listed.bring_in(session, _wanting(session, desk, people, seen, now), now)
        done = Brought(seen["on"] - known, known, seen["barred"])
        detail: Detail = {"count": seen["on"], "known": known, "barred": done.barred, "channel": channel}
        audit(session, desk, actor, act, name, detail, now)
    return done


def _wanting(
    session: Session, desk: Desk, people: Iterable[Listed], seen: Counter[str], now: datetime
) -> Iterator[Listed]:
    """Leave out, and count, who asked not to be called: they said so themselves, and perhaps later."""
    rest = iter(people)
    while chunk := list(itertools.islice(rest, _CHUNK)):
        handles = {desk.do_not_call.handle(one.number): one for one in chunk}
        barred = desk.do_not_call.contains_any(session, list(handles), now)
        seen["barred"] += len(barred)
        seen["on"] += len(handles) - len(barred)
        yield from (one for handle, one in handles.items() if handle not in barred)


def _judged_by(desk: Desk, channel: str) -> Plan:
    """Return a plan that lets every language pass, so that a list is read as an audience is."""
    first = desk.prompts.languages[0]
    about = {"name": "list", "audience": "resident", "source": "consent", "warning": "none"}
    return Plan.model_validate({**about, "channel": channel, "languages": [first], "unlisted": "first"})
