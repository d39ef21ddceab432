"""The warnings that run just now in words for the staff of institutions, for a public page and feeds."""

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from campaigns.corrected import earlier_of
from campaigns.models import Campaign, Script
from campaigns.now import candidates, hours_of
from campaigns.pinned import plan_of
from campaigns.plan import Plan, Route
from campaigns.policy import LinePolicy
from campaigns.scripts import words
from db.clock import TOKYO
from db.engine import reading
from prompts.library import Audience, Channel, Prompts


@dataclass(frozen=True, slots=True)
class Notice:
    """One warning: where, since when, and its words by language, the campaign's first language first.

    `warning` is its id, None for an operator's own words. No institution is named. `texts_only` tells that
    nobody is rung; `ended_at` is None, because all of them run.
    """

    id: str
    warning: str | None
    area: str | None
    started_at: datetime
    texts_only: bool
    words: tuple[tuple[str, str], ...]
    ended_at: None = None


def notices(engine: Engine, prompts: Prompts, now: datetime, policy: LinePolicy) -> list[Notice]:
    """Return the warnings that are called or sent now, to homes or institutions, the latest first.

    One that goes to both is told once. A call by which institutions enrol warns of nothing.
    """
    found: dict[object, Notice] = {}
    with Session(reading(engine)) as session:
        for campaign in session.scalars(candidates(now)):
            plan, hours = plan_of(campaign), hours_of(campaign, policy, now)
            if plan.enrolment or hours is None or hours.ended is not None:
                continue
            about = (plan.warning, plan.area) if plan.warning else campaign.id
            texts = plan.channel == Route.SMS
            own = Notice(campaign.id, plan.warning, plan.area, hours.began, texts, ())
            first = found.get(about, own)
            told = {**_said(session, prompts, campaign, plan, now), **dict(first.words)}
            found[about] = replace(
                first,
                started_at=min(hours.began, first.started_at),
                texts_only=texts and first.texts_only,
                words=tuple(told.items()),
            )
    return sorted(found.values(), key=lambda notice: notice.started_at, reverse=True)


def _said(
    session: Session, prompts: Prompts, campaign: Campaign, plan: Plan, now: datetime
) -> dict[str, str]:
    """Return the words by language: for institutions as pinned, for homes as institutions would read them."""
    if plan.audience == Audience.INSTITUTION:
        rows = session.scalars(select(Script).where(Script.campaign_id == campaign.id)).all()
        pinned = {row.language: row.text for row in rows}
        said = {tag: pinned[tag] for tag in plan.languages if tag in pinned}
    else:
        earlier = earlier_of(session, campaign)
        for_staff = plan.model_copy(update={"audience": Audience.INSTITUTION})
        spoken = [tag for tag in plan.languages if tag in prompts.languages]
        said = {tag: words(prompts, for_staff, tag, Channel.SMS, earlier) for tag in spoken}
    day = now.astimezone(TOKYO).date()
    return {
        tag: prompts.fill_date(tag, text, day, Channel.SMS)
        for tag, text in said.items()
        if tag in prompts.languages
    }
