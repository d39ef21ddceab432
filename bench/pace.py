"""Real workers at a real pace: how late, how many in the worst second, how soon the first telephone rings."""

import random
import secrets
import signal
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from itertools import groupby
from pathlib import Path

from sqlalchemy import select
from sqlalchemy.orm import Session

from app import settings
from app.wiring import build
from app.worker import THREADS, loop
from bench import cradle
from bench.kills import numbers
from bench.processes import run
from bench.town import Town
from campaigns.claims import Claimed
from campaigns.dispatch import Dispatcher
from campaigns.models import Attempt
from db.engine import reading

PACE, WORKERS, LASTS = 20, 4, 30
SECOND = timedelta(seconds=1)
RING = """{name: Ring, audience: institution, source: own records, channel: voice, warning: isa-bail,
languages: [ja]}"""


class Noting(Dispatcher):
    """A worker that writes down which slot it was to use for whom."""

    notes: Path

    def _begin(self, held: list[Claimed], now: datetime) -> None:
        lines = [f"{one.delivery} {one.slot_at.isoformat()}\n" for one in held]
        with self.notes.open("a", encoding="ascii") as file:
            file.writelines(lines)
        super()._begin(held, now)


class Timed(Town):
    """A town at the clock's own speed whose carrier answers at once and whose workers take notes."""

    def __init__(self, folder: Path, workers: int) -> None:
        super().__init__(folder, 1, workers)
        (folder / "faults.toml").write_text("")
        self._hands = [name for name in self.names if name.startswith("worker")]
        self.names = [name for name in self.names if name not in self._hands]

    def begin_work(self) -> None:
        """Start the workers and wait until they have all begun to look."""
        for name in self._hands:
            self.begin(name)
        until = time.monotonic() + 120
        while len(list(self.folder.glob("*.slots"))) < len(self._hands) and time.monotonic() < until:
            time.sleep(0.2)

    def begin(self, name: str) -> None:
        if not name.startswith("worker"):
            super().begin(name)
            return
        words = [sys.executable, "-m", "bench.pace", str(self.folder / f"{name}.slots")]
        self.running[name] = cradle.Program(words, self.env, self.log)

    def slots(self) -> dict[int, list[datetime]]:
        """Return the slots that were held for each delivery, in order."""
        lines = [
            line.split() for path in self.folder.glob("*.slots") for line in path.read_text().splitlines()
        ]
        held = sorted((int(delivery), datetime.fromisoformat(at)) for delivery, at in lines)
        return {key: [at for _, at in group] for key, group in groupby(held, key=lambda one: one[0])}

    def created(self) -> list[datetime]:
        """Return when the carrier took each call, by its own clock."""
        lines = (self.folder / "carrier.journal").read_text("ascii").splitlines()
        return [datetime.fromisoformat(line.split()[3]) for line in lines]


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        town = Timed(Path(folder), WORKERS)
        try:
            _play(town)
        finally:
            town.end()


def _play(town: Timed) -> None:
    town.begin_work()
    town.start(numbers(random.Random(1), PACE * LASTS), PACE)
    began = time.monotonic()
    rang = None
    while time.monotonic() - began < 2 * LASTS and len(town.created()) < PACE * LASTS:
        rang = rang or (time.monotonic() - began if _rings(town) else None)
        time.sleep(0.05)
    begun = sorted(attempt.placing_at for attempt, _ in town.rows())
    print(
        f"pace: {WORKERS} workers at {PACE} a second: {len(begun)} begun in {time.monotonic() - began:.1f} s;"
    )
    print(f"  worst second: {worst(begun)} at our side, {worst(town.created())} at the carrier")
    _tell_lateness(town)
    command = _by_command(town)
    print(f"  first ring {rang or 0:.1f} s after the start, {command:.1f} s after typing `campaign start`")


def _tell_lateness(town: Timed) -> None:
    held, late = town.slots(), []
    for attempt, _ in town.rows():
        slot = max(at for at in held[attempt.delivery_id] if at <= attempt.placing_at)
        late.append((attempt.placing_at - slot) / timedelta(milliseconds=1))
    missed = sum(map(len, held.values())) - len(late)
    p99 = statistics.quantiles(late, n=100)[98]
    print(
        f"  late by {statistics.median(late):.1f} ms (median), {p99:.1f} ms (p99); {missed} slots were missed"
    )


def worst(instants: Sequence[datetime]) -> int:
    """Return how many there are in the second that has most."""
    times, most, first = sorted(instants), 0, 0
    for last, at in enumerate(times):
        while at - times[first] >= SECOND:
            first += 1
        most = max(most, last - first + 1)
    return most


def _rings(town: Town) -> bool:
    with Session(reading(town.engine)) as session:
        rung = Attempt.state.in_(("ringing", "answered", "heard", "busy", "hung_up_early"))
        return session.scalar(select(Attempt.id).where(rung).limit(1)) is not None


def _by_command(town: Timed) -> float:
    """Return the seconds from typing the command to the first ring of another campaign."""
    path, table = town.folder / "plan.yaml", town.folder / "list.csv"
    path.write_text(RING)
    table.write_text("number,name\n045-301-1234,Bank\n")
    files = (str(path), "--audience", str(table), "--as", "a")
    campaign = run(town.env, "campaign", "create", *files).splitlines()[-1]
    run(town.env, "campaign", "submit", campaign, "--as", "a")
    run(town.env, "campaign", "approve", campaign, "--as", "b")
    began = time.monotonic()
    run(town.env, "campaign", "start", campaign, "--as", "b")
    while time.monotonic() - began < 30:
        mine = [attempt for attempt, _ in town.rows() if attempt.campaign_id == campaign]
        if any(attempt.state not in {"placing", "placed"} for attempt in mine):
            break
        time.sleep(0.05)
    return time.monotonic() - began


def work(notes: Path) -> None:
    """Be one of the workers until told to end."""
    parts, stop = build(settings.read()), threading.Event()
    signal.signal(signal.SIGTERM, lambda *_: stop.set())
    with ThreadPoolExecutor(THREADS) as pool:
        worker = Noting(parts.desk, secrets.token_hex(4), pool)
        worker.notes = notes
        notes.touch()
        loop(worker, parts.desk, stop)


if __name__ == "__main__":
    work(Path(sys.argv[1]))
