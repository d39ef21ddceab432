"""The long proofs: `python -m bench.chaos stepped|kills [...]`; the short ones run with the tests."""

import argparse
import tempfile
import time
from collections import Counter
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from bench import kills
from bench.invariants import broken
from bench.storm import Storm
from campaigns.models import Attempt
from db.engine import reading


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench.chaos", description=__doc__)
    proofs = parser.add_subparsers(dest="proof", required=True)
    stepped = proofs.add_parser("stepped", help="everything at once, the clock moving only at rest")
    stepped.add_argument("--recipients", type=int, default=5_000)
    stepped.add_argument("--seeds", type=int, default=5)
    stepped.add_argument("--first", type=int, default=1)
    stepped.add_argument("--workers", type=int, default=3)
    killed = proofs.add_parser("kills", help="real processes, killed at random and at the worst moments")
    killed.add_argument("--kills", type=int, default=200)
    killed.add_argument("--seed", type=int, default=1)
    killed.add_argument("--postgres", action="store_true")
    given = parser.parse_args()
    if given.proof == "stepped":
        found = [_storm(seed, given) for seed in range(given.first, given.first + given.seeds)]
        raise SystemExit(1 if any(found) else 0)
    raise SystemExit(1 if kills.main(given.kills, given.seed, postgres=given.postgres) else 0)


def _storm(seed: int, given: argparse.Namespace) -> list[str]:
    began = time.monotonic()
    with (
        tempfile.TemporaryDirectory() as folder,
        Storm(Path(folder), seed, given.recipients, workers=given.workers) as storm,
    ):
        storm.drive(storm.over)
        found = broken(storm)
        with Session(reading(storm.desk.engine)) as session:
            states = select(Attempt.state, func.count()).group_by(Attempt.state)
            ends: Counter[str] = Counter()
            for state, number in session.execute(states):
                ends[state] = number
        print(
            f"storm {seed}: {given.recipients:,} recipients, {ends.total():,} attempts, "
            f"{len(storm.network.calls):,} calls, {len(storm.network.texts):,} texts; {storm.healed():,} "
            f"answers lost and healed, {ends['not_placed']:,} not placed, {ends['unknown']:,} unknown, "
            f"{storm.marks.deaths} deaths of workers; {time.monotonic() - began:.0f} s",
            *(found or ["  all holds"]),
            sep="\n  ",
            flush=True,
        )
    return found


if __name__ == "__main__":
    main()
