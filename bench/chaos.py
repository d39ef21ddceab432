"""The long proofs: `python -m bench.chaos all|stepped|kills [...]`; the short ones run with the tests."""

import argparse
import tempfile
import time
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from multiprocessing import get_context
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import kills
from bench.invariants import broken
from bench.storm import Storm
from campaigns.models import Attempt
from db.engine import reading

KILLS, IN_PLACING = 200, 50
"""So many kills there are at least, and so many of them between the commit of `placing` and its note."""
ROUND = 50
"""Kills in one campaign."""
MOST_ROUNDS = 6
MEMORY = Path("/dev/shm")
PROCESSES = 2


def main() -> None:
    given = _parser().parse_args()
    if given.proof == "all":
        raise SystemExit(1 if _all(given) else 0)
    if given.proof == "stepped":
        raise SystemExit(1 if any(_stepped(given)) else 0)
    raise SystemExit(1 if kills.main(given.kills, given.seed, postgres=given.postgres).wrong else 0)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    proofs = parser.add_subparsers(dest="proof", required=True)
    all_ = proofs.add_parser(
        "all", help=f"{KILLS} kills, half of them on a PostgreSQL server, and all storms"
    )
    stepped = proofs.add_parser("stepped", help="everything at once, the clock moving only at rest")
    for storms in (all_, stepped):
        storms.add_argument("--recipients", type=int, default=5_000)
        storms.add_argument("--seeds", type=int, default=5)
        storms.add_argument("--first", type=int, default=1)
        storms.add_argument("--workers", type=int, default=3)
        storms.add_argument("--pace", type=int, default=100, help="calls a second that the sender may begin")
    all_.add_argument("--kills", type=int, default=KILLS)
    all_.add_argument("--in-placing", type=int, default=IN_PLACING)
    killed = proofs.add_parser("kills", help="real processes, killed at random and at the worst moments")
    killed.add_argument("--kills", type=int, default=ROUND)
    killed.add_argument("--seed", type=int, default=1)
    killed.add_argument("--postgres", action="store_true")
    return parser


def _all(given: argparse.Namespace) -> list[str]:
    """Play everything, also after something broke, and return what did not hold."""
    wrong = [line for found in _stepped(given) for line in found]
    for postgres in (False, True):
        wrong += _kills(given.kills // 2, given.in_placing // 2, given.first, postgres=postgres)
    print(*(wrong or ["everything holds"]), sep="\n", flush=True)
    return wrong


def _kills(least: int, least_in_placing: int, first: int, *, postgres: bool) -> list[str]:
    """Play campaigns under kills until there were enough of them."""
    wrong: list[str] = []
    killed = in_placing = 0
    for n in range(MOST_ROUNDS):
        if killed >= least and in_placing >= least_in_placing:
            return wrong
        played = kills.main(min(ROUND, least), first + n, postgres=postgres)
        killed, in_placing = killed + played.kills, in_placing + played.in_placing
        wrong += played.wrong
    if killed < least or in_placing < least_in_placing:
        wrong.append(f"only {killed} kills, {in_placing} of them in `placing`: it proves too little")
    return wrong


def _stepped(given: argparse.Namespace) -> list[list[str]]:
    """Play the storms, some at a time, each in a process of its own."""
    play = partial(_storm, recipients=given.recipients, workers=given.workers, pace=given.pace)
    seeds = range(given.first, given.first + given.seeds)
    with ProcessPoolExecutor(PROCESSES, mp_context=get_context("spawn")) as pool:
        return list(pool.map(play, seeds))


def _storm(seed: int, recipients: int, workers: int, pace: int) -> list[str]:
    began, used = time.monotonic(), time.process_time()
    with (
        tempfile.TemporaryDirectory(dir=MEMORY if MEMORY.is_dir() else None) as folder,
        Storm(Path(folder), seed, recipients, workers=workers, pace=pace) as storm,
    ):
        storm.drive(storm.over)
        found = broken(storm)
        with Session(reading(storm.desk.engine)) as session:
            states = select(Attempt.state, func.count()).group_by(Attempt.state)
            ends: Counter[str] = Counter()
            for state, number in session.execute(states):
                ends[state] = number
        print(
            f"storm {seed}: {recipients:,} recipients, {ends.total():,} attempts, "
            f"{len(storm.network.calls):,} calls, {len(storm.network.texts):,} texts; {storm.healed():,} "
            f"answers lost and healed, {ends['not_placed']:,} not placed, {ends['unknown']:,} unknown, "
            f"{storm.marks.deaths} deaths of workers; {time.monotonic() - began:.0f} s, "
            f"{time.process_time() - used:.0f} s of CPU",
            *(found or ["  all holds"]),
            sep="\n  ",
            flush=True,
        )
    return found


if __name__ == "__main__":
    main()
