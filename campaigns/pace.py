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
