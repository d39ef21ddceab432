"""What the hotline was asked, and what is told more often than usual, as other systems read it."""

from collections import Counter
from datetime import datetime, timedelta
from math import inf

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from console import signals
from console.api import shapes
from db.clock import TOKYO, hour_of
from db.engine import reading
from prompts.library import Prompts
from tree.models import HourCount
from tree.radar import Rise, S
from tree.tallies import Tally


def hotline(engine: Engine, tally: Tally, hours: int, now: datetime) -> shapes.Reached:
    """Count what the hotline was asked: what is stored, and of this hour what this process holds."""
    first = hour_of(now) - timedelta(hours=hours - 1)
    kept = (HourCount.hour, HourCount.channel, HourCount.language, HourCount.leaf, HourCount.count)
    with Session(reading(engine)) as session:
        stored = session.execute(select(*kept).where(HourCount.hour >= first)).all()
    rows: list[tuple[datetime, str, str, str, int]] = [row._tuple() for row in stored]
    rows += [(hour_of(now), *cell, number) for cell, number in tally.so_far(now).items()]
    by: list[Counter[str]] = [Counter(), Counter(), Counter(), Counter()]
    for hour, channel, language, leaf, number in rows:
        values = (f"{hour.astimezone(TOKYO):%Y-%m-%dT%H:00+09:00}", channel, language, leaf)
        for counter, value in zip(by, values, strict=True):
            counter[value] += number
    per_hour, channels, languages, leaves = (dict(sorted(one.items())) for one in by)
    return shapes.Reached(
        since=first.astimezone(TOKYO),
        until=now.astimezone(TOKYO),
        total=sum(per_hour.values()),
        answers=leaves,
        languages=languages,
        channels=channels,
        hours=per_hour,
    )


def radar(engine: Engine, prompts: Prompts, now: datetime) -> shapes.Radar:
    """Return what is told more often than usual."""
    heard, told = signals.hotline_radar(engine, prompts, now), signals.told_radar(engine, now)
    return shapes.Radar(
        enough_history=heard.over.is_enough,
        hotline=[_rise(one, one.subject, None) for one in heard.counted],
        told=[_rise(one, one.subject[0], one.subject[1] or None) for one in told.counted],
    )


def _rise(rise: Rise[S], claim: str, area: str | None) -> shapes.Rise:
    low, high = rise.ratio
    return shapes.Rise(
        claim=claim,
        area=area,
        count=rise.count,
        usual=[round(one, 2) for one in rise.expected],
        ratio=[None if one == inf else round(one, 3) for one in (low, high)],
        trend=rise.trend,
    )
