"""What a campaign used at the carrier: begun minutes of answered calls, and parts of texts."""

import math
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Delivery, Script
from campaigns.states import AttemptState
from carrier.segments import count
from prompts.library import Channel

_NOT_SENT = (AttemptState.PLACING, AttemptState.NOT_PLACED, AttemptState.CANCELLED, AttemptState.FAILED)


def used(session: Session, campaign: str) -> dict[str, int]:
    """Return `minutes` and `segments`; a call whose answer nobody told us of counts from its hearing."""
    return {"minutes": _minutes(session, campaign), "segments": _segments(session, campaign)}


def _minutes(session: Session, campaign: str) -> int:
    calls = select(Attempt.answered_at, Attempt.ended_at, Attempt.heard_at).where(
        Attempt.campaign_id == campaign, Attempt.channel == Channel.VOICE, Attempt.ended_at.is_not(None)
    )
    return sum(_begun(answered or heard, ended) for answered, ended, heard in session.execute(calls))


def _begun(answered: datetime | None, ended: datetime | None) -> int:
    return max(1, math.ceil((ended - answered).total_seconds() / 60)) if answered and ended else 0


def _segments(session: Session, campaign: str) -> int:
    texts = (
        select(Delivery.language, func.count())
        .join(Attempt, Attempt.delivery_id == Delivery.id)
        .where(Attempt.campaign_id == campaign, Attempt.channel == Channel.SMS)
        .where(Attempt.state.not_in(_NOT_SENT))
        .group_by(Delivery.language)
    )
    scripts = session.execute(select(Script.language, Script.text).where(Script.campaign_id == campaign))
    parts = {language: count(text).segments for language, text in scripts}
    return sum(parts.get(language, 1) * number for language, number in session.execute(texts))
