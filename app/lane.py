"""What needs the database has a lane of its own: after so long, whoever waits goes on without it."""

import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from typing import TypeVar

from tree.running import LookFailed

Found = TypeVar("Found")
SECONDS = 2.5
"""So long a caller hears nothing."""
REST = 5.0


class Lane:
    """Runs work that may get stuck, in threads of its own. Any thread may use it.

    A lock, a hung disk and a server that stays silent look the same from here. Once somebody has waited in
    vain the next ones fail at once, for `rest` seconds and while the work is still stuck: else all who answer
    calls would soon be waiting. Then one tries first.
    """

    def __init__(self, seconds: float = SECONDS, rest: float = REST) -> None:
        self._seconds, self._rest = seconds, rest
        self._lock = threading.Lock()
        self._stuck = 0
        self._failed = False
        self._rests_until = 0.0

    def run(self, work: Callable[[], Found]) -> Found:
        """Return what the work returns, or raise what it raises; LookFailed where it takes too long."""
        if not self._may_try():
            raise LookFailed("the database did not answer a moment ago")
        began, done = time.monotonic(), Future[Found]()
        threading.Thread(target=_do, args=(work, done), name="lane", daemon=True).start()
        try:
            found = done.result(self._seconds)
        except TimeoutError:
            self._note_failure(done)
            raise LookFailed("the database does not answer") from None
        except Exception:
            if time.monotonic() - began > self._seconds / 2:
                self._note_failure(done)
            raise
        with self._lock:
            self._failed, self._rests_until = False, 0.0
        return found

    def _may_try(self) -> bool:
        with self._lock:
            now = time.monotonic()
            if self._stuck or now < self._rests_until:
                return False
            if self._failed:
                self._rests_until = now + self._seconds  # The others wait for what comes of this one.
            return True

    def _note_failure(self, done: "Future[Found]") -> None:
        with self._lock:
            self._failed, self._rests_until = True, time.monotonic() + self._rest
            self._stuck += 1
        done.add_done_callback(self._came_back)

    def _came_back(self, _done: "Future[Found]") -> None:
        with self._lock:
            self._stuck -= 1


def _do(work: Callable[[], Found], done: "Future[Found]") -> None:
    try:
        done.set_result(work())
    except BaseException as trouble:  # Whoever waits gets it.
        done.set_exception(trouble)
