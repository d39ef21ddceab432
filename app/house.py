"""The whole line in one process: web, workers and carrier in turn, the clock moving only at rest."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from app.factory import create_app
from app.line import Line, read_line
from app.settings import Settings
from app.simulation import names_among, numbers_among, phone_words, practice_voice, senders_of
from app.wiring import Parts, build
from campaigns.dispatch import Dispatcher
from carrier.simulator.faults import Faults
from carrier.simulator.network import Network
from carrier.simulator.personas import Mix
from carrier.simulator.rest import create_simulator
from carrier.simulator.server import Server, serve_in_thread
from carrier.simulator.settings import NetworkSettings
from carrier.simulator.telephone import Telephone
from db.clock import ManualClock

ACCOUNT = "AC" + "0" * 32
TOKEN = "training"  # noqa: S105 - the embedded carrier's; nothing outside this machine knows it
TICK = timedelta(seconds=1)
IDLE_TICKS = 3
"""Seconds in which nothing is due before the drive ends: time enough to find that a campaign is over."""


@dataclass(frozen=True)
class Circumstances:
    """What may differ from one house to the next."""

    seed: int = 1
    workers: int = 1
    calls_per_second: float | None = None
    sender_pace: float | None = None
    settings: Settings | None = None
    """An installation to live in, for its line, database and keys; its carrier is always this house's own."""
    database_url: str = ""
    port: int = 0
    faults: Faults = field(default_factory=Faults)
    mix: Mix = field(default_factory=Mix)


class House:
    """One line with its own embedded carrier, database and clock; real HTTP and real signatures on loopback.

    Seeded and stepped, so that the same circumstances play the same way again. Use it as a context manager.
    """

    def __init__(self, data: Path, start: datetime, circumstances: Circumstances | None = None) -> None:
        given = circumstances or Circumstances()
        self.clock = ManualClock(start)
        self._app: Any = None
        self.web: Server = serve_in_thread(self._late, port=given.port)
        self.base_url = f"http://127.0.0.1:{self.web.port}"
        line = read_line(given.settings.line if given.settings else None)
        self.network = Network(self.clock, self._network_settings(line, given))
        self.carrier: Server = serve_in_thread(
            create_simulator(self.network, phone_words(line), voice=practice_voice(data))
        )
        self.parts: Parts = build(self._settings(data, given), clock=self.clock, upgrade=True)
        self._app = create_app(self.parts)
        self.workers = [Dispatcher(self.parts.desk, f"worker-{n}") for n in range(given.workers)]
        self._due: list[datetime | None] = []
        self._stepped = start - TICK
        self._busy = False

    def _late(self, environ: Any, start_response: Any) -> Iterable[bytes]:
        # The app needs the port that only the server knows, so the server starts first.
        answer: Iterable[bytes] = self._app(environ, start_response)
        return answer

    def _network_settings(self, line: Line, given: Circumstances) -> NetworkSettings:
        senders = senders_of(given.settings, line)
        return NetworkSettings(
            account_sid=ACCOUNT,
            auth_token=TOKEN,
            numbers=numbers_among(senders, self.base_url),
            sender_ids=names_among(senders),
            calls_per_second=given.calls_per_second,
            seed=given.seed,
            mix=given.mix,
            faults=given.faults,
        )

    def _settings(self, data: Path, given: Circumstances) -> Settings:
        own = {
            "yobikake_data": data,
            "public_base_url": self.base_url,
            "twilio_api_base_url": f"http://127.0.0.1:{self.carrier.port}",
            "twilio_account_sid": ACCOUNT,
            "twilio_auth_token": TOKEN,
            "twilio_auth_token_previous": None,
        }
        own |= {"sender_pace": given.sender_pace} if given.sender_pace else {}
        own |= {"database_url": given.database_url} if given.database_url else {}
        lived_in = given.settings.model_dump() if given.settings else {}
        return Settings.model_validate({**lived_in, **own})

    def __enter__(self) -> "House":
        return self

    def __exit__(self, *_: object) -> None:
        self.parts.tally.flush(self.parts.engine, self.clock.now(), everything=True)
        self.web.close()
        self.carrier.close()
        self.network.close()
        self.parts.close()

    def telephone(self, number: str | None = None) -> Telephone:
        """Return a telephone of this network, ready to dial."""
        return Telephone(self.network, number)

    def drive(self, over: Callable[[], bool], *, until: datetime | None = None) -> bool:
        """Let everybody act in turn until `over` says so; False when nothing more happens, or time is up.

        The clock moves to the next instant at which anything is due, and never while somebody acts.
        """
        idle = 0
        while True:
            now = self.clock.now()
            if self._act(now) and over():
                return True
            due = [at for at in (self.network.next_event(), *self._due) if at]
            idle = 0 if due else idle + 1
            if idle > IDLE_TICKS or (until and now >= until):
                return over()
            following = min([*due, self._stepped + TICK] if self._busy or not due else due)
            if following > now:
                self.clock.move_to(min(following, until) if until else following)

    def _act(self, now: datetime) -> bool:
        """Do what is due; True where the workers looked too, since only they end a campaign."""
        event = self.network.next_event()
        if event and event <= now:
            self.network.run_due(now)
            self._busy = True  # What came of it may have freed a line: the workers look within a second.
        if now >= self._stepped + TICK or any(due and due <= now for due in self._due):
            self._due = [worker.step(now) for worker in self.workers]
            self._stepped, self._busy = now, False
            return True
        return False
