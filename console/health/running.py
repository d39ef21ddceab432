"""What the database knows of the line at work: workers, calls, reports, what is held and what waits."""

from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.senders import slowed
from campaigns.stale import SILENT
from campaigns.states import LIVE, CampaignState, DeliveryState
from console.health.finding import Finding
from console.health.held import held, lists
from db.engine import reading
from db.seen import alive

STUCK = timedelta(hours=2)
"""A call or text that is open for so long is not followed up by anybody."""
LATE = timedelta(hours=1)
"""Records are erased at the carrier within minutes where a worker runs and the carrier answers."""
LOOKED_AT = 200
"""Of the last so many calls it is looked up when the carrier reported one."""


def running(desk: Desk, now: datetime) -> list[Finding]:
    """Return what is found about the line at work; a handful of short queries."""
    with Session(reading(desk.engine)) as session:
        checks: tuple[Iterable[Finding], ...] = (
            _workers(session, desk, now),
            _calls(session, now),
            _reports(session),
            _senders(session, desk, now),
            _erasing(session, now),
            held(session, now),
            _wishes(session, desk),
            lists(session, desk, now),
        )
        return [finding for check in checks for finding in check]


def _workers(session: Session, desk: Desk, now: datetime) -> Iterator[Finding]:
    there = alive(session, now, getattr(desk.clock, "speed", 1.0))
    if there:
        ago = max(now - there[0], timedelta())
        yield Finding("workers.alive", slots={"count": len(there), "ago": ago})
        return
    states = (CampaignState.RUNNING, CampaignState.STOPPING)
    run = session.scalar(select(func.count()).select_from(Campaign).where(Campaign.state.in_(states))) or 0
    yield Finding("workers.missing", well=False, slots={"count": run}) if run else Finding("workers.none")


def _calls(session: Session, now: datetime) -> Iterator[Finding]:
    due = select(func.count()).select_from(Delivery).join(Campaign, Campaign.id == Delivery.campaign_id)
    waiting = (Campaign.state == CampaignState.RUNNING, Delivery.state == DeliveryState.WAITING)
    waits = session.scalar(due.where(*waiting, Delivery.due_at <= now)) or 0
    live = select(Attempt.channel, Attempt.placing_at).where(Attempt.state.in_(LIVE))
    begun = [(channel, at) for channel, at in session.execute(live)]
    late = sum(channel == "voice" and at < now - SILENT for channel, at in begun)
    slots = {"due": waits, "open": len(begun), "late": late}
    yield Finding("calls.work", slots=slots) if waits or begun else Finding("calls.quiet")
    stuck = [at for _, at in begun if at < now - STUCK]
    if stuck:
        yield Finding("calls.stuck", well=False, slots={"count": len(stuck), "oldest": now - min(stuck)})


def _reports(session: Session) -> Iterator[Finding]:
    rows = select(Attempt.answered_at, Attempt.heard_at).order_by(Attempt.id.desc()).limit(LOOKED_AT)
    last = max((at for row in session.execute(rows) for at in row if at), default=None)
    yield Finding("webhooks.last", slots={"at": last}) if last else Finding("webhooks.none")


def _senders(session: Session, desk: Desk, now: datetime) -> Iterator[Finding]:
    """Name the senders, and where the carrier complained so that calls go more slowly; that mends itself."""
    slots: dict[str, object] = {"voices": desk.voices, "texts": desk.texts}
    if desk.sender_pace:
        yield Finding("senders.paced", slots={**slots, "pace": f"{desk.sender_pace:g}"})
    else:
        yield Finding("senders.free", slots=slots)
    for name in sorted({*desk.voices, *desk.texts}):
        halved = slowed(session, name, now)
        if halved:
            yield Finding("senders.slowed", slots={"sender": name, "part": 2**halved})


def _erasing(session: Session, now: datetime) -> Iterator[Finding]:
    rows = select(func.count(), func.min(Attempt.ended_at)).where(
        Attempt.ref.is_not(None), Attempt.erased_at.is_(None), Attempt.ended_at.is_not(None)
    )
    count, first = session.execute(rows).one()
    if first is None:
        yield Finding("records.none")
        return
    oldest = max(now - first, timedelta())
    late = oldest > LATE
    yield Finding(
        "records.late" if late else "records.wait", well=not late, slots={"count": count, "oldest": oldest}
    )


def _wishes(session: Session, desk: Desk) -> Iterator[Finding]:
    burst = desk.do_not_call.held(session)
    if burst.since is None:
        yield Finding("wishes.none")
    else:
        yield Finding("wishes.held", well=False, slots={"count": burst.count, "since": burst.since})
