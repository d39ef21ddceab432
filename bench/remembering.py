"""The embedded carrier with a journal: killed and begun anew it still knows its calls, as a real one would.

`python -m bench.remembering PORT FAULTS JOURNAL`. What lived when it was killed counts as failed.
"""

import sys
from dataclasses import replace
from datetime import datetime
from pathlib import Path

from app import settings as of_environment
from app.line import read_line
from app.simulation import Simulation, network_settings, phone_words
from carrier.simulator.calls import FAILED, Call, Order, Source
from carrier.simulator.faults import load_faults
from carrier.simulator.network import Network
from carrier.simulator.settings import NetworkSettings
from db.clock import Clock


class Remembering(Network):
    """A network that writes each call down before it answers for it."""

    def __init__(self, clock: Clock, settings: NetworkSettings, journal: Path, sender: str) -> None:
        super().__init__(clock, settings)
        journal.touch()
        for line in journal.read_text("ascii").splitlines():
            sid, _, to, at = line.split()
            self._recall(sid, to, datetime.fromisoformat(at), sender)
        self._file = journal.open("a", encoding="ascii", buffering=1)

    def place(self, order: Order) -> Call:
        with self.lock:
            call = super().place(order)
            token, at = (order.status_url or "").split("/")[-2], call.created_at.isoformat()
            self._file.write(f"{call.sid} {token} {order.to} {at}\n")
            return call

    def _recall(self, sid: str, to: str, at: datetime, sender: str) -> None:
        call = self.records.call(Order(to, sender, Source(None)), "outbound-api", at)
        self.calls.pop(call.sid)
        call.sid, call.status, call.started_at, call.ended_at = sid, FAILED, at, at
        self.calls[sid] = call


def main(port: str, faults: str, journal: str) -> None:
    settings = of_environment.read()
    line = read_line(settings.line)
    plays = replace(
        network_settings(settings, line, settings.public_base_url),
        calls_per_second=None,
        faults=load_faults(Path(faults)),
    )
    network = Remembering(settings.clock(), plays, Path(journal), line.displayed.e164)
    with Simulation(network, phone_words(line), settings.host, int(port)) as simulation:
        simulation.wait()


if __name__ == "__main__":
    main(*sys.argv[1:])
