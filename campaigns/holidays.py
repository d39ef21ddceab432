"""Days on which nobody is called: Japan's national holidays, and 29 December to 3 January."""

import functools
from datetime import date

import jpholiday

_TURN_OF_THE_YEAR = {(12, 29), (12, 30), (12, 31), (1, 1), (1, 2), (1, 3)}


@functools.lru_cache(maxsize=4096)  # It is asked before every call, and the calendar takes 0.1 ms a day.
def is_holiday(day: date) -> bool:
    """Tell whether offices in Japan are closed on this day, weekends apart."""
    return (day.month, day.day) in _TURN_OF_THE_YEAR or bool(jpholiday.is_holiday(day))
