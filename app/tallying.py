"""Writes a web process's counts to the database now and then, beside its answers and never before them."""

import atexit
import threading

from app.wiring import Parts

EVERY_SECONDS = 60.0
LAST_SECONDS = 3.0
"""A process that is told to end does not wait longer for a database that does not answer."""


def keep_tallies(parts: Parts) -> None:
    """Store the hours that are over every minute, and everything when the process ends."""
    stop = threading.Event()

    def keep() -> None:
        while not stop.wait(EVERY_SECONDS):
            parts.tally.flush(parts.engine, parts.clock.now())
        parts.tally.flush(parts.engine, parts.clock.now(), everything=True)

    def end() -> None:
        stop.set()
        keeper.join(LAST_SECONDS)

    keeper = threading.Thread(target=keep, name="tallies", daemon=True)
    keeper.start()
    atexit.register(end)
