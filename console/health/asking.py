"""Asks the carrier whether it answers: once for all who look, and nobody waits long for it."""

import threading
import time
from dataclasses import dataclass
from datetime import datetime, timedelta

from campaigns.desk import Desk
from carrier.port import CarrierError
from console.health.finding import Finding

FRESH = timedelta(seconds=30)
"""So long an answer is shown to everybody before the carrier is asked again."""
NOT_TWICE = timedelta(seconds=5)
"""Whoever presses for a new answer gets one that is at most so old."""
_LOOKED_BACK = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """What the carrier answered, and when it was asked; None while no answer has come yet."""

    finding: Finding
    at: datetime | None


def ask(desk: Desk) -> Finding:
    """Ask for the list of the last minute's calls, which proves account, token and address; calls nobody."""
    began = time.monotonic()
    try:
        list(desk.carrier.list_calls(desk.voices[0], desk.clock.now() - _LOOKED_BACK, limit=50))
    except CarrierError as trouble:
        return Finding("carrier.away", well=False, slots={"trouble": str(trouble)})
    except Exception as trouble:  # It is asked in a thread, where nobody else would say so.
        return Finding("carrier.away", well=False, slots={"trouble": type(trouble).__name__})
    millis = round((time.monotonic() - began) * 1000)
    return Finding("carrier.training" if desk.training else "carrier.live", slots={"millis": millis})


class Asker:
    """Keeps the last answer, and asks in a thread of its own. Any thread may look."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._lock = threading.Lock()
        self._last = Asked(Finding("carrier.waiting"), None)
        self._asking: threading.Event | None = None

    def look(self, fresh: timedelta = FRESH, patience: float = 0.1) -> Asked:
        """Return an answer that is at most so old; where none comes within `patience` seconds, the last."""
        now = self._desk.clock.now()
        with self._lock:
            last = self._last
            if last.at is not None and now - last.at < fresh:
                return last
            if self._asking is None:
                self._asking = threading.Event()
                threading.Thread(target=self._ask, args=(self._asking, now), daemon=True).start()
            answered = self._asking
        answered.wait(patience)
        return self._last

    def _ask(self, answered: threading.Event, at: datetime) -> None:
        found = Asked(ask(self._desk), at)
        with self._lock:
            self._last, self._asking = found, None
        answered.set()
