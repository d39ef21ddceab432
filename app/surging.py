"""Counts the calls that come in, so that calls to homes can give way; never before an answer."""

import os
import socket
import threading
from collections import deque
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from flask import Flask, Response, request
from sqlalchemy.exc import SQLAlchemyError

from app.logs import log
from app.wiring import Parts
from campaigns import surge
from db.engine import hurried, relaxed

EVERY_SECONDS = 5.0
PATIENCE = 2.0
MOST = 100_000
"""Calls that are remembered at once; more within a minute are as much a surge as these."""
_MINUTE = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Inbound:
    """When the calls of the last minute came in to this process. Nothing else is known of them here."""

    _at: deque[datetime] = field(default_factory=lambda: deque(maxlen=MOST))

    def came(self, now: datetime) -> None:
        """Count a call."""
        self._at.append(now)

    def in_last_minute(self, now: datetime) -> int:
        """Return how many came within the last minute."""
        while self._at and self._at[0] <= now - _MINUTE:
            self._at.popleft()
        return len(self._at)


def count_calls(app: Flask, parts: Parts) -> Inbound:
    """Count every call that is answered by this process."""
    inbound = Inbound()

    @app.after_request
    def count(response: Response) -> Response:
        if request.endpoint == "ivr.inbound" and response.status_code == 200:
            inbound.came(parts.clock.now())
        return response

    return inbound


def tell(parts: Parts, inbound: Inbound) -> None:
    """Store this process's count; what cannot be stored is told five seconds later."""
    now, engine = parts.clock.now(), hurried(relaxed(parts.engine), PATIENCE)
    try:
        surge.note(engine, f"{socket.gethostname()[:28]}:{os.getpid()}", inbound.in_last_minute(now), now)
    except SQLAlchemyError as trouble:
        log.warning("could not tell how many calls came in (%s)", type(trouble).__name__)


def keep_telling(parts: Parts, inbound: Inbound) -> None:
    """Tell it every few seconds."""

    def keep() -> None:
        waiting = threading.Event()
        while not waiting.wait(EVERY_SECONDS):
            tell(parts, inbound)

    threading.Thread(target=keep, name="surge", daemon=True).start()
