"""What a campaign that waits for its approval or start will take: when it is done, what it costs."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.arithmetic import Estimate, Load, Message, estimate
from campaigns.calls import PLAYINGS
from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery, Script
from campaigns.plan import Plan
from privacy.number import Kind
from prompts.spans import seconds
from sms.segments import count


def outlook(session: Session, desk: Desk, campaign: Campaign, plan: Plan, now: datetime) -> Estimate | None:
    """Return the arithmetic of a campaign that would start now; None where it has no recipients."""
    load = _load(session, campaign.id)
    scripts = session.scalars(select(Script).where(Script.campaign_id == campaign.id)).all()
    messages = {
        s.language: Message(seconds(s.voice, s.language) * PLAYINGS, count(s.text).segments) for s in scripts
    }
    wanted = load.calls.keys() | load.texts.keys()
    if not wanted or not wanted <= messages.keys():
        return None
    return estimate(plan, load, messages, now, sender_pace=desk.sender_pace, hours=desk.policy.hours_of(plan))


def _load(session: Session, campaign: str) -> Load:
    columns = (Delivery.language, Delivery.channel, Delivery.kind)
    rows = select(*columns, func.count()).where(Delivery.campaign_id == campaign).group_by(*columns)
    calls: dict[str, int] = {}
    texts: dict[str, int] = {}
    textable: dict[str, int] = {}
    for language, channel, kind, number in session.execute(rows):
        into = texts if channel == "sms" else calls
        into[language] = into.get(language, 0) + number
        if channel == "voice" and kind == Kind.MOBILE:
            textable[language] = textable.get(language, 0) + number
    return Load(calls, texts, textable)
