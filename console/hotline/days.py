"""How often each claim was asked about, day by day, and what is usual on such a day."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import quantiles

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from console.signals import is_day_off
from db.clock import TOKYO, hour_of, midnight
from db.engine import reading
from prompts.tree import Tree
from tree.models import MERGED, HourCount
from tree.radar import claims_of
from tree.tallies import Tally

DAYS = 28
ENOUGH = 4
"""Days of a kind, working days or days off, before something is called usual on such a day."""


@dataclass(frozen=True, slots=True)
class Days:
    """Counts of the last DAYS days and of today so far, by claim and by answer. `since`: the first count.

    `merged` holds how many answers of each day were too rare to tell what they were about.
    """

    days: Sequence[date]
    claims: Mapping[str, Sequence[int]]
    leaves: Mapping[str, Sequence[int]]
    merged: Sequence[int]
    since: date | None

    def of_claim(self, claim: str) -> Sequence[int]:
        """Return a claim's count on each day."""
        return self.claims.get(claim, [0] * len(self.days))

    def of_leaf(self, leaf: str) -> Sequence[int]:
        """Return an answer's count on each day."""
        return self.leaves.get(leaf, [0] * len(self.days))

    @property
    def today(self) -> Mapping[str, int]:
        """Return how often each answer was reached today so far."""
        return {leaf: counts[-1] for leaf, counts in self.leaves.items()}

    def usual(self, counts: Sequence[int]) -> list[tuple[float, float] | None]:
        """Return for each day between which counts half of the other days of its kind lie.

        Days before the line counted do not count, nor does today; None where there are not ENOUGH.
        """
        over = range(len(self.days) - 1)
        known = [place for place in over if self.since is not None and self.days[place] >= self.since]
        kinds = {day: is_day_off(day) for day in self.days}

        def around(place: int) -> tuple[float, float] | None:
            kind = kinds[self.days[place]]
            others = [counts[one] for one in known if one != place and kinds[self.days[one]] == kind]
            if len(others) < ENOUGH:
                return None
            low, _, high = quantiles(others, n=4, method="inclusive")
            return low, high

        return [around(place) for place in range(len(self.days))]


def days(engine: Engine, tally: Tally, tree: Tree, now: datetime) -> Days:
    """Count what is stored and what this process still holds; a day begins at midnight in Japan."""
    last = now.astimezone(TOKYO).date()
    listed = [last - timedelta(days=back) for back in range(DAYS, -1, -1)]
    claims, claim_of = _zeros(listed), claims_of(tree)
    leaves, merged = _zeros(listed), [0] * len(listed)
    first, stored = _stored(engine, midnight(now) - timedelta(days=DAYS))
    here = [(hour_of(now), leaf, number) for (_, _, leaf), number in tally.so_far(now).items()]
    for hour, leaf, number in (*stored, *here):
        place = (hour.astimezone(TOKYO).date() - listed[0]).days
        if leaf == MERGED:
            merged[place] += number
            continue
        leaves[leaf][place] += number
        if leaf in claim_of:
            claims[claim_of[leaf]][place] += number
    since = first.astimezone(TOKYO).date() if first else None
    return Days(listed, dict(claims), dict(leaves), merged, since)


def _zeros(listed: Sequence[date]) -> defaultdict[str, list[int]]:
    make: Callable[[], list[int]] = lambda: [0] * len(listed)  # noqa: E731
    return defaultdict(make)


def _stored(engine: Engine, since: datetime) -> tuple[datetime | None, list[tuple[datetime, str, int]]]:
    total = func.sum(HourCount.count)
    rows = select(HourCount.hour, HourCount.leaf, total).where(HourCount.hour >= since)
    with Session(reading(engine)) as session:
        first = session.scalar(select(func.min(HourCount.hour)))
        found = session.execute(rows.group_by(HourCount.hour, HourCount.leaf))
        return first, [(hour, leaf, int(number)) for hour, leaf, number in found]
