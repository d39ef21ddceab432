"""The queue in front of the lines: so many starts a second, first come first served."""

from collections import deque
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Generic, Protocol, TypeVar


class Waiting(Protocol):
    """What can stand in the queue."""

    created_at: datetime

    @property
    def over(self) -> bool:
        """Tell whether it was cancelled while it waited."""


W = TypeVar("W", bound=Waiting)
LONGEST_WAIT = timedelta(hours=24)


class Exchange(Generic[W]):
    """Starts what waits at a steady rate; None is at once. The network's lock is held around `join`."""

    def __init__(
        self,
        per_second: float | None,
        start: Callable[[W, datetime], None],
        expire: Callable[[W, datetime], None],
        at: Callable[[datetime, Callable[[datetime], None]], None],
    ) -> None:
        self._gap = None if per_second is None else timedelta(seconds=1 / per_second)
        self._start, self._expire, self._at = start, expire, at
        self._queue: deque[W] = deque()
        self._free_at: datetime | None = None

    def join(self, one: W, now: datetime) -> float:
        """Queue one and return for how many seconds it will probably wait."""
        if self._gap is None:
            self._start(one, now)
            return 0.0
        self._queue.append(one)
        first = max(now, self._free_at) if self._free_at is not None else now
        if len(self._queue) == 1:
            self._at(first, self._tick)
        return (first - now + self._gap * (len(self._queue) - 1)).total_seconds()

    def _tick(self, at: datetime) -> None:
        """Start the first that still wants to; the next one has its turn a gap later."""
        started = False
        while self._queue and not started:
            one = self._queue.popleft()
            if one.over:
                continue
            if at - one.created_at > LONGEST_WAIT:
                self._expire(one, at)
                continue
            self._start(one, at)
            started = True
        if self._gap is not None and started:
            self._free_at = at + self._gap
        if self._queue and self._free_at is not None:
            self._at(self._free_at, self._tick)
