"""What a report is made of besides its counts: its heading, its cost, the runs of a series."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of a campaign besides its counts."""

    id: str
    name: str
    state: str
    audience: str
    channel: str
    languages: tuple[str, ...]
    area: str | None = None
    warning: str | None = None
    skipped: int = 0
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Cost:
    """What was used, and what that costs at the prices that the arithmetic assumes, from and to."""

    minutes: int
    segments: int
    yen: tuple[int, int]


@dataclass(frozen=True, slots=True)
class Run:
    """One run of a recurring campaign."""

    id: str
    started_at: datetime | None
    state: str
    total: int
    got_it: int


@dataclass(frozen=True, slots=True)
class Series:
    """The runs of a recurring campaign, and how many were missed because nobody worked."""

    runs: Sequence[Run]
    missed: int
