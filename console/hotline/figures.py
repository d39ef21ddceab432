"""Counts by day as they stand on a page: in words, as a table, and as a picture."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

from babel.dates import format_skeleton

from console.charts.drawing import Limit, Series, bars
from console.hotline.days import Days
from console.shown import Shown
from console.signals import figure
from db.clock import TOKYO


@dataclass(frozen=True, slots=True)
class Day:
    """One day: how often, and between which counts a usual day of its kind lies."""

    day: date
    count: int
    usual: tuple[float, float] | None


@dataclass(frozen=True, slots=True)
class ByDay:
    """The days, the last one being today; `merged` answers of them all could not be told apart."""

    days: Sequence[Day]
    merged: int

    @property
    def most(self) -> Day:
        """Return the day with the most, the latest of several."""
        return max(reversed(self.days), key=lambda one: one.count)

    @property
    def total(self) -> int:
        """Return how often in all."""
        return sum(one.count for one in self.days)

    @property
    def today(self) -> Day:
        """Return today, as far as it has come."""
        return self.days[-1]


def of_days(found: Days, counts: Sequence[int]) -> ByDay:
    """Put the counts of one claim, or of one answer, beside what is usual."""
    usual = found.usual(counts)
    return ByDay([Day(*one) for one in zip(found.days, counts, usual, strict=True)], sum(found.merged))


def says(found: ByDay, shown: Shown) -> str:
    """Return in words what the picture shows."""
    slots = {
        "first": day(found.days[0].day, shown),
        "last": day(found.today.day, shown),
        "most": found.most.count,
        "peak": day(found.most.day, shown),
        "today": found.today.count,
    }
    return shown.say("days.says", **slots) if found.total else shown.say("days.nothing", **slots)


def usual(one: Day, shown: Shown) -> str:
    """Return between which counts a usual day lies; nothing where too few days are known."""
    if one.usual is None:
        return ""
    low, high = map(figure, one.usual)
    return low if low == high else shown.say("radar.from-to", low=low, high=high)


def draw(found: ByDay, shown: Shown, name: str) -> str:
    """Draw the days as bars, with the line above which a day like today is no usual one."""
    labels = [_short(one.day, shown) for one in found.days]
    series = [Series(shown.say("days.count"), [one.count for one in found.days])]
    limit = None
    if found.today.usual is not None:
        high = found.today.usual[1]
        limit = Limit(shown.say("days.limit", count=figure(high)), high)
    return bars(name, says(found, shown), labels, series, limit=limit)


def day(one: date, shown: Shown) -> str:
    """Return a day, with its year where that is another."""
    return shown.say.day(one, shown.now.astimezone(TOKYO).date())


def _short(one: date, shown: Shown) -> str:
    return format_skeleton("Md", datetime.combine(one, time()), locale=shown.say.locale)
