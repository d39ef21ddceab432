"""The words that a campaign says, in short: what comes after our opening, in the language of the page."""

import itertools
import unicodedata
from datetime import datetime

from sqlalchemy.orm import Session

from campaigns.pinned import Pinned, pinned
from campaigns.retry import channels
from db.clock import TOKYO
from prompts.library import Audience, Channel, Prompts

LONGEST = 200
"""Letters, of which a wide one takes the room of two: three lines of a card."""
_ENDS = "。．.!?！？"


def in_short(
    session: Session, prompts: Prompts, campaign: str, tongue: str, now: datetime
) -> tuple[str, str]:
    """Return a language, that of the page where the campaign speaks it, and the first words said in it."""
    found = pinned(session, campaign)
    language = tongue if tongue in found.voice else found.plan.languages[0]
    channel = channels(found.plan)[0]
    words = (found.voice if channel is Channel.VOICE else found.text)[language]
    said = words.removeprefix(_opening(prompts, found, language, channel)).strip()
    return language, prompts.fill_date(language, _cut(said), now.astimezone(TOKYO).date(), channel)


def _opening(prompts: Prompts, found: Pinned, language: str, channel: Channel) -> str:
    """Return what every message begins with; the words may have been pinned when it was another."""
    if found.plan.enrolment:
        return ""
    whole = prompts.around(language, "\0", channel, Audience(found.plan.audience), found.plan.area)
    return whole.partition("\0")[0]


def _cut(words: str) -> str:
    room = itertools.accumulate(2 if unicodedata.east_asian_width(one) in "WF" else 1 for one in words)
    fits = sum(taken <= LONGEST for taken in room)
    if fits == len(words):
        return words
    part = words[:fits]
    last = max(part.rfind(end) for end in _ENDS)
    if last > fits // 3:
        return part[: last + 1]
    return f"{(part.rpartition(' ')[0] or part).rstrip()}…"
