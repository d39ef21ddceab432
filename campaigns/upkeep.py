"""What is over is ended: leases, deliveries past their time, campaigns without work, silent calls."""

from datetime import datetime, timedelta

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaigns.caps import count_ended
from campaigns.claims import release_leases
from campaigns.desk import Desk
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.pinned import plan_of
from campaigns.policy import LinePolicy
from campaigns.states import CampaignState, DeliveryState
from carrier.port import Refused, Unavailable

UNDECIDED_FOR = timedelta(days=7)
"""How long a draft, a submitted or an approved campaign may lie before it ends by itself."""
_UNDER_WAY = (CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.STOPPING)
_UNDECIDED = (CampaignState.APPROVED, CampaignState.SUBMITTED)
ERASE_AFTER = timedelta(minutes=2)
"""A carrier needs about a minute to finalise a record before it can be deleted."""


def tidy(desk: Desk, now: datetime) -> None:
    """End what is over. Cheap where nothing is: it runs every few seconds."""
    with Session(desk.engine) as session, session.begin():
        release_leases(session, now)
        for campaign in session.scalars(select(Campaign).where(Campaign.state.in_(_UNDER_WAY))):
            if campaign.state == CampaignState.STOPPING:
                _spare(session, campaign, DeliveryState.STOPPED)
            elif desk.policy.next_opening(plan_of(campaign), now) is None:
                _spare(session, campaign, DeliveryState.EXPIRED)  # Rather than being late.
            if not _has_work(session, campaign.id):
                campaign.state, campaign.finished_at = CampaignState.FINISHED, now
        _forget_undecided(session, desk.policy, now)
    count_ended(desk)


def _spare(session: Session, campaign: Campaign, state: DeliveryState) -> None:
    """End what was not begun: a report that came while Stop was committed may have put one back."""
    rows = update(Delivery).where(
        Delivery.campaign_id == campaign.id,
        Delivery.state.in_((DeliveryState.WAITING, DeliveryState.CLAIMED)),
    )
    session.execute(rows.values(state=state, holder=None, lease_until=None))


def _forget_undecided(session: Session, policy: LinePolicy, now: datetime) -> None:
    """End what nobody starts: its numbers must not be kept for ever."""
    for campaign in session.scalars(select(Campaign).where(Campaign.state.in_(_UNDECIDED))):
        since = campaign.approved_at or campaign.submitted_at or campaign.created_at
        never = policy.next_opening(plan_of(campaign), now) is None
        if campaign.state == CampaignState.APPROVED and (never or since + UNDECIDED_FOR <= now):
            campaign.state, campaign.finished_at = CampaignState.EXPIRED, now
        elif campaign.state == CampaignState.SUBMITTED and since + UNDECIDED_FOR <= now:
            campaign.state, campaign.finished_at = CampaignState.REJECTED, now
            campaign.trouble = "nobody decided within a week"


def _has_work(session: Session, campaign: str) -> bool:
    open_ = (DeliveryState.WAITING, DeliveryState.CLAIMED, DeliveryState.OPEN)
    rows = select(Delivery.id).where(Delivery.campaign_id == campaign, Delivery.state.in_(open_))
    return session.scalar(rows.limit(1)) is not None


def due_to_close(session: Session, now: datetime) -> list[str]:
    """Return the campaigns that have ended and whose hold is over, and drafts that nobody submitted."""
    ended = (CampaignState.FINISHED, CampaignState.REJECTED, CampaignState.EXPIRED)
    over = session.scalars(select(Campaign).where(Campaign.state.in_(ended))).all()
    drafts = session.scalars(select(Campaign).where(Campaign.state == CampaignState.DRAFT)).all()
    due = [c.id for c in over if (c.finished_at or c.created_at) + plan_of(c).hold <= now]
    return due + [c.id for c in drafts if c.created_at + UNDECIDED_FOR <= now]


def erase_records(desk: Desk, now: datetime, *, limit: int = 50) -> int:
    """Have the carrier delete its records of our ended calls and texts. Returns how many are gone."""
    with Session(desk.engine) as session:
        ended = select(Attempt.id, Attempt.ref).where(
            Attempt.erased_at.is_(None), Attempt.ref.is_not(None), Attempt.ended_at < now - ERASE_AFTER
        )
        # Those that could not be erased come again after all others.
        rows = session.execute(ended.order_by(Attempt.looked_at.nulls_first(), Attempt.id).limit(limit)).all()
    gone, kept = [], []
    for attempt, ref in rows:
        try:
            desk.carrier.erase(str(ref))
        except Unavailable as trouble:
            kept.append(attempt)
            if trouble.code is None:
                break  # The carrier is away; asking for the others would only wait again.
        except Refused:
            kept.append(attempt)
        else:
            gone.append(attempt)
    with Session(desk.engine) as session, session.begin():
        session.execute(update(Attempt).where(Attempt.id.in_(gone)).values(erased_at=now))
        session.execute(update(Attempt).where(Attempt.id.in_(kept)).values(looked_at=now))
    return len(gone)
