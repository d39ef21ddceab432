"""How the radar is said on a page, and by the command line: each claim as a row of words."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import inf
from typing import Any

from sqlalchemy import Engine

from campaigns.holidays import is_holiday
from console.shown import Shown
from console.words import Words
from db.clock import TOKYO
from prompts.library import Prompts
from tree import rising
from tree.radar import ENOUGH_WEEKS, Rise, S, Trend
from tree.rising import Radar

RAREST = 1_000_000


@dataclass(frozen=True, slots=True)
class Row:
    """What is said of one claim, or of one claim in one area."""

    claim: str
    area: str
    name: str
    count: int
    usual: str
    ratio: str
    chance: str
    trend: Trend


@dataclass(frozen=True, slots=True)
class Signals:
    """What is said of a radar: only what was counted at all, the rising first; `says` is what it rests on."""

    rows: Sequence[Row]
    compares: bool
    says: str
    merged: str

    @property
    def rising(self) -> list[Row]:
        """Return only what rises."""
        return [row for row in self.rows if row.trend is Trend.RISING]


def hotline_radar(engine: Engine, prompts: Prompts, now: datetime) -> Radar[str]:
    """Return the radar over the answers of the hotline, its texts and pages, by claim."""
    return rising.hotline(engine, prompts.tree, now, is_day_off)


def told_radar(engine: Engine, now: datetime) -> Radar[tuple[str, str]]:
    """Return the radar over what operators noted, by claim and area."""
    return rising.told(engine, now, is_day_off)


def hotline(engine: Engine, shown: Shown) -> Signals:
    """Say what rises at the hotline."""
    return signals(shown.say, hotline_radar(engine, shown.prompts, shown.now), shown.claim)


def told(engine: Engine, shown: Shown) -> Signals:
    """Say what rises among what people told operators."""
    return signals(shown.say, told_radar(engine, shown.now), shown.claim_in_area)


def is_day_off(day: date) -> bool:
    """Tell whether most people are at home on a day in Japan."""
    return day.weekday() >= 5 or is_holiday(day)


def signals(say: Words, radar: Radar[S], name: Callable[[S], str]) -> Signals:
    """Put a radar into words."""
    over = radar.over
    slots = {
        "first": _clock(over.present[0]),
        "last": _clock(over.present[0] + timedelta(hours=over.elapsed)),
        "weeks": f"{over.weeks:.0f}",
        "enough": ENOUGH_WEEKS,
    }
    says = say("radar.method" if over.is_enough else "radar.too-new", **slots)
    merged = say("radar.merged", count=radar.merged) if radar.merged else ""
    return Signals(
        [_row(say, rise, name(rise.subject)) for rise in radar.counted], over.is_enough, says, merged
    )


def _clock(at: datetime) -> str:
    return f"{at.astimezone(TOKYO):%H:%M}"


def _row(say: Words, rise: Rise[S], name: str) -> Row:
    compared = rise.trend is not Trend.NEW
    ratio = _between(say, rise.ratio) if compared and rise.trend is not Trend.FEW else ""
    chance = _chance(say, rise.p) if rise.trend is Trend.RISING else ""
    usual = _usual(say, rise.expected) if compared else ""
    subject: Any = rise.subject
    claim, area = (subject, "") if isinstance(subject, str) else subject
    return Row(claim, area, name, rise.count, usual, ratio, chance, rise.trend)


def _usual(say: Words, expected: tuple[float, float]) -> str:
    low, high = map(figure, expected)
    return low if low == high else say("radar.from-to", low=low, high=high)


def _between(say: Words, ratio: tuple[float, float]) -> str:
    low, high = ratio
    if high == inf:
        return say("radar.at-least", low=figure(low))
    return say("radar.times", low=figure(low), high=figure(high))


def figure(value: float) -> str:
    """Return a count, or a mean of counts, as people read it."""
    return f"{value:.0f}" if value >= 10 or value == 0 else f"{value:.1f}"


def _chance(say: Words, p: float) -> str:
    once_in = 1 / max(p, 1 / RAREST)
    return say("radar.once-in", number=int(float(f"{once_in:.2g}")))
