"""How large a wave must be for the radar to call it rising: `python -m bench.waves`, some five minutes."""

import random
from collections import Counter
from datetime import datetime, timedelta

from console.signals import is_day_off
from db.clock import TOKYO
from prompts import structure
from tree.merging import THRESHOLD, Cell, merged
from tree.models import MERGED
from tree.radar import Trend, claims_of, rises, span
from tree.rising import Answers, seen_in

NOON = datetime(2026, 11, 25, 12, tzinfo=TOKYO)
OVER = span(NOON, NOON - timedelta(days=60), is_day_off, running=False)
CLAIMS = claims_of(structure.load())
BAIL = "1-1-2"
LINES = ((20, 1), (60, 3), (200, 10))
"""Answers an hour in all, and among them those about bail."""
WAVES = (6, 8, 10, 12, 14, 16, 18, 21, 24, 27, 30, 34, 40, 48, 60)
CHANNELS, OF_CHANNELS = ("voice", "web", "sms"), (80, 15, 5)
LANGUAGES, OF_LANGUAGES = ("ja", "en", "zh-Hans", "vi"), (80, 8, 8, 4)


def main(trials: int = 60, processes: tuple[int, ...] = (1, 4)) -> None:
    chance = random.Random(1)
    for total, usual in LINES:
        for count in processes:
            quiet = [trends(total, usual, usual, count, chance) for _ in range(trials)]
            false = sum(Trend.RISING in found.values() for found in quiet)
            least = _least(total, usual, count, trials, chance)
            print(
                f"waves: {total} an hour, {usual} usual, {count} processes: called rising nine times in ten "
                f"from {least} an hour; falsely in {false} of {trials}",
                flush=True,
            )


def _least(total: int, usual: int, processes: int, trials: int, chance: random.Random) -> int | None:
    for wave in WAVES:
        seen = [trends(total, usual, wave, processes, chance)[CLAIMS[BAIL]] for _ in range(trials)]
        if seen.count(Trend.RISING) >= 0.9 * trials:
            return wave
    return None


def trends(total: int, usual: int, wave: int, processes: int, chance: random.Random) -> dict[str, Trend]:
    """Play four weeks and three hours with a wave of bail; thirty other answers share the rest unevenly."""
    others = chance.sample([leaf for leaf in CLAIMS if CLAIMS[leaf] != CLAIMS[BAIL]], 30)
    parts = [1 / place for place in range(1, 31)]
    answers: list[Answers] = []
    for hour in (*OVER.present, *OVER.past):
        asked = {leaf: total * part / sum(parts) for leaf, part in zip(others, parts, strict=True)}
        asked[BAIL] = wave if hour in OVER.present else usual
        answers += _hour(
            hour, {leaf: _poisson(mean, chance) for leaf, mean in asked.items()}, processes, chance
        )
    return {rise.subject: rise.trend for rise in rises(seen_in(answers, CLAIMS, OVER), OVER)}


def _hour(hour: datetime, asked: dict[str, int], processes: int, chance: random.Random) -> list[Answers]:
    tallies: list[Counter[Cell]] = [Counter() for _ in range(processes)]
    for leaf in Counter(asked).elements():
        (channel,) = chance.choices(CHANNELS, OF_CHANNELS)
        (language,) = chance.choices(LANGUAGES, OF_LANGUAGES)
        chance.choice(tallies)[Cell(hour, channel, language, leaf)] += 1
    stored: Counter[Cell] = Counter()
    parts: Counter[Cell] = Counter()
    for tally in tallies:
        rows, _ = merged(tally, stored.keys())
        stored.update(rows)
        parts.update(rows.keys())
    of_one = {cell: (THRESHOLD - 1) * number for cell, number in parts.items() if cell.leaf == MERGED}
    return [Answers(hour, cell.leaf, count, of_one.get(cell)) for cell, count in stored.items()]


def _poisson(mean: float, chance: random.Random) -> int:
    number, waited = 0, chance.expovariate(1)
    while waited < mean:
        number, waited = number + 1, waited + chance.expovariate(1)
    return number


if __name__ == "__main__":
    main()
