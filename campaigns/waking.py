"""When time alone brings work for a campaign: a retry that is due, a window that opens, an end that comes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery
from campaigns.pinned import plan_of
from campaigns.states import CampaignState, DeliveryState


def next_due(desk: Desk, session: Session, now: datetime) -> datetime | None:
    """Return the first instant after now at which a running campaign has something to do, if any."""
    running = session.scalars(select(Campaign).where(Campaign.state == CampaignState.RUNNING))
    return min(filter(None, (_next(desk, session, campaign, now) for campaign in running)), default=None)


def _next(desk: Desk, session: Session, campaign: Campaign, now: datetime) -> datetime | None:
    waiting = select(Delivery.due_at).where(
        Delivery.campaign_id == campaign.id, Delivery.state == DeliveryState.WAITING
    )
    due_at, plan = session.scalar(waiting.order_by(Delivery.due_at).limit(1)), plan_of(campaign)
    if due_at is None:
        return None
    # Where no opening comes before its end, the end itself is what comes.
    following = desk.policy.next_opening(plan, max(now, due_at)) or plan.not_after
    return following if following is not None and following > now else None
