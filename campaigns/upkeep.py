"""What is over is ended: leases, deliveries past their time, campaigns without work, silent calls."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Select, select, update
from sqlalchemy.orm import Session

from campaigns.caps import count_ended
from campaigns.claims import release_leases
from campaigns.desk import Desk
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.pinned import plan_of
from campaigns.policy import against_promises
from campaigns.series import is_over, is_series
from campaigns.states import CampaignState, DeliveryState
from carrier.port import Refused, Unavailable

DRAFT_FOR = timedelta(days=7)
"""How long a draft may lie before it ends by itself."""
_UNDER_WAY = (CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.STOPPING)
_UNDECIDED = (CampaignState.APPROVED, CampaignState.SUBMITTED)
ELSEWHERE = "it was made in training and this is a live line, or the other way round"
ERASE_AFTER = timedelta(minutes=2)
"""A carrier needs about a minute to finalise a record before it can be deleted."""


def tidy(desk: Desk, now: datetime) -> None:
    """End what is over. Cheap where nothing is: it runs every few seconds."""
    with Session(desk.engine) as session, session.begin():
        release_leases(session, now)
        for campaign in session.scalars(_locked(_UNDER_WAY)):
            wrong = _may_not_run(desk, campaign)
            if wrong is not None:
                campaign.state, campaign.trouble = CampaignState.PAUSED, wrong[:200]
            if is_series(campaign):
                if is_over(session, campaign):
                    campaign.state, campaign.finished_at = CampaignState.FINISHED, now
                continue
            if campaign.state == CampaignState.STOPPING:
                _spare(session, campaign, DeliveryState.STOPPED)
            elif desk.policy.next_opening(plan_of(campaign), now) is None:
                _spare(session, campaign, DeliveryState.EXPIRED)  # Rather than being late.
            if not _has_work(session, campaign.id):
                campaign.state, campaign.finished_at = CampaignState.FINISHED, now
        _forget_undecided(session, desk, now)
    count_ended(desk)


def _locked(states: Collection[CampaignState]) -> Select[Campaign]:
    """Return the campaigns in these states that nobody is deciding about just now."""
    rows = select(Campaign).where(Campaign.state.in_(states)).order_by(Campaign.id)
    return rows.with_for_update(skip_locked=True)


def _may_not_run(desk: Desk, campaign: Campaign) -> str | None:
    """Return why a running campaign must pause: another carrier, or a line that allows less than before."""
    if campaign.state != CampaignState.RUNNING:
        return None
    if campaign.live == desk.training:
        return ELSEWHERE
    return next(iter(against_promises(plan_of(campaign), desk.policy)), None)


def _spare(session: Session, campaign: Campaign, state: DeliveryState) -> None:
    """End what was not begun: a report that came while Stop was committed may have put one back."""
    rows = update(Delivery).where(
        Delivery.campaign_id == campaign.id,
        Delivery.state.in_((DeliveryState.WAITING, DeliveryState.CLAIMED)),
    )
    session.execute(rows.values(state=state, holder=None, lease_until=None))


def _forget_undecided(session: Session, desk: Desk, now: datetime) -> None:
    """End what nobody starts: its numbers must not be kept for ever."""
    for campaign in session.scalars(_locked(_UNDECIDED)):
        never = desk.policy.next_opening(plan_of(campaign), now) is None
        over = desk.approvals.lapses_at(campaign) <= now
        if campaign.state == CampaignState.APPROVED and (never or over):
            campaign.state, campaign.finished_at = CampaignState.EXPIRED, now
        elif campaign.state == CampaignState.SUBMITTED and over:
            campaign.state, campaign.finished_at = CampaignState.REJECTED, now
            campaign.trouble = "nobody decided in time"


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
    return due + [c.id for c in drafts if c.created_at + DRAFT_FOR <= now]


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
