"""Real processes over one database: carrier, web, workers; each can be killed at once and begun anew."""

import io
import os
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from app import settings
from app.wiring import build
from bench import cradle
from bench.processes import YOBIKAKE, environment, wait_for
from campaigns import intake, lifecycle
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.people import Actor, Role
from campaigns.plan import read_plan
from campaigns.states import AttemptState
from db.engine import reading

PLAN = """
name: Kills
audience: resident
source: public directory
channel: voice
warning: isa-bail
languages: [ja]
pace: {{per_second: {pace}, at_once: 900}}
retry: {{times: 1, after: 1m}}
"""
EDITOR, APPROVER = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)
ANSWERS_SLOWLY = 0.3
"""Real seconds that the carrier takes for each answer, so that requests are open when a worker dies."""


class Town:
    """One installation under `folder` whose clock began on a Tuesday at ten."""

    def __init__(self, folder: Path, speed: float, workers: int = 2, database_url: str = "") -> None:
        self.folder, self.log = folder, folder / "town.log"
        self.env = {**environment(folder / "data", speed), "WEB_CONCURRENCY": "1"}
        if database_url:
            self.env["DATABASE_URL"] = database_url
        (folder / "faults.toml").write_text(f"slow = 1.0\nslow_seconds = {ANSWERS_SLOWLY}\n")
        self._journal = str(folder / "carrier.journal")
        self.names = ["web", "carrier", *(f"worker-{n}" for n in range(workers))]
        self.running: dict[str, cradle.Copy | cradle.Program] = {}
        self._parts = build(settings.read(self.env), upgrade=True)
        self.engine: Engine = self._parts.engine

    def begin(self, name: str) -> None:
        """Start a process, each in a group of its own so that all of it can be killed."""
        port = self.env["TWILIO_API_BASE_URL"].rsplit(":", 1)[1]
        carrier = ["remembering", port, str(self.folder / "faults.toml"), self._journal]
        if name == "web":
            self.running[name] = cradle.Program([YOBIKAKE, "web"], self.env, self.log)
        else:
            words = carrier if name == "carrier" else ["yobikake", "worker"]
            self.running[name] = cradle.Copy(words, self.env, self.log)

    def kill(self, name: str) -> None:
        """Kill a process and all that it began, with no time to say anything."""
        self.running.pop(name).kill()

    def start(self, numbers: list[str], pace: float) -> str:
        """Start everything, and a campaign to these numbers."""
        for name in self.names:
            self.begin(name)
        campaign = self.approved(numbers, pace)
        wait_for(f"{self.env['PUBLIC_BASE_URL']}/healthz")
        lifecycle.start(self._parts.desk, campaign, APPROVER, self._parts.clock.now())
        return campaign

    def approved(self, numbers: list[str], pace: float) -> str:
        """Make a campaign that may be started."""
        desk = self._parts.desk
        table = io.BytesIO("\n".join(["number", *numbers]).encode())
        plan = read_plan(PLAN.format(pace=pace))
        campaign = intake.create(desk, plan, table, EDITOR, desk.clock.now())
        lifecycle.submit(desk, campaign, EDITOR, desk.clock.now())
        lifecycle.approve(desk, campaign, APPROVER, desk.clock.now())
        return campaign

    def placing(self) -> set[int]:
        """Return the attempts that are begun and of which nothing is noted."""
        with Session(reading(self.engine)) as session:
            mine = Attempt.state == AttemptState.PLACING
            return set(session.scalars(select(Attempt.id).where(mine, Attempt.placed_at.is_(None))))

    def state(self, campaign: str) -> str:
        with Session(reading(self.engine)) as session:
            return session.get_one(Campaign, campaign).state

    def rows(self) -> list[tuple[Attempt, Delivery]]:
        with Session(reading(self.engine)) as session:
            joined = select(Attempt, Delivery).join(Delivery, Delivery.id == Attempt.delivery_id)
            return [(attempt, delivery) for attempt, delivery in session.execute(joined)]

    def placed(self) -> dict[str, tuple[str, str]]:
        """Return every call that the carrier ever took, by reference: its token and to whom."""
        lines = Path(self._journal).read_text("ascii").splitlines()
        return {ref: (token, to) for ref, token, to in (line.split()[:3] for line in lines)}

    def wait(self, campaign: str, seconds: float) -> bool:
        """Wait until a campaign is over; False where it is not by then."""
        until = time.monotonic() + seconds
        while self.state(campaign) != "finished" and time.monotonic() < until:
            time.sleep(0.2)
        return self.state(campaign) == "finished"

    def still(self) -> None:
        """Kill everything, so that what is read afterwards stays as it is."""
        for name in list(self.running):
            self.kill(name)

    def end(self) -> None:
        self.still()
        self._parts.close()


@contextmanager
def server() -> Iterator[str]:
    """Run a private PostgreSQL and yield the address of its database."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        raise SystemExit("no PostgreSQL: `make services` installs it")
    with tempfile.TemporaryDirectory(prefix="ybk-pg-", dir="/tmp") as folder:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if as_user:
            subprocess.run(["chown", "postgres", folder], check=True)
        tool, data = str(programs[-1]), f"{folder}/data"

        def told(*command: str) -> None:
            subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder, timeout=60)

        told(f"{tool}/initdb", "-D", data, "-U", "line", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        told(f"{tool}/pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
        try:
            yield f"postgresql://line@/postgres?host={folder}"
        finally:
            told(f"{tool}/pg_ctl", "-D", data, "-m", "immediate", "stop")
