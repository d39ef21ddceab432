"""The hotline just now: what was answered since the last full hour began, and what rises, hour by hour."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from console import signals
from console.shown import Shown
from console.signals import Row, Signals
from db.clock import hour_of
from db.engine import reading
from prompts.tree import Verdict
from tree.models import HourCount
from tree.radar import Trend, claims_of
from tree.tallies import Tally

HOURS = 12
"""Hours of which a small curve is drawn."""
_HOUR = timedelta(hours=1)
_WARNED = frozenset({Verdict.CERTAIN, Verdict.STRONG})
Counted = tuple[datetime, str, str, int]
"""Hour, language, leaf, and how often."""


@dataclass(frozen=True, slots=True)
class Rising:
    """A claim that rises, perhaps in one area, and how often it was answered in each of the last HOURS."""

    warning: str
    area: str
    row: Row
    hours: Sequence[int] = ()


@dataclass(frozen=True, slots=True)
class Lately:
    """What was answered since `since`; `warned` of it said that it is a scam, or a strong sign of one."""

    since: datetime
    total: int
    warned: int
    languages: Sequence[tuple[str, int]]
    hotline: Signals
    told: Signals
    rising: Sequence[Rising]


def lately(engine: Engine, tally: Tally, shown: Shown) -> Lately:
    """Load what the hotline did just now, and what rises there and among what operators were told."""
    this = hour_of(shown.now)
    since, counted = this - _HOUR, _counted(engine, tally, shown.now)
    fresh = [one for one in counted if one[0] >= since]
    languages: Counter[str] = Counter()
    for _, language, _, number in fresh:
        languages[language] += number
    up, hotline = _hotline(engine, shown, counted, this)
    noted, told = _told(engine, shown)
    return Lately(
        since=since,
        total=languages.total(),
        warned=sum(number for _, _, leaf, number in fresh if shown.verdict(leaf) in _WARNED),
        languages=sorted(languages.items(), key=lambda item: (-item[1], item[0])),
        hotline=hotline,
        told=told,
        rising=[*up, *noted],
    )


def _counted(engine: Engine, tally: Tally, now: datetime) -> list[Counted]:
    columns = (HourCount.hour, HourCount.language, HourCount.leaf, HourCount.count)
    with Session(reading(engine)) as session:
        rows = session.execute(select(*columns).where(HourCount.hour > hour_of(now) - _HOUR * HOURS))
        stored = [(hour, language, leaf, number) for hour, language, leaf, number in rows]
    here = tally.so_far(now).items()
    return [*stored, *((hour_of(now), language, leaf, number) for (_, language, leaf), number in here)]


def _hotline(
    engine: Engine, shown: Shown, counted: Sequence[Counted], this: datetime
) -> tuple[list[Rising], Signals]:
    radar = signals.hotline_radar(engine, shown.prompts, shown.now)
    said, claims = signals.signals(shown.say, radar, shown.claim), claims_of(shown.prompts.tree)
    found = []
    for rise, row in zip(radar.counted, said.rows, strict=True):
        if rise.trend is Trend.RISING:
            hours = [0] * HOURS
            for hour, _, leaf, number in counted:
                if claims.get(leaf) == rise.subject:
                    hours[HOURS - 1 - int((this - hour) / _HOUR)] += number
            found.append(Rising(rise.subject, "", row, hours))
    return found, said


def _told(engine: Engine, shown: Shown) -> tuple[list[Rising], Signals]:
    radar = signals.told_radar(engine, shown.now)
    said = signals.signals(shown.say, radar, shown.claim_in_area)
    pairs = zip(radar.counted, said.rows, strict=True)
    return [Rising(*rise.subject, row) for rise, row in pairs if rise.trend is Trend.RISING], said
