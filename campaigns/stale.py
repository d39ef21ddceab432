"""Which attempts stay open too long, so that the carrier is asked about them, and when the next will."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select
from sqlalchemy.orm import Session

from campaigns.models import Attempt
from campaigns.requests import ANSWERED_WITHIN, MADE_WITHIN
from campaigns.states import LIVE, AttemptState

LOST = MADE_WITHIN + ANSWERED_WITHIN + timedelta(seconds=15)
"""A request without an answer by then has none to come; before, the carrier may not even have had it."""
SILENT = timedelta(minutes=2)
"""Longer than a call of ours usually rings and speaks."""
AGAIN = timedelta(minutes=5)
"""Between the two looks after which a call that was not found was never placed."""
NO_RECEIPT = timedelta(hours=1)
"""A receipt that has not come by then is not waited for: in Japan many never come."""
BATCH = 200

_OPEN, _LOST = Attempt.state.in_(LIVE), Attempt.ref.is_(None)
_RULES: tuple[tuple[ColumnElement[bool], timedelta, timedelta], ...] = (
    (and_(_OPEN, _LOST), LOST, AGAIN),
    (and_(_OPEN, Attempt.ref.is_not(None)), SILENT, SILENT),
    (Attempt.state == AttemptState.SENT, NO_RECEIPT, AGAIN),
)
"""Of which attempts, how long after their request, and how long after the last look."""


@dataclass(frozen=True, slots=True)
class Stale:
    """An attempt that should have ended by now."""

    id: int
    ref: str | None
    channel: str
    sender: str
    placing_at: datetime
    missed_at: datetime | None


_COLUMNS = (
    Attempt.id,
    Attempt.ref,
    Attempt.channel,
    Attempt.sender,
    Attempt.placing_at,
    Attempt.missed_at,
)


def unanswered(session: Session) -> list[Stale]:
    """Return the calls whose requests have no answer, however young."""
    rows = select(*_COLUMNS).where(Attempt.state == AttemptState.PLACING, _LOST, Attempt.channel == "voice")
    return [Stale(*row) for row in session.execute(rows)]


def stale(session: Session, now: datetime) -> list[Stale]:
    """Return a bounded batch; who was looked up before comes after who was not."""
    rows = select(*_COLUMNS).where(or_(*(_due(*rule, now) for rule in _RULES)))
    ordered = rows.order_by(Attempt.looked_at.nulls_first(), Attempt.placing_at).limit(BATCH)
    return [Stale(*row) for row in session.execute(ordered)]


def _due(
    which: ColumnElement[bool], first: timedelta, again: timedelta, now: datetime
) -> ColumnElement[bool]:
    rested = or_(Attempt.looked_at.is_(None), Attempt.looked_at <= now - again)
    return and_(which, Attempt.placing_at <= now - first, rested)


def next_look(session: Session) -> datetime | None:
    """Return when the first of the open attempts has to be looked up, should nothing come before."""
    firsts = []
    for which, first, again in _RULES:
        fresh = select(func.min(Attempt.placing_at)).where(which, Attempt.looked_at.is_(None))
        looked = select(func.min(Attempt.looked_at)).where(which)
        firsts += [(session.scalar(fresh), first), (session.scalar(looked), again)]
    return min((at + wait for at, wait in firsts if at), default=None)
