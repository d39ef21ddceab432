"""Counts, in this process, who came to the carrier's door: with its signature, and without."""

import threading
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask, Response, current_app, request

from carrier.access import Access, access_of
from console.health.finding import Finding
from db.clock import Clock

_NAME = "doorbell"


@dataclass
class Doorbell:
    """How many requests were let in and turned away since the process began. Any thread may ring."""

    clock: Clock
    since: datetime
    right: int = 0
    wrong: int = 0
    last: datetime | None = None
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def ring(self, *, admitted: bool) -> None:
        """Count one request."""
        with self._lock:
            self.right += admitted
            self.wrong += not admitted
            if admitted or not self.right:
                self.last = self.clock.now()

    def finding(self) -> Finding:
        """Tell what came; wrong where all were turned away."""
        if self.last is None:
            return Finding("webhooks.quiet", slots={"since": self.since})
        slots = {"since": self.since, "right": self.right, "wrong": self.wrong, "at": self.last}
        return Finding("webhooks.signed" if self.right else "webhooks.all-wrong", self.right > 0, slots)


def hang_up(app: Flask) -> None:
    """Have the requests to the carrier's rooms counted, where this process serves them."""
    clock: Clock = app.extensions["clock"]
    app.extensions[_NAME] = Doorbell(clock, clock.now())
    app.after_request(_counted)


def heard() -> list[Finding]:
    """Return what came to the carrier's door of this process; nothing where it has no such door."""
    if all(access_of(room) != Access.CARRIER for room in current_app.blueprints.values()):
        return []
    bell: Doorbell = current_app.extensions[_NAME]
    return [bell.finding()]


def _counted(response: Response) -> Response:
    room = current_app.blueprints.get(request.blueprint or "")
    if room is not None and access_of(room) == Access.CARRIER:
        current_app.extensions[_NAME].ring(admitted=response.status_code != 403)
    return response
