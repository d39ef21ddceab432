"""Lengths of time as people write them in a campaign file: `90s`, `10m`, `1h30m`, `2d`."""

import re
from datetime import timedelta

_PART = re.compile(r"([0-9]{1,6})([smhd])")
_UNITS = {"s": "seconds", "m": "minutes", "h": "hours", "d": "days"}


def read_duration(value: object) -> timedelta:
    """Read a length of time; raises ValueError, whose text says how one is written."""
    if isinstance(value, timedelta):
        return value
    text = str(value).strip().lower()
    parts = _PART.findall(text)
    if not parts or "".join(number + unit for number, unit in parts) != text:
        raise ValueError("must be a length of time such as 90s, 10m or 1h")
    return sum((timedelta(**{_UNITS[unit]: int(number)}) for number, unit in parts), timedelta())


def write_duration(length: timedelta) -> str:
    """Write a length of time in the largest unit that holds it whole."""
    seconds = int(length.total_seconds())
    for size, unit in ((3600, "h"), (60, "m")):
        if seconds and seconds % size == 0:
            return f"{seconds // size}{unit}"
    return f"{seconds}s"
