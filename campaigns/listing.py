"""Lists of people who were enrolled with their consent: made and ended by name, with what both may not be."""

import re
from collections.abc import Iterator
from datetime import date, datetime

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.enrolling import LONGEST_MONTHS, CannotEnrol
from campaigns.labels import plain_label
from campaigns.people import Actor, Role
from db.clock import TOKYO
from privacy.audit import Audit, Detail, Entry
from privacy.lists import About, Lists
from privacy.number import NotANumber, PhoneNumber
from privacy.standing_list import REGISTERED
from privacy.wanted import end_of, months_on

LONGEST_CONSENT = 200
_NAME = re.compile(r"[a-z][a-z0-9-]{1,38}\Z")
_LIKE_A_NUMBER = re.compile(r"\+?[0-9][0-9().\- ]{7,}[0-9]")


def lists_of(desk: Desk) -> Lists:
    """Return all standing lists."""
    return Lists(desk.engine, desk.keystore)


def create(desk: Desk, name: str, consent: str, last: date, actor: Actor, now: datetime) -> None:
    """Make a list that ends with the day `last` in Japan; raises NotAllowed and CannotEnrol."""
    actor.must_be(Role.APPROVER, "make a standing list")
    for fault in _faults(name, last, now):
        raise fault
    about = About(name, _consent(consent), end_of(last), now, actor.name)
    lists = lists_of(desk)
    if any(old.id == name and old.until <= now for old in lists.all()):
        lists.end(name)  # Its people and keys are not the new one's.
    with Session(desk.engine) as session, session.begin():
        if not lists.create(session, about):
            raise CannotEnrol("name", f"there is a list {name} already: `yobikake list show {name}`")
        audit(session, desk, actor, "list create", name, {"until": last.isoformat()}, now)


def end(desk: Desk, name: str, actor: Actor, now: datetime) -> int:
    """Take everybody off a list at once, destroy its keys and forget it; return how many were on it.

    Raises NotAllowed, and NoSuchList from privacy.named_list.
    """
    actor.must_be(Role.APPROVER, "end a standing list")
    if name == REGISTERED:
        raise CannotEnrol(
            "name", "people enter this one by themselves: `yobikake list withdraw --everybody` empties it"
        )
    count = lists_of(desk).end(name)
    with Session(desk.engine) as session, session.begin():
        audit(session, desk, actor, "list end", name, {"count": count}, now)
    return count


def audit(
    session: Session, desk: Desk, actor: Actor, act: str, name: str, detail: Detail, now: datetime
) -> None:
    """Record who did what to a list; `detail` holds counts and choices, never a number."""
    Audit(desk.keystore).record(session, Entry(actor.name, actor.system_user, act, name, detail), now)


def _faults(name: str, last: date, now: datetime) -> Iterator[CannotEnrol]:
    if name == REGISTERED:
        yield CannotEnrol("name", f"{REGISTERED} are those who enter themselves: choose another name")
    if not _NAME.match(name) or sum(letter.isdigit() for letter in name) > 5:
        yield CannotEnrol(
            "name", "a list's name has 2 to 39 of a-z, 0-9 and -, begins with a letter and holds no number"
        )
    today = now.astimezone(TOKYO).date()
    if not today <= last <= months_on(today, LONGEST_MONTHS):
        yield CannotEnrol("until", "must be a day from today on, at most a year ahead")


def _consent(text: str) -> str:
    """Tidy the words about the consent; raises CannotEnrol, which never repeats them."""
    try:
        words = plain_label(text, LONGEST_CONSENT)
    except ValueError as fault:
        raise CannotEnrol("consent", str(fault)) from None
    if not words:
        raise CannotEnrol("consent", "say how and when these people agreed to be warned")
    for found in _LIKE_A_NUMBER.finditer(words):
        try:
            PhoneNumber.parse(found[0])
        except NotANumber:
            continue
        raise CannotEnrol("consent", "must not hold a telephone number")
    return words
