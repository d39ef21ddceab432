"""Where the time comes from: the system, a scaled copy of it, or a hand that moves it."""

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Protocol
from zoneinfo import ZoneInfo

TOKYO = ZoneInfo("Asia/Tokyo")


def hour_of(at: datetime) -> datetime:
    """Return the beginning of an instant's hour, in UTC."""
    return at.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def midnight(at: datetime) -> datetime:
    """Return the beginning of an instant's day in Japan."""
    return at.astimezone(TOKYO).replace(hour=0, minute=0, second=0, microsecond=0)


class Clock(Protocol):
    """Tells the time, always aware and in UTC, and waits."""

    def now(self) -> datetime:
        """Return the present instant in UTC."""

    def sleep(self, seconds: float) -> None:
        """Wait so many seconds of this clock's time."""


class SystemClock:
    """The machine's own clock."""

    def now(self) -> datetime:
        """Return the machine's time in UTC."""
        return datetime.now(UTC)

    def sleep(self, seconds: float) -> None:
        """Wait in real time."""
        time.sleep(max(0.0, seconds))


@dataclass(frozen=True)
class ScaledClock:
    """Shows `start` at real time `epoch` (Unix seconds) and runs `speed` times as fast from there."""

    start: datetime
    epoch: float
    speed: float = 1.0

    def now(self) -> datetime:
        """Return the scaled instant in UTC."""
        return self.start.astimezone(UTC) + timedelta(seconds=(time.time() - self.epoch) * self.speed)

    def sleep(self, seconds: float) -> None:
        """Wait so many scaled seconds."""
        time.sleep(max(0.0, seconds / self.speed))


class ManualClock:
    """Stands still until somebody moves it, or lets it run on; it never goes back."""

    def __init__(self, start: datetime) -> None:
        self._now = start.astimezone(UTC)
        self._running_since: float | None = None

    def now(self) -> datetime:
        """Return the instant to which the clock was last moved, and what has passed since it was let run."""
        if self._running_since is None:
            return self._now
        return self._now + timedelta(seconds=time.monotonic() - self._running_since)

    def sleep(self, seconds: float) -> None:
        """Move on by so many seconds at once; wait them where the clock runs."""
        if self._running_since is None:
            self._now += timedelta(seconds=max(0.0, seconds))
        else:
            time.sleep(max(0.0, seconds))

    def move_to(self, instant: datetime) -> None:
        """Move on to an instant; one that is past changes nothing."""
        self._now = max(self._now, instant.astimezone(UTC))

    def run(self) -> None:
        """Let the clock run on in real time from where it stands."""
        self._running_since = time.monotonic()
