"""What the hotline was asked lately, by answer, language, way and hour; and the tree that callers hear."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.clock import hour_of
from db.engine import reading
from prompts.library import Channel, Prompts
from prompts.tree import ROOT, Tree, Verdict
from tree.models import MERGED, HourCount
from tree.tallies import Tally

HOURS = 24


@dataclass(frozen=True, slots=True)
class Counts:
    """How often answers were reached, from several sides. MERGED stands for what was too rare to tell."""

    total: int
    leaves: Sequence[tuple[str, int]]
    languages: Sequence[tuple[str, int]]
    channels: Sequence[tuple[str, int]]
    hours: Sequence[tuple[datetime, int]]

    @property
    def most_of_a_leaf(self) -> int:
        """Return how often the most frequent answer was reached, or all that were too rare together."""
        return max(number for _, number in self.leaves)


@dataclass(frozen=True, slots=True)
class Branch:
    """A choice in the tree: `key` is pressed to reach it, `count` how often it was; a leaf has a verdict."""

    key: str
    label: str
    words: str
    count: int
    verdict: Verdict | None = None
    branches: tuple["Branch", ...] = ()


def counts(engine: Engine, tally: Tally, now: datetime) -> Counts:
    """Count the last HOURS hours, this one included: what is stored, and what this process still holds."""
    this = hour_of(now)
    first = this - timedelta(hours=HOURS - 1)
    by: dict[str, Counter[str]] = {"leaf": Counter(), "language": Counter(), "channel": Counter()}
    hours = {first + timedelta(hours=step): 0 for step in range(HOURS)}
    for hour, channel, language, leaf, number in (*_stored(engine, first), *_here(tally, now, this)):
        by["leaf"][leaf] += number
        by["language"][language] += number
        by["channel"][channel] += number
        hours[hour] = hours.get(hour, 0) + number
    leaves, languages, channels = (_largest_first(found) for found in by.values())
    return Counts(sum(hours.values()), leaves, languages, channels, sorted(hours.items()))


def branches(prompts: Prompts, language: str, found: Counts) -> tuple[Branch, ...]:
    """Return the tree from its first page on, with how often each answer was reached."""
    return tuple(_branches(prompts, language, prompts.tree, dict(found.leaves), ROOT))


def _branches(
    prompts: Prompts, language: str, tree: Tree, reached: Mapping[str, int], node: str
) -> Iterator[Branch]:
    for page, offered in enumerate(tree[node].pages):
        for key, child in enumerate(offered, start=1):
            label = prompts.label(language, child, Channel.WEB)
            pressed = f"{'9 ' * page}{key}"
            if tree[child].is_leaf:
                words = prompts.say(language, child, Channel.WEB)
                yield Branch(pressed, label, words, reached.get(child, 0), tree[child].verdict)
            else:
                below = tuple(_branches(prompts, language, tree, reached, child))
                asked = prompts.ask(language, child, Channel.WEB)
                yield Branch(pressed, label, asked, sum(one.count for one in below), None, below)


def _stored(engine: Engine, first: datetime) -> list[tuple[datetime, str, str, str, int]]:
    with Session(reading(engine)) as session:
        rows = session.scalars(select(HourCount).where(HourCount.hour >= first))
        return [(row.hour, row.channel, row.language, row.leaf, row.count) for row in rows]


def _here(tally: Tally, now: datetime, hour: datetime) -> list[tuple[datetime, str, str, str, int]]:
    return [(hour, *cell, number) for cell, number in tally.so_far(now).items()]


def _largest_first(found: Counter[str]) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda item: (item[0] == MERGED, -item[1], item[0]))
