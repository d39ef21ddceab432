"""How far a campaign is: from counts by end to a bar, a share and a time at which it may be over."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from campaigns.report import GOT_IT, in_order
from campaigns.states import LIVE
from campaigns.states import AttemptState as A
from campaigns.states import DeliveryState as D
from campaigns.timeline import open_seconds, spend
from campaigns.window import Hours

_LEFT = frozenset({D.REFUSED, D.EXPIRED, D.STOPPED})
_TO_COME = frozenset({D.WAITING, D.CLAIMED})
_UNDER_WAY = frozenset({D.OPEN, *LIVE, A.SENT})
GROUPS = ("reached", "calling", "missed", "left", "waiting")
"""The parts of a bar, in their order."""
ENOUGH_DONE = 20
ENOUGH_SECONDS = 60.0
"""Before so much is known no speed is told."""


@dataclass(frozen=True, slots=True)
class Part:
    """One part of the bar: where it begins and how long it is, of a hundred."""

    group: str
    number: int
    start: float
    length: float


@dataclass(frozen=True, slots=True)
class Progress:
    """Where a campaign's recipients stand. `ends` holds what occurred, in the order of the bar's parts."""

    total: int
    ends: tuple[tuple[str, int], ...]
    parts: tuple[Part, ...]

    def number(self, group: str) -> int:
        """Return how many there are in a part of the bar."""
        return sum(part.number for part in self.parts if part.group == group)

    @property
    def done(self) -> int:
        """Return how many need no further call."""
        return self.total - self.number("calling") - self.number("waiting")

    @property
    def percent(self) -> int:
        """Return the share that is done, rounded down: 100 means all."""
        return self.done * 100 // self.total if self.total else 0

    @property
    def confirmed(self) -> int:
        """Return how many confirmed by key."""
        return dict(self.ends).get(A.ACKNOWLEDGED, 0)

    def share(self, number: int) -> str:
        """Return a number's share of all in percent, with one digit."""
        return f"{number / self.total:.1%}" if self.total else "–"


def progress(counts: Mapping[str, int]) -> Progress:
    """Put together how far a campaign is."""
    total = sum(counts.values())
    numbers = dict.fromkeys(GROUPS, 0)
    for end, number in counts.items():
        numbers[group_of(end)] += number
    parts, start = [], 0.0
    for group, number in numbers.items():
        if number:
            length = number / total * 100
            parts.append(Part(group, number, round(start, 3), round(length, 3)))
            start += length
    return Progress(total, tuple(sorted(in_order(counts), key=_by_group)), tuple(parts))


def group_of(end: str) -> str:
    """Return the part of the bar to which an end or a state belongs."""
    if end in GOT_IT:
        return "reached"
    if end in _TO_COME:
        return "waiting"
    if end in _LEFT:
        return "left"
    return "calling" if end in _UNDER_WAY else "missed"


def _by_group(end: tuple[str, int]) -> int:
    return GROUPS.index(group_of(end[0]))


def likely_end(found: Progress, hours: Hours, started: datetime | None, now: datetime) -> datetime | None:
    """Return when all would be done at the speed so far, or None while too little is known.

    The speed counts open hours only; retries that wait for their time make the true end later.
    """
    left = found.total - found.done
    if started is None or found.done < ENOUGH_DONE or not left:
        return None
    passed = open_seconds(hours, started, now)
    return spend(hours, now, left * passed / found.done) if passed >= ENOUGH_SECONDS else None
