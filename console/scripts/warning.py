"""A warning in all its languages: words, lengths, what the linter finds, sources, recent campaigns."""

import functools
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from carrier.segments import count
from db.clock import TOKYO
from db.engine import reading
from prompts.entries import Document, Entry
from prompts.library import Audience, Channel, Prompts
from prompts.linter import Finding, lint
from prompts.spans import seconds

LATELY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class Script:
    """A warning's words in one language, as a home would hear and read them today."""

    language: str
    title: str
    heard: str
    """What the swindlers say, in short."""
    voice: str
    seconds: float
    text: str
    segments: int
    findings: Sequence[Finding]


@dataclass(frozen=True, slots=True)
class Source:
    """What a warning rests on."""

    document: Document
    place: str


@dataclass(frozen=True, slots=True)
class Use:
    """A campaign that says or said it."""

    campaign: Campaign
    plan: Plan


def all_of(prompts: Prompts) -> list[str]:
    """Return the ids of all warnings, claims first."""
    return list(dict.fromkeys(prompts.knowledge.warnings.values()))


def scripts(prompts: Prompts, warning: str, now: datetime, *, checked: bool) -> list[Script]:
    """Return a warning's words in every language, with what the linter finds if they are to be checked."""
    return [_script(prompts, warning, tag, now, checked=checked) for tag in prompts.languages]


def sources(prompts: Prompts, warning: str, tongue: str) -> list[tuple[str, Source]]:
    """Return the titles and places of the documents on which a warning rests."""
    known = prompts.knowledge
    claims = (one for one in known.claims.values() if one.warning == warning)
    advice = (one for one in known.advice.values() if one.warning == warning)
    entries: list[Entry] = [*claims, *advice]
    titles = prompts.words[tongue].documents
    return [
        (titles.get(one.document, one.document), Source(known.documents[one.document], one.place or ""))
        for one in entries
    ]


def uses(engine: Engine, prompts: Prompts, now: datetime) -> dict[str, list[Use]]:
    """Return the campaigns of the last 90 days by the warning that they say, latest first."""
    recent = select(Campaign).where(Campaign.created_at >= now - LATELY).order_by(Campaign.created_at.desc())
    found: dict[str, list[Use]] = {}
    with Session(reading(engine)) as session:
        for campaign in session.scalars(recent):
            plan = plan_of(campaign)
            warning = prompts.knowledge.warnings.get(str(plan.warning))
            if warning:
                found.setdefault(warning, []).append(Use(campaign, plan))
    return found


def _script(prompts: Prompts, warning: str, tag: str, now: datetime, *, checked: bool) -> Script:
    voice, text = (_message(prompts, warning, tag, way) for way in (Channel.VOICE, Channel.SMS))
    day = now.astimezone(TOKYO).date()
    spoken = prompts.fill_date(tag, voice, day, Channel.VOICE)
    written = prompts.fill_date(tag, text, day, Channel.SMS)
    speaker, to_check = prompts.promises.organisation[tag], (voice, text) if checked else ()
    return Script(
        language=tag,
        title=prompts.title(tag, warning),
        heard=prompts.words[tag].warnings[warning].get("heard", ""),
        voice=spoken,
        seconds=seconds(spoken, tag),
        text=written,
        segments=count(written).segments,
        findings=[found for one in to_check for found in _found(one, tag, speaker)],
    )


def _message(prompts: Prompts, warning: str, tag: str, channel: Channel) -> str:
    return prompts.warning(tag, warning, channel, Audience.RESIDENT, None)


@functools.lru_cache(4096)
def _found(text: str, language: str, speaker: str) -> tuple[Finding, ...]:
    judged = lint(text, language, Audience.RESIDENT, [speaker])
    return (*judged.refused, *judged.missing, *judged.flags)
