"""The words of the operators' pages: files in one folder for each language of the console."""

import functools
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

from db.clock import TOKYO

LANGUAGES = ("ja", "en")


@dataclass(frozen=True, slots=True)
class Words:
    """One language's words. Called with an id it returns the sentence with its slots filled."""

    language: str
    sentences: Mapping[str, str]

    def __call__(self, id: str, **slots: object) -> str:
        """Return a sentence; whole numbers are written 1,241. Raises KeyError for an unknown id or slot."""
        return self.sentences[id].format_map({name: _shown(value) for name, value in slots.items()})

    def when(self, at: datetime, now: datetime) -> str:
        """Return an instant in Japan's time: 10:31 today, else with its day."""
        there, today = at.astimezone(TOKYO), now.astimezone(TOKYO)
        time = f"{there:%H:%M}"
        if there.date() == today.date():
            return time
        day = "when.day" if there.year == today.year else "when.day-of-year"
        return self(day, year=str(there.year), month=self(f"month.{there.month}"), day=there.day, time=time)

    def counted(self, label: str, number: int) -> str:
        """Return a number beside what it counts: `815 heard`."""
        return self("counted", label=label, number=number)


@functools.cache
def load(language: str) -> Words:
    """Return the words of one of LANGUAGES, which has the same files with the same ids as the others."""
    found: dict[str, str] = {}
    for file in resources.files("prompts").joinpath("languages", language, "console").iterdir():
        found |= tomllib.loads(file.read_text("utf-8"))["console"]
    return Words(language, found)


def _shown(value: object) -> object:
    return f"{value:,}" if isinstance(value, int) else value
