"""What happens this very moment: calls that ring, calls that are heard, and who is tried again later."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Delivery
from campaigns.states import AttemptState as A
from campaigns.states import DeliveryState
from prompts.library import Channel

MINUTE = timedelta(minutes=1)
_RINGS = (A.PLACING, A.PLACED, A.RINGING)


@dataclass(frozen=True, slots=True)
class Pulse:
    """Calls that ring or are about to, calls that are listened to, calls and texts begun within a minute.

    `again` were called, not reached, and are tried again, the first of them at `again_at`.
    """

    ringing: int = 0
    heard: int = 0
    lately: int = 0
    again: int = 0
    again_at: datetime | None = None


STILL = Pulse()


def pulses(session: Session, campaigns: Collection[str], now: datetime) -> Mapping[str, Pulse]:
    """Return the pulse of each campaign in which anything happens."""
    calls = Attempt.channel == Channel.VOICE
    numbers = (
        func.sum(case((calls & Attempt.state.in_(_RINGS), 1), else_=0)),
        func.sum(case((calls & (Attempt.state == A.ANSWERED), 1), else_=0)),
        func.sum(case((Attempt.placing_at > now - MINUTE, 1), else_=0)),
    )
    busy = or_(Attempt.state.in_((*_RINGS, A.ANSWERED)), Attempt.placing_at > now - MINUTE)
    rows = select(Attempt.campaign_id, *numbers).where(Attempt.campaign_id.in_(campaigns), busy)
    if not campaigns:
        return {}
    busy_ones: Any = session.execute(rows.group_by(Attempt.campaign_id))
    found = {row[0]: Pulse(*row[1:]) for row in busy_ones}
    return found | {
        campaign: replace(found.get(campaign, STILL), again=count, again_at=first)
        for campaign, count, first in _again(session, campaigns, now)
    }


def _again(session: Session, campaigns: Collection[str], now: datetime) -> Iterable[Any]:
    rows = select(Delivery.campaign_id, func.count(), func.min(Delivery.due_at)).where(
        Delivery.campaign_id.in_(campaigns),
        Delivery.state == DeliveryState.WAITING,
        Delivery.attempts > 0,
        Delivery.due_at > now,
    )
    return session.execute(rows.group_by(Delivery.campaign_id))
