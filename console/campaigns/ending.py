"""How campaigns ended: which were stopped, which of them today, and how many had been tried before."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.models import Campaign, Delivery
from campaigns.states import DeliveryState
from db.clock import TOKYO
from privacy.models import AuditEntry


def stopped(session: Session, campaigns: Collection[str]) -> frozenset[str]:
    """Return which of these somebody stopped."""
    rows = select(AuditEntry.subject).where(AuditEntry.act == "stop", AuditEntry.subject.in_(campaigns))
    return frozenset(session.scalars(rows)) if campaigns else frozenset()


def tried(session: Session, campaign: str) -> int:
    """Return how many had been tried without an answer when a stop kept them from another try."""
    rows = select(func.count()).select_from(Delivery)
    spared = Delivery.state == DeliveryState.STOPPED
    return session.scalar(rows.where(Delivery.campaign_id == campaign, spared, Delivery.attempts > 0)) or 0


def is_todays(campaign: Campaign, now: datetime) -> bool:
    """Tell whether a campaign ended today, in Japan's days."""
    ended = campaign.finished_at
    return ended is not None and ended.astimezone(TOKYO).date() == now.astimezone(TOKYO).date()
