"""The last approved words of the same warning, for the same audience: what an approver has read before."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Campaign, Script
from campaigns.pinned import plan_of
from campaigns.states import CampaignState as S
from prompts.library import Prompts

_LOOKED_AT = 200
"""Campaigns at most; what was approved longer ago nobody remembers."""


@dataclass(frozen=True, slots=True)
class Approved:
    """Words in one language that somebody approved; `{date}` is still open in them."""

    voice: str
    text: str
    by: str
    at: datetime


def last_approved(session: Session, prompts: Prompts, campaign: Campaign) -> dict[str, Approved]:
    """Return by language what was approved last; an operator's own words count to what they are about."""
    mine, found = _about(prompts, campaign), dict[str, Approved]()
    rows = select(Campaign).where(Campaign.approved_at.is_not(None), Campaign.state != S.SUBMITTED)
    rows = rows.where(Campaign.id != campaign.id).order_by(Campaign.approved_at.desc()).limit(_LOOKED_AT)
    same = {one.id: one for one in session.scalars(rows) if mine and _about(prompts, one) == mine}
    scripts = session.scalars(select(Script).where(Script.campaign_id.in_(same))).all()
    order = {id_: place for place, id_ in enumerate(same)}
    for script in sorted(scripts, key=lambda one: order[one.campaign_id]):
        whose = same[script.campaign_id]
        by, at = whose.approved_by or "", whose.approved_at or whose.created_at
        found.setdefault(script.language, Approved(script.voice, script.text, by, at))
    return found


def _about(prompts: Prompts, campaign: Campaign) -> tuple[object, ...] | None:
    """Return what makes two campaigns say the same to the same people; None for what has no like."""
    plan = plan_of(campaign)
    if plan.enrolment:
        return None
    named = plan.warning or campaign.name.partition(",")[0].strip()
    warning = prompts.knowledge.warnings.get(named, named)
    is_known = plan.warning is not None or warning != named or named in prompts.knowledge.warnings.values()
    if not is_known:
        warning = campaign.name
    return (warning, plan.audience, campaign.correction_of is not None)
