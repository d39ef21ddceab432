"""What our calls are saying now, and said earlier today: the words of campaigns, for anybody who asks."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, Select, or_, select
from sqlalchemy.orm import Session

from campaigns.corrected import stands
from campaigns.models import Campaign, Script
from campaigns.pinned import plan_of
from campaigns.plan import Plan, Route
from campaigns.policy import LinePolicy
from campaigns.states import CampaignState
from db.clock import TOKYO, midnight
from db.engine import reading
from prompts.library import Audience, Channel, Prompts

TOLD = 3
_CALLING = (CampaignState.RUNNING, CampaignState.PAUSED)
_UNDER_WAY = (*_CALLING, CampaignState.STOPPING)


@dataclass(frozen=True, slots=True)
class RunningWarning:
    """One campaign of today as the public hears of it, in the language asked for or in its first.

    `ended_at` is None while it calls or sends.
    """

    area: str | None
    started_at: datetime
    ended_at: datetime | None
    texts_only: bool
    for_institutions: bool
    language: str
    words: str


def running(
    engine: Engine, prompts: Prompts, language: str, now: datetime, channel: Channel, policy: LinePolicy
) -> list[RunningWarning]:
    """Return at most three warnings of today (in Japan): those that are called or sent now, then the others.

    The latest comes first; a campaign calls only while its window is open. Callers hear what our calls say;
    on pages and in texts stand the words of our texts.
    """
    with Session(reading(engine)) as session:
        today = [(campaign, hours_of(campaign, policy, now)) for campaign in session.scalars(candidates(now))]
        called = [(campaign, hours) for campaign, hours in today if hours is not None]
        called.sort(key=lambda one: (one[1].ended is None, one[1].ended or one[1].began), reverse=True)
        told = [(campaign.id, plan_of(campaign), hours) for campaign, hours in called[:TOLD]]
        return [
            RunningWarning(
                plan.area,
                hours.began,
                hours.ended,
                plan.channel == Route.SMS,
                plan.audience == Audience.INSTITUTION,
                *_said(session, prompts, id_, plan, language, now, channel),
            )
            for id_, plan, hours in told
        ]


@dataclass(frozen=True, slots=True)
class Hours:
    """Since when a campaign calls; `ended` is None while it does."""

    began: datetime
    ended: datetime | None


def candidates(now: datetime) -> Select[Campaign]:
    """Return the campaigns that may call now, or may have called today; without what was corrected since."""
    begun = select(Campaign).where(Campaign.started_at.is_not(None)).order_by(Campaign.started_at)
    return begun.where(or_(Campaign.state.in_(_UNDER_WAY), Campaign.finished_at >= midnight(now)), stands())


def hours_of(campaign: Campaign, policy: LinePolicy, now: datetime) -> Hours | None:
    """Return since when a campaign calls, or from when to when it called today; None where it did not."""
    plan = plan_of(campaign)
    if plan.repeat is not None:
        return None  # Its runs are campaigns of their own.
    hours = policy.hours_of(plan)
    began = plan.next_opening(campaign.started_at or now, hours)
    if began is not None and campaign.state in _CALLING and plan.may_call(now, hours):
        return Hours(began, None)
    opened = plan.next_opening(max(began or now, midnight(now)), hours)
    closes = hours.closes_at(opened) if opened else None
    if opened is None or closes is None:
        return None
    ended = min(closes, campaign.finished_at or now)
    return Hours(opened, ended) if opened < ended else None


def _said(
    session: Session,
    prompts: Prompts,
    campaign: str,
    plan: Plan,
    language: str,
    now: datetime,
    channel: Channel,
) -> tuple[str, str]:
    """Return what a campaign says, and in which language."""
    spoken = channel is Channel.VOICE
    tongues = [tag for tag in (language, *plan.languages) if tag in plan.languages]
    chosen = next((tag for tag in tongues if not (spoken and tag in prompts.short)), None)
    if chosen is None:
        return language, _told_in(prompts, plan, language)
    script = session.get_one(Script, (campaign, chosen))
    today = now.astimezone(TOKYO).date()
    if not spoken:
        return chosen, prompts.fill_date(chosen, script.text, today, Channel.SMS)
    if plan.channel == Route.SMS:
        return chosen, prompts.aloud(chosen, prompts.fill_date(chosen, script.text, today, Channel.VOICE))
    key = [prompts.frame(chosen, "call.acknowledge")] if plan.audience == Audience.INSTITUTION else []
    return chosen, " ".join([prompts.fill_date(chosen, script.voice, today, Channel.VOICE), *key])


def _told_in(prompts: Prompts, plan: Plan, language: str) -> str:
    """Return what a campaign says, for a caller with a voice where none of its own languages has one."""
    if plan.warning is None:
        return prompts.frame(language, "cannot-look")
    return prompts.warning_body(language, plan.warning)
