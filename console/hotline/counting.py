"""What the hotline was asked lately, by answer, language, way and hour."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.clock import hour_of, midnight
from db.engine import reading
from prompts.tree import Tree, Verdict
from tree.models import MERGED, HourCount
from tree.tallies import Tally

HOURS = 24
Row = tuple[datetime, str, str, str, int]
"""An hour, a way, a language, an answer, and how often."""


@dataclass(frozen=True, slots=True)
class Counts:
    """How often answers were reached, from several sides. MERGED stands for what was too rare to tell.

    `today` counts answers since midnight in Japan; `lately` holds the languages of this hour and the last.
    """

    total: int
    leaves: Sequence[tuple[str, int]]
    languages: Sequence[tuple[str, int]]
    channels: Sequence[tuple[str, int]]
    hours: Sequence[tuple[datetime, int]]
    today: Mapping[str, int]
    lately: Sequence[tuple[str, int]]

    @property
    def most_of_a_leaf(self) -> int:
        """Return how often the most frequent answer was reached, or all that were too rare together."""
        return max(number for _, number in self.leaves)

    @property
    def total_today(self) -> int:
        """Return how many answers were reached since midnight."""
        return sum(self.today.values())

    @property
    def this_hour(self) -> tuple[datetime, int]:
        """Return the hour that runs, and its answers so far."""
        return self.hours[-1]

    @property
    def last_hour(self) -> tuple[datetime, int]:
        """Return the hour that was over last, and its answers."""
        return self.hours[-2]


def by_verdict(tree: Tree, reached: Mapping[str, int]) -> list[tuple[Verdict, int]]:
    """Return how many answers of each strength were reached."""
    found = Counter(dict.fromkeys(Verdict, 0))
    for leaf, number in reached.items():
        verdict = tree[leaf].verdict if leaf in tree else None
        if verdict is not None:
            found[verdict] += number
    return [(verdict, found[verdict]) for verdict in Verdict]


def counts(engine: Engine, tally: Tally, now: datetime) -> Counts:
    """Count the last HOURS hours, this one included: what is stored, and what this process still holds."""
    first = hour_of(now) - timedelta(hours=HOURS - 1)
    rows = (*_stored(engine, first), *_here(tally, now))
    hours = {first + timedelta(hours=step): 0 for step in range(HOURS)}
    for hour, *_, number in rows:
        hours[hour] = hours.get(hour, 0) + number
    lately = [row for row in rows if row[0] >= hour_of(now) - timedelta(hours=1)]
    today = [row for row in rows if row[0] >= midnight(now)]
    return Counts(
        total=sum(hours.values()),
        leaves=_largest_first(rows, 3),
        languages=_largest_first(rows, 2),
        channels=_largest_first(rows, 1),
        hours=sorted(hours.items()),
        today=dict(_largest_first(today, 3)),
        lately=_largest_first(lately, 2),
    )


def by_hour(engine: Engine, tally: Tally, leaf: str, now: datetime) -> list[tuple[datetime, int]]:
    """Return how often one answer was reached in each of the last HOURS hours, this one included."""
    first = hour_of(now) - timedelta(hours=HOURS - 1)
    hours = {first + timedelta(hours=step): 0 for step in range(HOURS)}
    for hour, _, _, one, number in (*_stored(engine, first), *_here(tally, now)):
        if one == leaf:
            hours[hour] = hours.get(hour, 0) + number
    return sorted(hours.items())


def _stored(engine: Engine, first: datetime) -> list[Row]:
    columns = (HourCount.hour, HourCount.channel, HourCount.language, HourCount.leaf, HourCount.count)
    with Session(reading(engine)) as session:
        rows = session.execute(select(*columns).where(HourCount.hour >= first))
        return [(hour, channel, language, leaf, number) for hour, channel, language, leaf, number in rows]


def _here(tally: Tally, now: datetime) -> list[Row]:
    return [(hour_of(now), *cell, number) for cell, number in tally.so_far(now).items()]


def _largest_first(rows: Sequence[Row], column: int) -> list[tuple[str, int]]:
    found: Counter[str] = Counter()
    for row in rows:
        found[str(row[column])] += row[4]
    return sorted(found.items(), key=lambda item: (item[0] == MERGED, -item[1], item[0]))
