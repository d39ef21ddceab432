"""What our calls are saying now, in words for a caller or a texter."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Protocol

from db.clock import TOKYO
from prompts.areas import readable
from prompts.library import Channel

MAX_TOLD = 3
"""So many warnings are told at most; nobody listens to more."""


class LookFailed(Exception):
    """What is running could not be looked up just now."""


class RunningWarning(Protocol):
    """One campaign that is calling or texting now; campaigns.now.RunningWarning has these."""

    @property
    def area(self) -> str | None:
        """The area that its words name; None where they name none."""

    @property
    def started_at(self) -> datetime:
        """When it began, aware."""

    @property
    def language(self) -> str:
        """The language of its words: the one asked for, or its own first one."""

    @property
    def words(self) -> str:
        """What is being said, or for readers what is being texted."""


class Words(Protocol):
    """What is needed of the prompts; prompts.library.Prompts has it."""

    def frame(self, language: str, id: str, channel: Channel = ..., **slots: str) -> str:
        """Return a sentence of the frame."""

    def day(self, language: str, day: date, channel: Channel) -> str:
        """Return a day in words."""

    def hour(self, language: str, moment: time, channel: Channel) -> str:
        """Return a time of day in words."""


def told(
    words: Words, language: str, running: Sequence[RunningWarning], now: datetime, channel: Channel
) -> list[tuple[str, str]]:
    """Return (language, sentence) in order; a campaign that lacks the language speaks another."""
    if not running:
        return [(language, words.frame(language, "now.none", channel))]
    said: list[tuple[str, str]] = []
    for warning in running[:MAX_TOLD]:
        named = warning.area if warning.area and readable(warning.area, language) else None
        area = named or words.frame(language, "now.everywhere", channel)
        since = _since(words, language, warning.started_at, now, channel)
        said.append((language, words.frame(language, "now.intro", channel, area=area, time=since)))
        said.append((warning.language, warning.words))
    return said


def _since(words: Words, language: str, start: datetime, now: datetime, channel: Channel) -> str:
    local = start.astimezone(TOKYO)
    clock = words.hour(language, local.time(), channel)
    if local.date() == now.astimezone(TOKYO).date():
        return clock
    return f"{words.day(language, local.date(), channel)} {clock}"
