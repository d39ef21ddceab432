"""What our calls are saying now: the words of running campaigns, for anybody who asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from campaigns.models import Campaign, Script
from campaigns.pinned import plan_of
from campaigns.states import CampaignState
from db.clock import TOKYO
from db.engine import reading
from prompts.library import Channel, Prompts

JUST_ENDED = timedelta(hours=1)
"""Whoever was called a moment ago asks after the campaign has ended."""
_UNDER_WAY = (CampaignState.RUNNING, CampaignState.PAUSED, CampaignState.STOPPING)


@dataclass(frozen=True, slots=True)
class RunningWarning:
    """One running campaign as the public hears of it, in the language asked for or in its first."""

    area: str | None
    started_at: datetime
    language: str
    words: str


def running(engine: Engine, prompts: Prompts, language: str, now: datetime) -> list[RunningWarning]:
    """Return the warnings that are being called or sent now, latest first; at most three are read out."""
    with Session(reading(engine)) as session:
        campaigns = session.scalars(
            select(Campaign)
            .where(or_(Campaign.state.in_(_UNDER_WAY), Campaign.finished_at > now - JUST_ENDED))
            .order_by(Campaign.started_at.desc())
            .limit(3)
        ).all()
        return [_warning(session, prompts, c, language, now) for c in campaigns]


def _warning(
    session: Session, prompts: Prompts, campaign: Campaign, language: str, now: datetime
) -> RunningWarning:
    plan = plan_of(campaign)
    chosen = language if language in plan.languages else plan.languages[0]
    script = session.get_one(Script, (campaign.id, chosen))
    day = now.astimezone(TOKYO).date()
    words = prompts.fill_date(chosen, script.voice, day, Channel.VOICE)
    return RunningWarning(plan.area, campaign.started_at or now, chosen, words)
