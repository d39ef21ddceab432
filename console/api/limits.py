"""How often a system may ask: a bucket for each token, in the memory of this process."""

import threading
from dataclasses import dataclass, field
from datetime import datetime
from math import ceil


@dataclass
class Limit:
    """At most `burst` at once, and `per_second` in the long run, for each name. Any thread may take."""

    burst: float
    per_second: float
    _left: dict[str, tuple[float, datetime]] = field(default_factory=dict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def take(self, name: str, now: datetime) -> int:
        """Take one; returns 0, or in how many seconds there will be one again."""
        with self._lock:
            left, at = self._left.get(name, (self.burst, now))
            left = min(self.burst, left + (now - at).total_seconds() * self.per_second)
            if left < 1:
                return max(1, ceil((1 - left) / self.per_second))
            self._left[name] = left - 1, now
            return 0


def of_requests() -> Limit:
    """Return how often anything may be asked."""
    return Limit(burst=120, per_second=2)


def of_drafts() -> Limit:
    """Return how often something may be drafted: each draft seals the numbers of all whom it means."""
    return Limit(burst=10, per_second=1 / 60)
