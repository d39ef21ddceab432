"""How fast calls begin: each takes the next free instant, nothing missed is made up for (GCRA, burst 1)."""

import math
from datetime import datetime, timedelta


def interval(per_second: float) -> timedelta:
    """Return the time between two starts, rounded up so that the pace is never passed by a microsecond."""
    return timedelta(microseconds=math.ceil(1_000_000 / per_second))


def next_slot(free_at: datetime, now: datetime, per_second: float) -> tuple[datetime, datetime]:
    """Return the instant at which the next call may begin, and the instant from which another may."""
    slot = max(free_at, now)
    return slot, slot + interval(per_second)


def is_late(slot: datetime, now: datetime, per_second: float) -> bool:
    """Tell whether a slot was missed by more than half an interval, so that a new one must be taken."""
    return now - slot > interval(per_second) / 2


QUIET = timedelta(seconds=10)
"""Without a complaint of the carrier's for so long, the pace takes one step up again."""
ONE_BURST = timedelta(seconds=5)
"""Complaints that come closer together are one: requests under way know nothing of the first."""
MOST_SLOWED = 4
"""No further than to a sixteenth: what is left has to find out whether the carrier is well again."""


def still_slowed(steps: int, since: datetime | None, now: datetime) -> int:
    """Return by how many halvings the pace is lowered still; each quiet while takes one back."""
    if since is None or steps <= 0:
        return 0
    return max(0, steps - max(0, int((now - since) / QUIET)))


def one_slower(steps: int, since: datetime | None, now: datetime) -> tuple[int, datetime]:
    """Return the halvings after another complaint of the carrier's, and since when they count."""
    left = still_slowed(steps, since, now)
    if since is not None and left and now - since < ONE_BURST:
        return steps, since
    return min(left + 1, MOST_SLOWED), now
