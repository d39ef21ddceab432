"""When time alone brings work for a campaign: a retry that is due, a window that opens, an end that comes."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery
from campaigns.pinned import plan_of
from campaigns.retry import channels
from campaigns.states import CampaignState, DeliveryState


def next_due(desk: Desk, session: Session, now: datetime) -> datetime | None:
    """Return the first instant after now at which a running campaign has something to do, if any."""
    running = session.scalars(select(Campaign).where(Campaign.state == CampaignState.RUNNING))
    return min(filter(None, (_next(desk, session, campaign, now) for campaign in running)), default=None)


def _next(desk: Desk, session: Session, campaign: Campaign, now: datetime) -> datetime | None:
    plan = plan_of(campaign)
    due_at = min(
        filter(None, (_first_due(session, campaign.id, way) for way in channels(plan))), default=None
    )
    if due_at is None:
        return None
    # Where no opening comes before its end, the end itself is what comes.
    following = desk.policy.next_opening(plan, max(now, due_at)) or plan.not_after
    return following if following is not None and following > now else None


def _first_due(session: Session, campaign: str, channel: str) -> datetime | None:
    # By channel, as the index has it: otherwise all that wait would be read.
    waiting = (Delivery.campaign_id == campaign, Delivery.state == DeliveryState.WAITING)
    rows = select(Delivery.due_at).where(*waiting, Delivery.channel == str(channel))
    return session.scalar(rows.order_by(Delivery.due_at).limit(1))
