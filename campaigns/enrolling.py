"""An operator puts people on the standing list who asked for it and cannot telephone, and takes them off."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.people import Actor, Role
from db.clock import TOKYO
from privacy.audit import Audit, Detail, Entry
from privacy.lists import Lists
from privacy.models import By
from privacy.number import PhoneNumber
from privacy.standing_list import REGISTERED, StandingList
from privacy.wanted import Wanted, end_of, months_on, reached
from prompts.promises import ResidentVoice

LONGEST_MONTHS = 12


class CannotEnrol(Exception):
    """What was asked for cannot be; `why` is a word for it: off, channel, language, area, until or line."""

    def __init__(self, why: str, words: str) -> None:
        super().__init__(words)
        self.why = why


@dataclass(frozen=True, slots=True)
class Asked:
    """How people want to be warned, until the end of the day `last` in Japan."""

    channel: str
    language: str
    area: str | None
    last: date


@dataclass(frozen=True, slots=True)
class Enrolled:
    """How many are on the list by this, and how many of them had asked before not to be called."""

    count: int
    freed: int


def enrol(desk: Desk, numbers: Sequence[PhoneNumber], asked: Asked, actor: Actor, now: datetime) -> Enrolled:
    """Put people on the list, and off do-not-call, since they asked for this later.

    Raises NotAllowed, and CannotEnrol before anybody is put on it.
    """
    actor.must_be(Role.EDITOR, "put people on the standing list")
    for fault in _faults(desk, numbers, asked, now):
        raise fault
    wanted = Wanted(asked.channel, asked.language, asked.area, end_of(asked.last))
    listed, freed = _list(desk, REGISTERED, now), 0
    for number in numbers:
        listed.add(number, wanted, now, By.OPERATOR)
        freed += desk.do_not_call.remove(number)
    detail: Detail = {
        "count": len(numbers),
        "channel": asked.channel,
        "language": asked.language,
        "area": asked.area,
        "until": asked.last.isoformat(),
    }
    _audit(desk, actor, "list add", detail, now)
    return Enrolled(len(numbers), freed)


def withdraw(
    desk: Desk, numbers: Sequence[PhoneNumber], actor: Actor, now: datetime, name: str = REGISTERED
) -> int:
    """Take people off a list; return how many were on it. Raises NoSuchList too, as does `withdraw_all`."""
    actor.must_be(Role.EDITOR, "take people off the standing list")
    listed = _list(desk, name, now)
    count = sum(listed.remove(number) for number in numbers)
    _audit(desk, actor, "list withdraw", {"count": count}, now, name)
    return count


def withdraw_all(desk: Desk, actor: Actor, now: datetime, name: str = REGISTERED) -> int:
    """Empty a list, also one whose keys are gone; return how many were on it."""
    actor.must_be(Role.APPROVER, "empty the standing list")
    count = _list(desk, name, now).clear()
    _audit(desk, actor, "list withdraw", {"count": count, "everybody": True}, now, name)
    return count


def _faults(desk: Desk, numbers: Sequence[PhoneNumber], asked: Asked, now: datetime) -> Iterator[CannotEnrol]:
    promises, prompts = desk.prompts.promises, desk.prompts
    if not promises.registration:
        yield CannotEnrol("off", "this line offers no registration: policy.registration is off in its file")
    if asked.channel not in {"voice", "sms"}:
        yield CannotEnrol("channel", "must be voice or sms")
    if asked.channel == "voice" and promises.resident_voice == ResidentVoice.OFF:
        yield CannotEnrol("channel", "this line does not ring homes (resident_voice is off): use sms")
    have = prompts.heard if asked.channel == "voice" else prompts.languages
    if asked.language not in have:
        yield CannotEnrol("language", f"no complete words in {asked.language}; there are {', '.join(have)}")
    if asked.area is not None and asked.area not in promises.areas:
        areas = ", ".join(promises.areas) or "none"
        yield CannotEnrol("area", f"is no area of the line, which has {areas}: leave it out for all areas")
    today = now.astimezone(TOKYO).date()
    if not today <= asked.last <= months_on(today, LONGEST_MONTHS):
        yield CannotEnrol("until", "must be a day from today on, at most a year ahead")
    for number in numbers:
        if not reached(number.kind, asked.channel):
            what = "takes no texts" if asked.channel == "sms" else "is no home"
            yield CannotEnrol("line", f"{number} ({number.kind}) {what}: nobody was put on the list")


def _list(desk: Desk, name: str, now: datetime) -> StandingList:
    return Lists(desk.engine, desk.keystore).one(name, now)


def _audit(desk: Desk, actor: Actor, act: str, detail: Detail, now: datetime, name: str = REGISTERED) -> None:
    with Session(desk.engine) as session, session.begin():
        entry = Entry(actor.name, actor.system_user, act, name, detail)
        Audit(desk.keystore).record(session, entry, now)
