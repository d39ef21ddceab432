"""The tables beside the campaigns: whom we rang lately, the directory of institutions, the hotline's load."""

from datetime import date, datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Rung(Base):
    """That we rang one of the numbers which share a mark, in one hour of a day; no campaign, no full handle.

    The mark is 24 bits of an HMAC under that day's key (about 20 mobile numbers share one); the key is
    destroyed after a week.
    """

    __tablename__ = "rung"

    day: Mapped[date] = mapped_column(primary_key=True)
    """A day in Tokyo."""
    mark: Mapped[bytes] = mapped_column(LargeBinary(3), primary_key=True)
    hour: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    warning: Mapped[str] = mapped_column(String(60), primary_key=True)
    begun: Mapped[int] = mapped_column(default=1)
    """How many calls were begun to these numbers in that hour, for the cap on attempts."""
    answered: Mapped[int] = mapped_column(default=0)
    """How many of them somebody took, for the caps on answered calls."""
    ended: Mapped[int] = mapped_column(default=0)
    """How many of them are over: while one is under way no other is begun."""
    tells: Mapped[bool] = mapped_column(default=True)
    """Whether somebody who asks may learn of it; for the caps all calls to homes stand here."""


class Institution(Base):
    """A bank, shop or school of the directory: its name open, its number sealed under the directory's key."""

    __tablename__ = "institutions"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str] = mapped_column(String(20))
    area: Mapped[str | None] = mapped_column(String(80), index=True)
    language: Mapped[str] = mapped_column(String(12))
    hours: Mapped[str | None] = mapped_column(String(80))
    handle: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary(96))
    added_at: Mapped[datetime]
    enrolled_at: Mapped[datetime | None]
    """When somebody there confirmed the enrolment call; before that no warning goes there."""


class Surge(Base):
    """How many calls came in to the hotline within a minute, by web process; nothing of who called."""

    __tablename__ = "surge"

    process: Mapped[str] = mapped_column(String(40), primary_key=True)
    at: Mapped[datetime]
    calls: Mapped[int]
