"""The values of a campaign file, read forgivingly and refused with what to write instead."""

import re
from datetime import UTC, date, datetime, time, timedelta
from typing import Annotated

from pydantic import AfterValidator, BeforeValidator, Field, PlainSerializer

from campaigns.durations import read_duration, write_duration
from campaigns.labels import read_label
from campaigns.window import read_days
from prompts.faults import UnknownLanguage
from prompts.library import normal

_TIME = re.compile(r"([01]?[0-9]|2[0-3]):([0-5][0-9])(?::00)?\Z")


def _read_time(value: object) -> time:
    if isinstance(value, time):
        return value
    match = _TIME.match(str(value).strip())
    if not match:
        raise ValueError('must be a time such as "09:00"')
    return time(int(match.group(1)), int(match.group(2)))


def _read_days(value: object) -> tuple[str, ...]:
    return read_days(value if isinstance(value, str | list | tuple) else str(value))


def _read_language(tag: object) -> str:
    try:
        return normal(str(tag))
    except UnknownLanguage:
        raise ValueError("is no language known here") from None


def _each_once(tags: tuple[str, ...]) -> tuple[str, ...]:
    if len(set(tags)) < len(tags):
        raise ValueError("names a language twice (zh is zh-Hans, pt is pt-BR)")
    return tags


def _read_instant(value: object) -> datetime:
    try:
        instant = value if isinstance(value, datetime) else datetime.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError("must be a date and time such as 2026-11-25T17:00:00+09:00") from None
    if instant.utcoffset() is None:
        raise ValueError("needs a time zone: add +09:00, as in 2026-11-25T17:00:00+09:00")
    return instant.astimezone(UTC)


def _read_day(value: object) -> date:
    try:
        return value if type(value) is date else date.fromisoformat(str(value).strip())
    except ValueError:
        raise ValueError("must be a day such as 2026-12-24") from None


def _within(shortest: timedelta, longest: timedelta) -> AfterValidator:
    def check(length: timedelta) -> timedelta:
        if not shortest <= length <= longest:
            raise ValueError(f"must be from {write_duration(shortest)} to {write_duration(longest)}")
        return length

    return AfterValidator(check)


Label = Annotated[str, AfterValidator(read_label), Field(min_length=1)]
Days = Annotated[tuple[str, ...], BeforeValidator(_read_days), Field(min_length=1)]
Clock = Annotated[time, BeforeValidator(_read_time), PlainSerializer(lambda at: at.strftime("%H:%M"))]
Instant = Annotated[datetime, BeforeValidator(_read_instant)]
Day = Annotated[date, BeforeValidator(_read_day)]
Language = Annotated[str, BeforeValidator(_read_language)]
Languages = Annotated[tuple[Language, ...], AfterValidator(_each_once), Field(min_length=1, max_length=20)]
_Length = Annotated[timedelta, BeforeValidator(read_duration), PlainSerializer(write_duration)]
Wait = Annotated[_Length, _within(timedelta(seconds=10), timedelta(days=1))]
Ramp = Annotated[_Length, _within(timedelta(0), timedelta(hours=1))]
Hold = Annotated[_Length, _within(timedelta(0), timedelta(days=7))]
Whole = Annotated[int, Field(strict=True)]
Figure = Annotated[float, Field(strict=True, allow_inf_nan=False)]
ListName = Annotated[str, Field(pattern=r"^[a-z][a-z0-9-]{1,38}$")]
OwnNumber = Annotated[str, Field(pattern=r"^\+[1-9][0-9]{6,14}$")]
