"""A worker whose clock is wrong calls nobody: its pace and its windows would be wrong too."""

import logging
from datetime import datetime, timedelta

from sqlalchemy import Engine

from db.clock import Clock
from db.drift import drift

MOST_APART = timedelta(seconds=1)
EVERY = timedelta(seconds=5)
log = logging.getLogger("yobikake")


class Punctuality:
    """Compares this machine's clock with the database's now and then, and says so where they differ."""

    def __init__(self, engine: Engine, clock: Clock) -> None:
        self._engine, self._clock = engine, clock
        self._compared: datetime | None = None
        self._right = True

    def check(self, now: datetime) -> bool:
        """Tell whether calls may begin here: the clocks are at most a second apart."""
        if self._compared is None or abs(now - self._compared) >= EVERY:
            self._compared = now
            apart = drift(self._engine, self._clock)
            right = apart is None or abs(apart) <= MOST_APART
            if not right and apart is not None:
                log.error("calling nobody: %s", told(apart))
            elif right and not self._right:
                log.warning("calling again: the clocks are together")
            self._right = right
        return self._right


def told(apart: timedelta) -> str:
    """Say in words how far the clocks are apart, and what to do where that is too far."""
    seconds = apart.total_seconds()
    which = "ahead of" if seconds > 0 else "behind"
    words = f"this machine's clock is {abs(seconds):.2f} s {which} the database's"
    return words if abs(apart) <= MOST_APART else f"{words}; set both machines' clocks (NTP)"
