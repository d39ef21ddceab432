"""What a call of ours says: homes listen and can do nothing, institutions confirm with any key."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery, Script
from campaigns.plan import Plan
from campaigns.receipts import answered, by_token
from carrier.twiml import Pause, Say, Spoken, listen, speak
from db.clock import TOKYO
from prompts.library import Channel, Prompts

PLAYINGS = 2


def answer(session: Session, prompts: Prompts, token: str, base: str, now: datetime) -> str:
    """Somebody took the call: the message, then on to its second playing. A token that is not ours hangs up."""
    attempt = by_token(session, token)
    if attempt is None:
        return speak([])
    answered(session, attempt, now)
    return _playing(session, prompts, attempt, base, 1, now)


def heard(session: Session, prompts: Prompts, token: str, base: str, now: datetime) -> str:
    """One whole playing has been heard; homes hear it once more, and the call ends by itself."""
    attempt = by_token(session, token)
    if attempt is None:
        return speak([])
    attempt.heard_at = attempt.heard_at or now
    return _playing(session, prompts, attempt, base, PLAYINGS, now)


def confirm(
    session: Session, prompts: Prompts, token: str, base: str, playing: int, key: str, now: datetime
) -> str:
    """An institution pressed a key, or none came while the message played."""
    attempt = by_token(session, token)
    if attempt is None:
        return speak([])
    if key:
        attempt.confirmed_at = attempt.confirmed_at or now
        language = _languages(session, attempt)[0]
        return speak([Say(prompts.frame(language, "call.acknowledged"), language)])
    attempt.heard_at = attempt.heard_at or now
    if playing >= PLAYINGS:
        return speak([])
    return _playing(session, prompts, attempt, base, playing + 1, now)


def _playing(
    session: Session, prompts: Prompts, attempt: Attempt, base: str, playing: int, now: datetime
) -> str:
    day = now.astimezone(TOKYO).date()
    languages = _languages(session, attempt)
    spoken: list[Spoken] = []
    for language in languages:
        if playing > 1:
            spoken.append(Say(prompts.frame(language, "call.again"), language))
        spoken.append(Say(_words(session, prompts, attempt.campaign_id, language, day), language))
        spoken.append(Pause(1))
    if _is_institution(session, attempt):
        ask = [Say(prompts.frame(language, "call.acknowledge"), language) for language in languages]
        return listen([*spoken, *ask], f"{base}/calls/{attempt.token}/confirm/{playing}", timeout=6)
    return speak(spoken, f"{base}/calls/{attempt.token}/heard" if playing < PLAYINGS else None)


def _words(session: Session, prompts: Prompts, campaign: str, language: str, day: date) -> str:
    script = session.get_one(Script, (campaign, language))
    return prompts.fill_date(language, script.voice, day, Channel.VOICE)


def _languages(session: Session, attempt: Attempt) -> list[str]:
    campaign = session.get_one(Campaign, attempt.campaign_id)
    own = session.scalar(select(Delivery.language).where(Delivery.id == attempt.delivery_id)) or ""
    plan = Plan.from_json(campaign.plan)
    if plan.languages_per_call == 2 and own != plan.languages[0]:
        return [plan.languages[0], own]
    return [own]


def _is_institution(session: Session, attempt: Attempt) -> bool:
    campaign = session.get_one(Campaign, attempt.campaign_id)
    return campaign.plan["audience"] == "institution"
