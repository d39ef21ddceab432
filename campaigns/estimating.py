"""The arithmetic of a campaign that is stored, from its recipients and words as they were pinned."""

from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.arithmetic import Estimate, Load, Message, estimate_of
from campaigns.calls import PLAYINGS, SECONDS_FOR_A_KEY
from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery, Script
from campaigns.pinned import plan_of, spoken
from campaigns.plan import Plan
from campaigns.retry import takes_texts
from carrier.segments import count
from privacy.number import Kind
from prompts.library import Audience, Channel
from prompts.spans import seconds

REST = 1.0
"""Seconds of silence after each language of a playing."""


def of_campaign(session: Session, desk: Desk, campaign: Campaign, now: datetime) -> Estimate | None:
    """Return the arithmetic of a campaign if it started now; None where it has no recipients.

    It is the same before and after an approval, as long as nobody in it has been called.
    """
    plan, load = plan_of(campaign), _load(session, campaign.id)
    scripts = session.scalars(select(Script).where(Script.campaign_id == campaign.id)).all()
    voice, text = {s.language: s.voice for s in scripts}, {s.language: s.text for s in scripts}
    wanted = load.calls.keys() | load.texts.keys()
    if not wanted or not wanted <= voice.keys():
        return None
    lengths = {tag: message(plan, tag, voice, text[tag]) for tag in voice}
    return estimate_of(
        plan,
        load,
        lengths,
        now,
        sender_pace=desk.sender_pace,
        senders=(len(desk.voices), len(desk.texts)),
        hours=desk.policy.hours_of(plan),
    )


def message(plan: Plan, language: str, voice: Mapping[str, str], text: str) -> Message:
    """Return how long a recipient's call takes who listens to its end, and how many parts a text has.

    `voice` holds the words of every language that the plan may say in one call. An institution is taken to
    press a key once it has heard all.
    """
    said = [tag for tag in spoken(plan, language) if tag in voice] or [language]
    once = sum(seconds(voice[tag], tag) + REST for tag in said)
    if plan.audience == Audience.INSTITUTION:
        return Message(once + SECONDS_FOR_A_KEY, count(text).segments)
    return Message(once * PLAYINGS, count(text).segments)


def _load(session: Session, campaign: str) -> Load:
    columns = (Delivery.language, Delivery.channel, Delivery.kind)
    rows = select(*columns, func.count()).where(Delivery.campaign_id == campaign).group_by(*columns)
    calls: dict[str, int] = {}
    texts: dict[str, int] = {}
    textable: dict[str, int] = {}
    for language, channel, kind, number in session.execute(rows):
        into = texts if channel == Channel.SMS else calls
        into[language] = into.get(language, 0) + number
        if channel == Channel.VOICE and takes_texts(Kind(kind)):
            textable[language] = textable.get(language, 0) + number
    return Load(calls, texts, textable)
