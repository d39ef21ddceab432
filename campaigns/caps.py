"""How often a home may be called over all campaigns: asked in the transaction that begins its call."""

import enum
from collections.abc import Mapping
from datetime import datetime, timedelta
from types import MappingProxyType

from sqlalchemy import Select, func, select, update
from sqlalchemy.orm import Session

from campaigns import rung
from campaigns.desk import Desk
from campaigns.intake import destination
from campaigns.models import Attempt, Delivery
from campaigns.pinned import pinned
from campaigns.plan import Plan
from campaigns.rung import Past
from campaigns.states import AttemptState, DeliveryState
from db.clock import midnight
from db.engine import reading, relaxed
from privacy.keystore import KeyGone, KeyUnreadable
from privacy.vault import Destination, Unsealable
from prompts.library import Audience

ATTEMPTS_A_DAY = 3
ANSWERED_A_DAY = 1
ANSWERED_A_WEEK = 2
SOON = timedelta(seconds=15)
"""After which a home is tried again that another campaign is just calling."""
BATCH = 200
_ONE_AT_A_TIME = 0x636170
"""A lock of the database server: those who begin calls to the same home at once must see each other."""
_ENDS: Mapping[str, str] = MappingProxyType(
    {
        AttemptState.HEARD: "answered",
        AttemptState.HUNG_UP_EARLY: "answered",
        AttemptState.MACHINE: "answered",
        AttemptState.UNKNOWN: "answered",  # It may have been: the home is left in peace.
        AttemptState.NOT_PLACED: "undone",
    }
)
"""What an end means for the caps; all others mean a call that nobody took."""


class Cap(enum.Enum):
    """Whether a home may be called: now, when another call to it is over, or on another day."""

    FREE = enum.auto()
    BUSY = enum.auto()
    FULL = enum.auto()


def judge(past: Past, *, correcting: bool = False) -> Cap:
    """Return what the calls so far leave; what was wrong is made right on the same day."""
    today = past.answered >= ANSWERED_A_DAY and not correcting
    answered = today or past.answered_in_week >= ANSWERED_A_WEEK
    if answered or past.begun >= ATTEMPTS_A_DAY:
        return Cap.FULL
    return Cap.BUSY if past.under_way > 0 else Cap.FREE


def counts(plan: Plan, channel: str) -> bool:
    """Tell whether calls are counted: those to homes. Texts ring nobody."""
    return plan.audience == Audience.RESIDENT and channel == "voice"


def spare(
    session: Session, desk: Desk, plan: Plan, rows: list[tuple[Delivery, Destination]], now: datetime
) -> list[tuple[Delivery, Destination]]:
    """Put those off who have been called enough, and return the others; their calls are noted as begun.

    The caller has waited for others. Nobody is open yet.
    """
    calls = [(row, whom) for row, whom in rows if counts(plan, row.channel)]
    if not calls:
        return rows
    spared = set()
    if plan.cap == "on":
        known = rung.past(session, desk.keystore, [whom.number for _, whom in calls], now)
        for (row, _), past in zip(calls, known, strict=True):
            cap = judge(past, correcting=pinned(session, row.campaign_id).is_correction)
            if cap is not Cap.FREE:
                spared.add(row.id)
                _put_off(desk, plan, row, cap, now)
    begun = [whom.number for row, whom in calls if row.id not in spared]
    rung.note(session, desk.keystore, begun, now, plan.warning, tells=desk.policy.looks_up(plan))
    return [(row, whom) for row, whom in rows if row.id not in spared]


def _put_off(desk: Desk, plan: Plan, row: Delivery, cap: Cap, now: datetime) -> None:
    at = now + SOON if cap is Cap.BUSY else midnight(now) + timedelta(days=1)
    opening = desk.policy.next_opening(plan, at)
    row.put_off += cap is Cap.FULL
    row.state = DeliveryState.EXPIRED if opening is None else DeliveryState.WAITING
    row.holder, row.lease_until, row.due_at = None, None, opening or row.due_at


def count_ended(desk: Desk) -> None:
    """Let the caps know how calls to homes ended; while they do not, no other call to that home is begun.

    The worker does it, a moment after the end: web processes need not open a number for it.
    """
    while _is_any(desk):
        with Session(relaxed(desk.engine)) as session, session.begin():
            wait_for_others(session)
            ended = _uncounted().order_by(Attempt.id).limit(BATCH).with_for_update(skip_locked=True)
            ids = list(session.scalars(ended))
            rows = select(Attempt, Delivery).join(Delivery, Delivery.id == Attempt.delivery_id)
            for attempt, delivery in session.execute(rows.where(Attempt.id.in_(ids)).order_by(Attempt.id)):
                _count(session, desk, attempt, delivery)
            session.execute(update(Attempt).where(Attempt.id.in_(ids)).values(counted=True))
        if len(ids) < BATCH:
            return


def wait_for_others(session: Session) -> None:
    """Wait until no other transaction counts calls to homes; its own turn ends with it."""
    connection = session.connection()
    if connection.dialect.name == "postgresql":  # SQLite has one writer at a time anyway.
        connection.execute(select(func.pg_advisory_xact_lock(_ONE_AT_A_TIME)))


def _uncounted() -> Select[int]:
    return select(Attempt.id).where(~Attempt.counted, Attempt.ended_at.is_not(None))


def _is_any(desk: Desk) -> bool:
    with Session(reading(desk.engine)) as session:
        return session.scalar(_uncounted().limit(1)) is not None


def _count(session: Session, desk: Desk, attempt: Attempt, delivery: Delivery) -> None:
    try:
        whom = destination(desk, delivery)
    except (KeyGone, KeyUnreadable, Unsealable):
        return  # The campaign was closed meanwhile: nobody knows any more whom it was about.
    end, warning = _ENDS.get(attempt.state, "ended"), pinned(session, attempt.campaign_id).plan.warning
    rung.note_end(session, desk.keystore, whom.number, attempt.placing_at, warning, end)
