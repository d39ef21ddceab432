"""How fast calls begin: each takes the next free instant, nothing missed is made up for (GCRA, burst 1).

Slots lie (1 s + LATE) / pace apart, and nobody begins before the slot or later than LATE after it. So all who
begin within one second have slots less than 1 s + LATE apart: that is the pace, and no more.
"""

import math
from datetime import datetime, timedelta

LATE = timedelta(milliseconds=25)
"""How late a slot may be used: what a commit takes. At 20 a second it is half an interval."""
_SECOND = timedelta(seconds=1)
FIRST_SHARE = 0.25
"""Of the whole pace, where a ramp begins."""


def effective(per_second: float) -> float:
    """Return how many calls a second really begin at a pace, where nothing else holds them up."""
    return per_second * (_SECOND / (_SECOND + LATE))


def interval(per_second: float) -> timedelta:
    """Return the time between two slots, rounded up so that the pace is never passed by a microsecond."""
    return timedelta(microseconds=math.ceil((_SECOND + LATE) / timedelta(microseconds=1) / per_second))


def next_slot(free_at: datetime, now: datetime, per_second: float) -> tuple[datetime, datetime]:
    """Return the instant at which the next call may begin, and the instant from which another may."""
    slot = max(free_at, now)
    return slot, slot + interval(per_second)


def is_late(slot: datetime, now: datetime, speed: float = 1.0) -> bool:
    """Tell whether a slot was missed, so that a new one must be taken; a fast clock makes everybody late."""
    return now - slot > LATE * speed


def ramped(per_second: float, ramp: timedelta, since: datetime | None, now: datetime) -> float:
    """Return the pace so long after the start: it grows from a quarter to the whole over the ramp."""
    if since is None or now - since >= ramp:
        return per_second
    return per_second * (FIRST_SHARE + (1 - FIRST_SHARE) * max(0.0, (now - since) / ramp))


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
