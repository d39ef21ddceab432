"""Lives that wait, are spoken to, and fetch: one generator for each call or text."""

import heapq
from collections import deque
from collections.abc import Callable, Generator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from carrier.simulator.web import WebRequest

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Wait:
    """Let so many seconds pass; the answer is None, or the Signal that came first."""

    seconds: float


@dataclass(frozen=True, slots=True)
class KeyDown:
    """Somebody pressed a key."""

    key: str


@dataclass(frozen=True, slots=True)
class PickUp:
    """Somebody answered."""


@dataclass(frozen=True, slots=True)
class HangUp:
    """The call (or the text) is to end."""


@dataclass(frozen=True, slots=True)
class Move:
    """A live call is to go on with another document."""

    url: str | None
    twiml: str | None
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class OtherEnded:
    """The call at the other end of a Dial has ended."""


Signal = KeyDown | PickUp | HangUp | Move | OtherEnded
Effect = Wait | WebRequest
Life = Generator[Effect, Any, None]
Step = Generator[Effect, Any, T]
"""A part of a life; WebRequest is answered with a Reply."""


class Process:
    """One life and where it stands. `turn` tells which of its appointments is still valid."""

    __slots__ = ("lane", "life", "mail", "now", "over", "running", "turn")

    def __init__(self, lane: str, now: datetime) -> None:
        self.lane = lane
        self.now = now
        self.life: Life | None = None
        self.mail: deque[Signal] = deque()
        self.turn = 0
        self.running = False
        self.over = False


@dataclass(frozen=True, slots=True)
class Event:
    """Something that is due: a life to go on with, or a task. Events of one lane never run side by side."""

    at: datetime
    lane: str
    process: Process | None = None
    turn: int = 0
    task: Callable[[datetime], None] | None = None

    @property
    def stale(self) -> bool:
        """Tell whether the life has gone on without this appointment."""
        return self.process is not None and (self.process.over or self.process.turn != self.turn)


class Timetable:
    """Events in the order of their time, then of their making."""

    def __init__(self) -> None:
        self._heap: list[tuple[datetime, int, Event]] = []
        self._made = 0

    def add(self, event: Event) -> None:
        """Note an event."""
        self._made += 1
        heapq.heappush(self._heap, (event.at, self._made, event))

    def next_at(self) -> datetime | None:
        """Return when the next valid event is due."""
        while self._heap and self._heap[0][2].stale:
            heapq.heappop(self._heap)
        return self._heap[0][0] if self._heap else None

    def take(self, now: datetime) -> Event | None:
        """Take out the first event that is due."""
        at = self.next_at()
        return heapq.heappop(self._heap)[2] if at is not None and at <= now else None
