"""Counts: how many callers, texters and readers reached which leaf, and what operators were told of."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base

MERGED = "*"
"""Stands for language, leaf or way where small cells were merged: no single caller can be made out."""


class HourCount(Base):
    """How often a leaf was reached in one hour (UTC), by channel and language. Nobody is in it."""

    __tablename__ = "tally"

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    leaf: Mapped[str] = mapped_column(String(32), primary_key=True)
    count: Mapped[int]
    of_one: Mapped[int | None]
    """Of a merged cell: so many of it belong to one leaf at most; None where nothing is known."""


class Incident(Base):
    """How often operators were told of a claim in an hour (UTC), by area; nothing is kept of who told it."""

    __tablename__ = "incidents"

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    warning: Mapped[str] = mapped_column(String(60), primary_key=True)
    area: Mapped[str] = mapped_column(String(80), primary_key=True)
    """A place, or nothing where none was named."""
    count: Mapped[int]
