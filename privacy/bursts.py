"""Too many wishes not to be called at once: they count after a day, and can be undone for a week."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, case, delete, func, select, update
from sqlalchemy.orm import Session

from privacy.models import KEPT, By, Refusal

HELD_FOR = timedelta(days=1)
"""After that they count, even if nobody has decided: callers were told so, and no wish is lost."""
DECIDED_WITHIN = timedelta(days=7)
"""So long a burst can be discarded as a whole, also when it counts already: think of a Friday evening."""
AN_HOUR = 20
"""So many wishes by hotline and text within an hour are no burst yet."""
Expected = Callable[[Session, datetime], int]
"""How many wishes our own calls since an instant explain."""
_HOUR = timedelta(hours=1)
_CAN_BE_FORGED = (By.HOTLINE.value, By.TEXT.value)


@dataclass(frozen=True, slots=True)
class Held:
    """How many wishes came in a burst and wait for an operator, and since when the oldest does."""

    count: int
    since: datetime | None


def hold(session: Session, now: datetime, an_hour: int, expected: Expected) -> bool:
    """Hold the wishes of the last hour where they are too many; tell whether a burst begins with it.

    Too many are more than `an_hour`, and more than are `expected` besides.
    """
    since = now - _HOUR
    recent = and_(
        Refusal.until > since + KEPT,  # Says nothing that the next line does not, but has an index.
        Refusal.since > since,
        Refusal.by.in_(_CAN_BE_FORGED),
    )
    wishes = session.scalar(select(func.count()).select_from(Refusal).where(recent)) or 0
    if wishes <= an_hour or wishes <= an_hour + expected(session, now - _HOUR):
        return False
    free = update(Refusal).where(recent, Refusal.held.is_(False))
    newly = free.values(held=True, effective_at=now + HELD_FOR).returning(Refusal.handle)
    return len(session.scalars(newly).all()) > 1


def held(session: Session) -> Held:
    """Return what an operator has not decided yet."""
    row = select(func.count(), func.min(Refusal.since)).where(Refusal.held.is_(True))
    count, since = session.execute(row).one()
    return Held(count, since)


def accept(session: Session, now: datetime) -> int:
    """Let all that are held count from now on; return how many."""
    theirs = update(Refusal).where(Refusal.held.is_(True)).returning(Refusal.handle)
    return len(
        session.scalars(theirs.values(held=False, effective_at=_sooner(now), by=By.ACCEPTED.value)).all()
    )


def discard(session: Session) -> int:
    """Delete all that are held, as if nobody had asked; return how many."""
    return len(session.scalars(delete(Refusal).where(Refusal.held.is_(True)).returning(Refusal.handle)).all())


def settle(session: Session, now: datetime) -> None:
    """Note that those whose time to decide is over are held no longer; they have counted for long."""
    over = update(Refusal).where(Refusal.held.is_(True), Refusal.since <= now - DECIDED_WITHIN)
    session.execute(over.values(held=False, by=By.ACCEPTED.value))


def _sooner(now: datetime) -> ColumnElement[datetime]:
    return case((Refusal.effective_at > now, now), else_=Refusal.effective_at)
