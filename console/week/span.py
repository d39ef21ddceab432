"""The days that a report is about."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.clock import TOKYO

LONGEST = timedelta(days=92)
"""More days are no week, and a page of them nobody reads."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days in Japan, both ends counted in."""

    first: date
    last: date

    @property
    def edges(self) -> tuple[datetime, datetime]:
        """Return the first instant, and the first one after it."""
        return _midnight(self.first), _midnight(self.last + _DAY)

    @property
    def days(self) -> int:
        """Return how many days it has."""
        return (self.last - self.first).days + 1

    @property
    def before(self) -> "Span":
        """Return as many days that end where it begins."""
        return Span(self.first - _DAY * self.days, self.first - _DAY)


def last_week(now: datetime) -> Span:
    """Return the last whole week, Monday to Sunday, in Japan."""
    today = now.astimezone(TOKYO).date()
    monday = today - timedelta(days=today.weekday() + 7)
    return Span(monday, monday + timedelta(days=6))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO)
