"""The radar: which claims are told more often now than in the same hours of the last weeks."""

import enum
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from typing import Generic, TypeVar

from db.clock import TOKYO, hour_of
from prompts.tree import Tree
from tree.rates import corrected, p_value, ratio

HOURS = 3
WEEKS = 4
ENOUGH_WEEKS = 2
"""With a shorter history nothing is said to rise."""
FEWEST = 5
RISING = 0.05
"""Of what is called rising, at most this part on average is chance."""
_HOUR = timedelta(hours=1)
S = TypeVar("S")


class Trend(enum.StrEnum):
    """What can be said of a claim."""

    RISING = "rising"
    UNCLEAR = "unclear"  # More than usual, but chance, or answers that were merged, may be the reason.
    USUAL = "usual"
    FEW = "few"  # Too few to say anything.
    NEW = "new"  # The line has not counted for enough weeks.


@dataclass(frozen=True, slots=True)
class Span:
    """The hours that are looked at (their beginnings), and those that they are compared with.

    `elapsed` is how much of the present hours is over: the last one may still run. `weeks` is how long the
    line has counted, WEEKS at most.
    """

    present: tuple[datetime, ...]
    past: tuple[datetime, ...]
    elapsed: float
    weeks: float

    @property
    def share(self) -> float:
        """Return the present's part of all the time that is looked at."""
        return self.elapsed / (self.elapsed + len(self.past))

    @property
    def is_enough(self) -> bool:
        """Tell whether there is a history to compare with."""
        return self.weeks >= ENOUGH_WEEKS and bool(self.past)


@dataclass(frozen=True, slots=True)
class Seen:
    """How often something was counted, and how much of what was merged may belong to it besides."""

    present: int = 0
    past: int = 0
    merged_present: int = 0
    merged_past: int = 0


@dataclass(frozen=True, slots=True)
class Rise(Generic[S]):
    """What the radar says of a claim (or of a claim in an area): `expected` at least and at most.

    `ratio` holds the present rate over the usual one with 95 %, whatever the merged answers were. `p` is the
    chance of such a count if nothing rose, with all merged answers in the past; `q` is corrected for how
    many claims were looked at.
    """

    subject: S
    count: int
    expected: tuple[float, float]
    ratio: tuple[float, float]
    p: float
    q: float
    trend: Trend


def claims_of(tree: Tree) -> dict[str, str]:
    """Return the warning for which each leaf counts: that of its first claim."""
    return {id: node.claims[0].removeprefix("C-") for id, node in tree.items() if node.claims}


def span(now: datetime, first: datetime | None, is_day_off: Callable[[date], bool], *, running: bool) -> Span:
    """Return the last HOURS hours and the same hours of the same kind of day in the last WEEKS weeks.

    `first` is the first hour that was counted. With `running` the hour that runs is the last one; without,
    only hours that are over count. Kinds of day are working days and days off, in Japan.
    """
    this = hour_of(now)
    last = this if running else this - _HOUR
    present = tuple(last - _HOUR * back for back in reversed(range(HOURS)))
    elapsed = HOURS - 1 + (now - this) / _HOUR if running else float(HOURS)
    since = now if first is None else first

    def alike(one: datetime, other: datetime) -> bool:
        return is_day_off(one.astimezone(TOKYO).date()) == is_day_off(other.astimezone(TOKYO).date())

    days = [timedelta(days=back) for back in range(1, WEEKS * 7 + 1)]
    past = (hour - back for hour in present for back in days if alike(hour, hour - back))
    weeks = min((present[0] - since) / timedelta(weeks=1), WEEKS)
    return Span(present, tuple(hour for hour in past if hour >= since), elapsed, max(weeks, 0.0))


def rises(seen: Mapping[S, Seen], over: Span) -> list[Rise[S]]:
    """Judge everything that was looked at, also what was never counted: rising first, then by count."""
    found = [_judged(subject, one, over) for subject, one in seen.items()]
    q_values = corrected([rise.p for rise in found])
    found = [_named(replace(rise, q=q), over) for rise, q in zip(found, q_values, strict=True)]
    order = list(Trend)
    return sorted(found, key=lambda rise: (order.index(rise.trend), -rise.count, -rise.expected[0]))


def rising(found: Iterable[Rise[S]]) -> list[Rise[S]]:
    """Return only what rises."""
    return [rise for rise in found if rise.trend is Trend.RISING]


def _judged(subject: S, one: Seen, over: Span) -> Rise[S]:
    share = over.share
    times = over.elapsed / max(len(over.past), 1)
    most = one.past + one.merged_past
    low = ratio(one.present, most, share)[0]
    high = ratio(one.present + one.merged_present, one.past, share)[1]
    # Not corrected yet: it is unclear where this claim alone, without merged answers, would seem to rise.
    alone = p_value(one.present, one.past, share)
    trend = Trend.UNCLEAR if alone < RISING else Trend.USUAL
    p = p_value(one.present, most, share)
    return Rise(subject, one.present, (one.past * times, most * times), (low, high), p, p, trend)


def _named(rise: Rise[S], over: Span) -> Rise[S]:
    if not over.is_enough:
        return replace(rise, trend=Trend.NEW)
    if rise.count < FEWEST and rise.expected[0] < FEWEST:
        return replace(rise, trend=Trend.FEW)
    if rise.q < RISING and rise.count >= FEWEST:
        return replace(rise, trend=Trend.RISING)
    return rise
