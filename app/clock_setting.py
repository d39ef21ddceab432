"""The setting of a clock that all processes of a training share: where it began, and how fast it runs."""

import re
import time
from datetime import datetime

from db.clock import ScaledClock

_CLOCK = re.compile(r"(?P<start>[^@]+)@(?P<epoch>\d+(?:\.\d+)?)\*(?P<speed>\d+(?:\.\d+)?)\Z")


def read_clock(text: str) -> ScaledClock:
    """Return the clock that YOBIKAKE_CLOCK describes; raises ValueError, saying how it is written."""
    found = _CLOCK.match(text)
    if found is None:
        raise ValueError("must be like 2026-11-24T10:00:00+09:00@1760000000*10")
    start = datetime.fromisoformat(found["start"])
    if start.tzinfo is None:
        raise ValueError("the time must carry its zone, for instance +09:00")
    speed = float(found["speed"])
    if not 0 < speed <= 10_000:
        raise ValueError("the speed must be over 0 and at most 10000")
    return ScaledClock(start, float(found["epoch"]), speed)


def scaled_clock_now(start: datetime, speed: float) -> str:
    """Return the value of YOBIKAKE_CLOCK that lets all processes begin at `start` now."""
    return f"{start.isoformat()}@{time.time():.3f}*{speed:g}"
