"""What our calls are saying now, and said earlier today, in words for a caller or a texter."""

from collections.abc import Sequence
from datetime import date, datetime, time
from typing import Protocol

from db.clock import TOKYO
from prompts.library import Channel

MAX_TOLD = 3
"""So many warnings are told at most; nobody listens to more."""


class LookFailed(Exception):
    """What is running could not be looked up just now."""


class UnderWay(Protocol):
    """Where and when a campaign of today calls or texts; campaigns.notices.Notice has these."""

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
    def texts_only(self) -> bool:
        """Whether it rings nobody."""


class RunningWarning(UnderWay, Protocol):
    """One campaign of today with its words; campaigns.now.RunningWarning has these."""

    @property
    def for_institutions(self) -> bool:
        """Whether it goes to banks, shops, schools and employers, which confirm by a key."""

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

    def named(self, language: str, area: str) -> str | None:
        """Return the name of an area in a language; None where it has none that can be read."""

    def day(self, language: str, day: date, channel: Channel) -> str:
        """Return a day in words."""

    def hour(self, language: str, moment: time, channel: Channel) -> str:
        """Return a time of day in words."""


def told(
    words: Words, language: str, running: Sequence[RunningWarning], now: datetime, channel: Channel
) -> list[tuple[str, str]]:
    """Return (language, sentence) in order; a campaign that lacks the language speaks another.

    Those that run are told first, those that have ended behind "none at present" or behind them.
    """
    ended = [warning for warning in running if warning.ended_at is not None]
    under_way = [warning for warning in running if warning.ended_at is None]
    calling = [warning for warning in under_way if not warning.texts_only]
    texting = [warning for warning in under_way if warning.texts_only]
    said = [] if under_way else [(language, words.frame(language, "now.none", channel))]
    for warning in [*calling, *texting, *ended][:MAX_TOLD]:
        sentence = introduced(words, language, warning, now, channel, calling=bool(calling))
        said.append((language, sentence))
        if warning.for_institutions:
            said.append((language, words.frame(language, "promise.institution", channel)))
        said.append((warning.language, warning.words))
    return said


def introduced(
    words: Words, language: str, one: UnderWay, now: datetime, channel: Channel, *, calling: bool
) -> str:
    """Return where and since when, or from when to when, a campaign calls or texts.

    While any is `calling`, one that only texts is told up to now: its sentence says that nobody is called.
    """
    area = area_of(words, language, one.area, channel)
    since = _hour(words, language, one.started_at, now, channel)
    texts = "-text" if one.texts_only else ""
    ended_at = one.ended_at or (now if calling and one.texts_only else None)
    if ended_at is None:
        return words.frame(language, f"now.intro{texts}", channel, area=area, time=since)
    until = _hour(words, language, ended_at, now, channel)
    return words.frame(language, f"now.earlier{texts}", channel, area=area, time=since, until=until)


def area_of(words: Words, language: str, area: str | None, channel: Channel) -> str:
    """Return an area's name in a language, or that it is somewhere, or everywhere."""
    named = words.named(language, area) if area else None
    return named or words.frame(language, "now.somewhere" if area else "now.everywhere", channel)


def _hour(words: Words, language: str, at: datetime, now: datetime, channel: Channel) -> str:
    local = at.astimezone(TOKYO)
    clock = words.hour(language, local.time(), channel)
    if local.date() == now.astimezone(TOKYO).date():
        return clock
    return f"{words.day(language, local.date(), channel)} {clock}"
