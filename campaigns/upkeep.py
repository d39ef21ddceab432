"""What is over is ended: leases, deliveries past their time, campaigns without work, silent calls."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaigns.claims import release_leases
from campaigns.desk import Desk
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.pinned import plan_of
from campaigns.reconcile import look_up_stale
from campaigns.states import CampaignState, DeliveryState
from carrier.port import CarrierError

ERASE_AFTER = timedelta(minutes=2)
"""A carrier needs about a minute to finalise a record before it can be deleted."""


def tidy(desk: Desk, now: datetime) -> None:
    """End what is over. Cheap where nothing is: it runs every second."""
    with Session(desk.engine) as session, session.begin():
        release_leases(session, now)
        for campaign in session.scalars(select(Campaign).where(Campaign.state.in_(("running", "stopping")))):
            if campaign.state == CampaignState.RUNNING:
                _expire(session, campaign, now)
            if not _has_work(session, campaign.id):
                campaign.state, campaign.finished_at = CampaignState.FINISHED, now
        for campaign in session.scalars(select(Campaign).where(Campaign.state == CampaignState.APPROVED)):
            if plan_of(campaign).next_opening(now) is None:
                campaign.state = CampaignState.EXPIRED
    look_up_stale(desk, now)


def _expire(session: Session, campaign: Campaign, now: datetime) -> None:
    """A delivery expires rather than being late: past `not_after`, or with no opening before it."""
    if plan_of(campaign).next_opening(now) is not None:
        return
    rows = update(Delivery).where(
        Delivery.campaign_id == campaign.id,
        Delivery.state.in_((DeliveryState.WAITING, DeliveryState.CLAIMED)),
    )
    session.execute(rows.values(state=DeliveryState.EXPIRED, holder=None, lease_until=None))


def _has_work(session: Session, campaign: str) -> bool:
    open_ = (DeliveryState.WAITING, DeliveryState.CLAIMED, DeliveryState.OPEN)
    rows = select(Delivery.id).where(Delivery.campaign_id == campaign, Delivery.state.in_(open_))
    return session.scalar(rows.limit(1)) is not None


def due_to_close(session: Session, now: datetime) -> list[str]:
    """Return the finished campaigns whose hold is over."""
    finished = session.scalars(select(Campaign).where(Campaign.state == CampaignState.FINISHED))
    return [c.id for c in finished if c.finished_at and c.finished_at + plan_of(c).hold <= now]


def erase_records(desk: Desk, now: datetime, *, limit: int = 50) -> int:
    """Have the carrier delete its records of our ended calls and texts. Returns how many are gone."""
    with Session(desk.engine) as session:
        ended = select(Attempt.id, Attempt.ref).where(
            Attempt.erased_at.is_(None), Attempt.ref.is_not(None), Attempt.ended_at < now - ERASE_AFTER
        )
        rows = session.execute(ended.limit(limit)).all()
    gone = []
    for attempt, ref in rows:
        try:
            desk.carrier.erase(str(ref))
        except CarrierError:
            continue  # Not finalised yet, or the carrier is away: the next round asks again.
        gone.append(attempt)
    with Session(desk.engine) as session, session.begin():
        session.execute(update(Attempt).where(Attempt.id.in_(gone)).values(erased_at=now))
    return len(gone)
