"""What our calls are saying now, and said earlier today, in words for a caller or a texter."""

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
    """One campaign of today; campaigns.now.RunningWarning has these."""

    @property
    def area(self) -> str | None:
        """The area that its words name; None where they name none."""

    @property
    def started_at(self) -> datetime:
        """When it began, aware."""

    @property
    def ended_at(self) -> datetime | None:
        """When it ended today, aware; None while it is calling or texting."""

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
    """Return (language, sentence) in order; a campaign that lacks the language speaks another.

    Those that run are told as they come, and those that have ended behind "none at present" or behind them.
    """
    ended = [warning for warning in running if warning.ended_at is not None]
    calling = [warning for warning in running if warning.ended_at is None]
    said = [] if calling else [(language, words.frame(language, "now.none", channel))]
    for warning in [*calling, *ended][:MAX_TOLD]:
        said.append((language, _introduced(words, language, warning, now, channel)))
        said.append((warning.language, warning.words))
    return said


def _introduced(words: Words, language: str, warning: RunningWarning, now: datetime, channel: Channel) -> str:
    named = warning.area if warning.area and readable(warning.area, language) else None
    area = named or words.frame(language, "now.everywhere", channel)
    since = _hour(words, language, warning.started_at, now, channel)
    if warning.ended_at is None:
        return words.frame(language, "now.intro", channel, area=area, time=since)
    until = _hour(words, language, warning.ended_at, now, channel)
    return words.frame(language, "now.earlier", channel, area=area, time=since, until=until)


def _hour(words: Words, language: str, at: datetime, now: datetime, channel: Channel) -> str:
    local = at.astimezone(TOKYO)
    clock = words.hour(language, local.time(), channel)
    if local.date() == now.astimezone(TOKYO).date():
        return clock
    return f"{words.day(language, local.date(), channel)} {clock}"
