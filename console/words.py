"""The words of the operators' pages, and numbers, days and times in the way of who reads them.

The sentences are files in one folder for each language of the console; how a language writes a number or a
day is Babel's knowledge (Unicode CLDR), for pages as for letters, so no request is needed.
"""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from importlib import resources

from babel import Locale
from babel.dates import format_date, format_skeleton, format_timedelta
from babel.numbers import format_decimal, format_percent

from db.clock import TOKYO

LANGUAGES = ("ja", "en")
"""Japanese is the first: whoever's browser asks for neither reads it."""
LOCALES = {"ja": Locale("ja", "JP"), "en": Locale("en", "GB")}
"""English as it is written where days stand before months, and hours run to 24."""


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. Called with an id it returns the sentence with its slots filled."""

    language: str
    sentences: Mapping[str, str]

    def __call__(self, id: str, **slots: object) -> str:
        """Return a sentence; whole numbers are written 1,241. Raises KeyError for an unknown id or slot."""
        return self.sentences[id].format_map({name: self._shown(value) for name, value in slots.items()})

    @property
    def locale(self) -> Locale:
        """Return the manner in which this language writes numbers and days."""
        return LOCALES[self.language]

    def when(self, at: datetime, now: datetime) -> str:
        """Return an instant in Japan's time: 10:31 today, else with its day."""
        there, today = at.astimezone(TOKYO), now.astimezone(TOKYO)
        hour = f"{there:%H:%M}"
        if there.date() == today.date():
            return hour
        return self("when.day", day=self.day(there.date(), today.date()), time=hour)

    def day(self, day: date, today: date) -> str:
        """Return a day, with its year where that is another."""
        if day.year != today.year:
            return format_date(day, "long", locale=self.locale)
        return format_skeleton("MMMMd", datetime.combine(day, time()), locale=self.locale)

    def until(self, at: datetime, now: datetime) -> str:
        """Return how far off an instant is: in 18 minutes, 3 hours ago."""
        return self._span(at - now, directed=True)

    def lasting(self, span: timedelta) -> str:
        """Return a length of time: 18 minutes."""
        return self._span(span, directed=False)

    def percent(self, share: float) -> str:
        """Return a share of one: 68%."""
        return format_percent(share, locale=self.locale)

    def number(self, value: float) -> str:
        """Return a number: 1,241 or 0.5."""
        return format_decimal(value, locale=self.locale)

    def counted(self, label: str, number: int) -> str:
        """Return a number beside what it counts: `815 heard`."""
        return self("counted", label=label, number=number)

    def _span(self, span: timedelta, *, directed: bool) -> str:
        said = format_timedelta(
            span, granularity="minute", threshold=2, add_direction=directed, locale=self.locale
        )
        # Japanese sets no space between a figure and what it counts, and our sentences do not either.
        return said.replace(" ", "") if self.language == "ja" else said

    def _shown(self, value: object) -> object:
        return self.number(value) if isinstance(value, int) and not isinstance(value, bool) else value


@functools.cache
def load(language: str) -> Words:
    """Return the words of one of LANGUAGES, which has the same files with the same ids as the others."""
    found: dict[str, str] = {}
    for file in resources.files("prompts").joinpath("languages", language, "console").iterdir():
        found |= tomllib.loads(file.read_text("utf-8"))["console"]
    return Words(language, found)
