"""What an examination finds: one sentence about one part, by its id, and what to do where it is not well."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from console import words
from console.words import Words
from db.clock import TOKYO

_LENGTHS = (
    ("days", timedelta(days=2)),
    ("hours", timedelta(hours=2)),
    ("minutes", timedelta(minutes=2)),
    ("seconds", timedelta()),
)
_UNITS: Mapping[str, timedelta] = {
    "days": timedelta(days=1),
    "hours": timedelta(hours=1),
    "minutes": timedelta(minutes=1),
    "seconds": timedelta(seconds=1),
}
KNOWN: Mapping[str, tuple[str, ...]] = {
    "carrier": ("training", "live", "waiting", "away"),
    "database": ("answers",),
    "clock": ("together", "apart"),
    "disk": ("free", "low"),
    "keys": ("open",),
    "words": ("complete", "silent", "unreviewed", "pack-training", "pack-left-out"),
    "line": ("sample", "homes-off", "homes-consented", "homes-area", "unstated", "one-way"),
    "workers": ("alive", "none", "missing"),
    "calls": ("quiet", "work", "stuck"),
    "webhooks": ("last", "none", "signed", "quiet", "all-wrong"),
    "senders": ("free", "paced", "slowed"),
    "records": ("none", "wait", "late"),
    "held": ("none", "open", "until", "over", "else"),
    "wishes": ("none", "held"),
    "lists": ("keys-gone", "ends"),
}
"""All that can be found, by part; each has its sentence."""
TO_MEND = (
    *("carrier.away", "clock.apart", "disk.low", "line.sample", "line.unstated", "workers.missing"),
    *("calls.stuck", "webhooks.all-wrong", "records.late", "wishes.held", "lists.keys-gone"),
)
"""What can be found that is not well; each has a second sentence, which says what to do."""
When = Callable[[datetime], str]
Name = Callable[[str], str]


class Tongues(tuple[str, ...]):
    """Languages by their tags; a page has their names, a terminal the tags."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class Finding:
    """One sentence: `id` is `part.what`; slots hold numbers, instants, lengths of time and names."""

    id: str
    well: bool = True
    slots: Mapping[str, object] = field(default_factory=dict)

    @property
    def part(self) -> str:
        """Return what it is about."""
        return self.id.partition(".")[0]

    def label(self, say: Words) -> str:
        """Return the name of what it is about."""
        return say(f"health.part-{self.part}")

    def says(self, say: Words, when: When, name: Name = str) -> str:
        """Return the sentence; `name` says what a language is called."""
        return self._filled(f"health.{self.id}", say, when, name)

    def to_do(self, say: Words, when: When) -> str:
        """Return what to do about it; nothing where it is well."""
        return "" if self.well else self._filled(f"health.{self.id}-do", say, when)

    @property
    def words(self) -> str:
        """Return it in one line for a terminal, in English."""
        say = words.load("en")
        said = f"{self.label(say)}: {self.says(say, _with_day)}"
        return said if self.well else f"{said} {self.to_do(say, _with_day)}"

    def _filled(self, id: str, say: Words, when: When, name: Name = str) -> str:
        return say(id, **{slot: _said(value, say, when, name) for slot, value in self.slots.items()})


def _said(value: object, say: Words, when: When, name: Name) -> object:
    if isinstance(value, datetime):
        return when(value)
    if isinstance(value, timedelta):
        unit = next(unit for unit, least in _LENGTHS if value >= least)
        return say(f"health.{unit}", count=value // _UNITS[unit])
    if isinstance(value, Tongues):
        return say("health.joint").join(map(name, value))
    if isinstance(value, tuple):
        return say("health.joint").join(map(str, value))
    return value


def _with_day(at: datetime) -> str:
    return f"{at.astimezone(TOKYO):%Y-%m-%d %H:%M}"
