"""Real processes killed at random and at the worst moments; afterwards nobody was called twice."""

import random
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy.orm import Session

from bench.town import ANSWERS_SLOWLY, Town, server
from campaigns import lifecycle, tallies
from campaigns.states import AttemptState
from db.engine import reading

SPEED = 20.0
NUMBERS_A_KILL = 8
PAUSE = (0.8, 2.0)
"""Real seconds between two kills."""
LONGEST = 600.0
"""Real seconds that the rest may take when everything runs again."""
TRIES = 2


@dataclass(frozen=True)
class Played:
    """How many kills there were, how many of them in `placing`, and what did not hold."""

    kills: int
    in_placing: int
    wrong: list[str]


@dataclass
class Toll:
    """How often what was killed, and which attempts nothing was noted of just after a worker's death."""

    killed: Counter[str] = field(default_factory=Counter)
    open_at: list[set[int]] = field(default_factory=list)

    def in_placing(self, orphans: set[int]) -> int:
        """Return how many kills came between the commit of a `placing` and its note, each counted once."""
        hits = 0
        for placing in self.open_at:
            hits += bool(placing & orphans)
            orphans = orphans - placing
        return hits


def strike(
    town: Town, campaign: str, dice: random.Random, kills: int, *, web_and_carrier: float = 0.15
) -> Toll:
    """Kill so many processes, while there is something to do, and start each anew; workers at bad moments."""
    toll = Toll()
    while toll.killed.total() < kills and town.state(campaign) != "finished":
        time.sleep(dice.uniform(*PAUSE))
        workers = [name for name in town.running if name.startswith("worker")]
        others = [name for name in town.running if name not in workers]
        name = dice.choice(others if dice.random() < web_and_carrier else workers)
        if name in workers and dice.random() < 0.7:
            _until_placing(town)
        town.kill(name)
        if name in workers:
            toll.open_at.append(town.placing())
        toll.killed[name.split("-")[0]] += 1
        town.begin(name)
    return toll


def _until_placing(town: Town) -> None:
    until = time.monotonic() + 3
    while not town.placing() and time.monotonic() < until:
        time.sleep(ANSWERS_SLOWLY / 10)


def broken(town: Town, campaign: str) -> list[str]:
    """Return all that does not hold after the town came to rest, in lines that name no number."""
    placed = town.placed()
    rows = town.rows()  # After the calls: each of these had been committed before it was placed.
    with Session(reading(town.engine)) as session:
        found = lifecycle.find(session, campaign)
        counts, total, state = tallies.counts(session, found), found.total, found.state
    wrong = [] if state == "finished" else [f"the campaign is {state}: {counts}"]
    wrong += [] if sum(counts.values()) == total else [f"{counts} do not add up to {total}"]
    tokens = Counter(token for token, _ in placed.values())
    wrong += [f"attempt {token} was placed {n} times" for token, n in tokens.items() if n > 1]
    by_token = {attempt.token: attempt for attempt, _ in rows}
    may = Counter(a.delivery_id for a, _ in rows if a.state != AttemptState.NOT_PLACED)
    calls: Counter[int] = Counter()
    for ref, (token, _) in placed.items():
        attempt = by_token.get(token)
        if attempt is None:
            wrong.append(f"{ref} belongs to no attempt")
            continue
        calls[attempt.delivery_id] += 1
        if attempt.ref != ref and attempt.state != AttemptState.UNKNOWN:
            wrong.append(f"{ref} belongs to attempt {attempt.id}, which is {attempt.state} without it")
    rung = Counter(to for _, to in placed.values())
    wrong += [f"a number was rung {n} times" for n in rung.values() if n > TRIES]
    for delivery, times in calls.items():
        if times > may[delivery]:
            wrong.append(f"delivery {delivery} was rung {times} times in {may[delivery]} attempts")
    return wrong


def orphans(town: Town) -> set[int]:
    """Return the attempts whose worker died before it noted what came of their request."""
    began = {attempt.id for attempt, _ in town.rows() if attempt.placed_at is None}
    turned_away = {a.id for a, _ in town.rows() if a.state == AttemptState.NOT_PLACED and a.missed_at is None}
    return began - turned_away


def numbers(dice: random.Random, count: int) -> list[str]:
    return [f"0453{n // 10000}{n % 10000:04}" + "5" for n in dice.sample(range(20_000, 99_000), count)]


def play(folder: Path, kills: int, seed: int, database_url: str = "", *, speed: float = SPEED) -> Played:
    """Play a campaign under kills, print what came of it and return it."""
    dice, began = random.Random(seed), time.monotonic()
    town = Town(folder, speed, database_url=database_url)
    try:
        people = numbers(dice, max(40, NUMBERS_A_KILL * kills))
        campaign = town.start(people, pace=len(people) / (kills * sum(PAUSE) * 0.75 * speed))
        toll = strike(town, campaign, dice, kills)
        town.wait(campaign, LONGEST)
        town.still()  # Where it is not over by then, workers would go on placing while it is read.
        wrong, hit = broken(town, campaign), orphans(town)
        print(
            f"kills: {toll.killed.total()} ({dict(toll.killed)}) on {town.engine.dialect.name}, "
            f"{toll.in_placing(hit)} of them between `placing` and its note ({len(hit)} attempts); "
            f"{len(people):,} recipients, {len(town.rows()):,} attempts, {len(town.placed()):,} calls, "
            f"{dict(Counter(attempt.state for attempt, _ in town.rows()))}; {time.monotonic() - began:.0f} s",
            *(wrong or ["  all holds"]),
            sep="\n  ",
            flush=True,
        )
        return Played(toll.killed.total(), toll.in_placing(hit), wrong)
    finally:
        town.end()


def main(kills: int, seed: int, *, postgres: bool) -> Played:
    with tempfile.TemporaryDirectory() as folder:
        if not postgres:
            return play(Path(folder), kills, seed)
        with server() as url:
            return play(Path(folder), kills, seed, url)
