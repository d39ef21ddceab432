"""What happens this very moment: calls that ring, calls that are heard, and what began in the last minute."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import case, func, or_, select
from sqlalchemy.orm import Session

from campaigns.models import Attempt
from campaigns.states import AttemptState as A
from prompts.library import Channel

MINUTE = timedelta(minutes=1)
_RINGS = (A.PLACING, A.PLACED, A.RINGING)


@dataclass(frozen=True, slots=True)
class Pulse:
    """Calls that ring or are about to, calls that are listened to, calls and texts begun within a minute."""

    ringing: int = 0
    heard: int = 0
    lately: int = 0


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
    found = session.execute(rows.group_by(Attempt.campaign_id)) if campaigns else ()
    return {campaign: Pulse(*counts) for campaign, *counts in found}
