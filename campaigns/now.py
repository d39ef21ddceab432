"""What our calls are saying now: the words of running campaigns, for anybody who asks."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, or_, select
from sqlalchemy.orm import Session

from campaigns.models import Campaign, Script
from campaigns.pinned import plan_of
from campaigns.plan import Plan
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


def running(
    engine: Engine, prompts: Prompts, language: str, now: datetime, channel: Channel
) -> list[RunningWarning]:
    """Return the warnings that are being called or sent now, latest first; at most three are told.

    Callers hear what our calls say; on pages and in texts stand the words of our texts.
    """
    with Session(reading(engine)) as session:
        campaigns = session.scalars(
            select(Campaign)
            .where(or_(Campaign.state.in_(_UNDER_WAY), Campaign.finished_at > now - JUST_ENDED))
            .order_by(Campaign.started_at.desc())
            .limit(3)
        ).all()
        return [_warning(session, prompts, c, language, now, channel) for c in campaigns]


def _warning(
    session: Session, prompts: Prompts, campaign: Campaign, language: str, now: datetime, channel: Channel
) -> RunningWarning:
    plan = plan_of(campaign)
    spoken = channel is Channel.VOICE
    tongues = [tag for tag in (language, *plan.languages) if tag in plan.languages]
    chosen = next((tag for tag in tongues if not (spoken and tag in prompts.short)), None)
    if chosen is None:
        said = _told_in(prompts, plan, language)
        return RunningWarning(plan.area, campaign.started_at or now, language, said)
    script = session.get_one(Script, (campaign.id, chosen))
    form = Channel.VOICE if spoken else Channel.SMS
    words = prompts.fill_date(
        chosen, script.voice if spoken else script.text, now.astimezone(TOKYO).date(), form
    )
    return RunningWarning(plan.area, campaign.started_at or now, chosen, words)


def _told_in(prompts: Prompts, plan: Plan, language: str) -> str:
    """Return what a campaign says, for a caller with a voice where none of its own languages has one."""
    if plan.warning is None:
        return prompts.frame(language, "cannot-look")
    return prompts.warning_body(language, plan.warning)
