"""Open time along the calendar: when so much of it is used up, and how much lies between two instants."""

from datetime import datetime, timedelta

from campaigns.window import Hours

_OPENINGS = 400
"""Openings after which work is called endless: more than a year of working days."""


def spend(hours: Hours, at: datetime, seconds: float) -> datetime | None:
    """Return when so many seconds of open time are over, counted from `at`, or None if it takes a year."""
    left = timedelta(seconds=seconds)
    for _ in range(_OPENINGS):
        opening = hours.next_opening(at)
        closing = hours.closes_at(opening) if opening is not None else None
        if opening is None or closing is None:
            return None
        if left <= closing - opening:
            return opening + left
        left -= closing - opening
        at = closing
    return None


def open_seconds(hours: Hours, start: datetime, end: datetime) -> float:
    """Return how many seconds of open time lie between two instants, a year of openings at most."""
    total, at = 0.0, start
    for _ in range(_OPENINGS):
        opening = hours.next_opening(at, end)
        closing = hours.closes_at(opening) if opening is not None else None
        if opening is None or closing is None:
            break
        total += (min(closing, end) - opening).total_seconds()
        at = closing
    return total
