"""When calls are allowed: days and hours in Japan's time, and the openings to come."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from campaigns.holidays import is_holiday
from db.clock import TOKYO

DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_RANGE = re.compile(r"([a-z]{3})[a-z]*(?:\s*[-–~]\s*([a-z]{3})[a-z]*)?\Z")
_LOOK_AHEAD = 370
"""Days after which a window that has not opened never will."""


def read_days(words: str | Iterable[object]) -> tuple[str, ...]:
    """Read `mon-fri`, `mon, wed-fri` or a list of these; a range may wrap (`sat-mon`). Raises ValueError."""
    parts = words.split(",") if isinstance(words, str) else words
    found: set[int] = set()
    for part in parts:
        match = _RANGE.match(str(part).strip().lower())
        if not match or any(name not in DAYS for name in match.groups() if name):
            raise ValueError("must be days such as mon-fri or [mon, wed]")
        first = DAYS.index(match.group(1))
        last = DAYS.index(match.group(2) or match.group(1))
        found |= {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    return tuple(DAYS[day] for day in sorted(found))


@dataclass(frozen=True, slots=True)
class Hours:
    """Opening hours in Japan's time: from `start` until just before `end` on each of `days` (0 is Monday).

    On the days `closed` it never opens, and on the days `opened` it does, whatever weekday or holiday it is.
    """

    days: frozenset[int]
    start: time
    end: time
    holidays_closed: bool = True
    closed: frozenset[date] = frozenset()
    opened: frozenset[date] = frozenset()

    def is_open(self, at: datetime) -> bool:
        """Tell whether a call may begin at this instant."""
        there = at.astimezone(TOKYO)
        return self.start <= there.time() < self.end and self._opens_on(there.date())

    def closes_at(self, at: datetime) -> datetime | None:
        """Return the instant at which the present opening ends (UTC), or None when it is closed."""
        return _instant(at.astimezone(TOKYO).date(), self.end) if self.is_open(at) else None

    def next_opening(self, at: datetime, not_after: datetime | None = None) -> datetime | None:
        """Return the first open instant from `at` on (UTC), or None if none comes before `not_after`."""
        today = at.astimezone(TOKYO).date()
        for ahead in range(_LOOK_AHEAD):
            day = today + timedelta(days=ahead)
            opening = max(at.astimezone(UTC), _instant(day, self.start))
            if not_after is not None and opening >= not_after:
                return None
            if self._opens_on(day) and opening < _instant(day, self.end):
                return opening
        return None

    def within(self, other: "Hours") -> "Hours":
        """Return the hours at which both are open."""
        extra = self.opened | other.opened
        return Hours(
            days=self.days & other.days,
            start=max(self.start, other.start),
            end=min(self.end, other.end),
            holidays_closed=self.holidays_closed or other.holidays_closed,
            closed=self.closed | other.closed,
            opened=frozenset(day for day in extra if self._opens_on(day) and other._opens_on(day)),
        )

    def _opens_on(self, day: date) -> bool:
        if day in self.closed or day in self.opened:
            return day not in self.closed
        return day.weekday() in self.days and not (self.holidays_closed and is_holiday(day))


def _instant(day: date, at: time) -> datetime:
    return datetime.combine(day, at, TOKYO).astimezone(UTC)
