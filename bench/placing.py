"""Calls placed a second by one worker and by four, with all callbacks: real processes, SQLite, no pace."""

import random
import sqlite3
import tempfile
import time
from pathlib import Path

from bench.processes import environment, run, running

SPEED = 10.0
PLAN = """
name: Rate of placing
audience: resident
source: public directory
channel: voice
warning: isa-bail
languages: [ja]
pace: {per_second: 1000, at_once: 1000}
retry: {times: 0, after: 10m}
"""


def main() -> None:
    for workers in (1, 4):
        _play(workers)


def _play(workers: int, recipients: int = 2000) -> None:
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        env = environment(here / "data", SPEED)
        (here / "plan.yaml").write_text(PLAN)
        numbers = {f"0901{dice.randrange(10**7):07}" for _ in range(recipients)}
        (here / "audience.csv").write_text("number\n" + "\n".join(sorted(numbers)))
        run(env, "db", "upgrade")
        files = (str(here / "plan.yaml"), "--audience", str(here / "audience.csv"))
        campaign = run(env, "campaign", "create", *files, "--as", "a").splitlines()[-1]
        run(env, "campaign", "submit", campaign, "--as", "a")
        with running(env, "simulator", "web", *["worker"] * workers):
            run(env, "campaign", "approve", campaign, "--start", "--as", "b")
            began = time.monotonic()
            seen: list[tuple[float, int]] = []
            while time.monotonic() - began < 180:
                time.sleep(0.5)
                state, waiting, counts = _look(here / "data" / "yobikake.sqlite")
                seen.append((time.monotonic() - began, len(numbers) - waiting))
                if state == "finished":
                    break
            ended = time.monotonic() - began
        placed = next(at for at, number in seen if number >= 0.9 * len(numbers))
        rate = 0.9 * len(numbers) / placed
        print(f"placing, {workers} workers: {rate:.0f} calls a second until 90 % were placed;")
        whole = len(numbers) / ended
        print(f"  {len(numbers)} placed, called back and ended in {ended:.1f} s: {whole:.0f} a second")
        print(f"  {counts}")


def _look(database: Path) -> tuple[str, int, dict[str, int]]:
    """Read the database itself: a command for each look would take a whole core from what is measured."""
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    state = connection.execute("SELECT state FROM campaigns").fetchone()[0]
    waiting = connection.execute(
        "SELECT count(*) FROM deliveries WHERE state IN ('waiting', 'claimed')"
    ).fetchone()[0]
    ends = connection.execute('SELECT coalesce("end", state), count(*) FROM deliveries GROUP BY 1').fetchall()
    connection.close()
    return state, waiting, dict(ends)
