"""What somebody on a standing list wants: by which channel, in which language and area, until when."""

import calendar
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from db.clock import TOKYO
from privacy.number import Kind, PhoneNumber

_REACHED = {
    "voice": frozenset((Kind.MOBILE, Kind.LANDLINE, Kind.IP)),
    "sms": frozenset((Kind.MOBILE,)),
}


@dataclass(frozen=True, slots=True)
class Wanted:
    """How somebody wants to be warned: channel voice or sms, language, area (None: all), and until when."""

    channel: str
    language: str
    area: str | None
    until: datetime


@dataclass(frozen=True, slots=True, repr=False)
class Listed:
    """Somebody on a list, opened. It holds a number and does not print itself."""

    number: PhoneNumber
    channel: str
    language: str
    area: str | None


@dataclass(frozen=True, slots=True)
class Count:
    """How many want the same."""

    area: str | None
    language: str
    channel: str
    number: int


def reached(kind: Kind, channel: str) -> bool:
    """Tell whether a line of this kind can be warned at home by a channel."""
    return kind in _REACHED[channel]


def end_of(day: date) -> datetime:
    """Return the instant at which a day in Japan is over."""
    return datetime.combine(day + timedelta(days=1), time(), TOKYO)


def months_on(day: date, months: int) -> date:
    """Return the same day so many months later, or the last one of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))
