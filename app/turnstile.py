"""Keeps threads free for callers: whatever else needs the database may fill only a part of a process."""

import functools
import threading
import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Response

CALLERS = frozenset({"ivr", "recordings", "sms", "check", "now", "healthz"})
"""Rooms and views that need no database; what a caller wishes has a lane of its own."""
PLACES = 10
SECONDS = 0.3
REST = 5.0


class Turnstile:
    """Lets so many in at once; the others wait for `seconds`, or not at all if somebody just did in vain."""

    def __init__(self, places: int = PLACES, seconds: float = SECONDS, rest: float = REST) -> None:
        self._places = threading.Semaphore(places)
        self._seconds, self._rest = seconds, rest
        self._rests_until = 0.0

    def behind(self, view: Callable[..., Any]) -> Callable[..., Any]:
        """Return the view as it is behind the turnstile: 503 where there is no place."""

        @functools.wraps(view)
        def entered(*given: Any, **named: Any) -> Any:
            resting = time.monotonic() < self._rests_until
            if not self._places.acquire(timeout=0 if resting else self._seconds):
                self._rests_until = time.monotonic() + self._rest
                return Response(status=503, headers={"Retry-After": "5"})
            try:
                return view(*given, **named)
            finally:
                self._places.release()

        return entered


def put_before(app: Flask, turnstile: Turnstile) -> None:
    """Put the turnstile before every view that may wait for the database."""
    for endpoint, view in app.view_functions.items():
        if endpoint.partition(".")[0] not in CALLERS:
            app.view_functions[endpoint] = turnstile.behind(view)
