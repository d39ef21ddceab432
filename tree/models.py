"""The table of tallies: how many callers, texters and readers reached which leaf in which hour."""

from datetime import datetime

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base

MERGED = "*"
"""Stands for language and leaf where small cells were merged, so that no single caller can be made out."""


class HourCount(Base):
    """How often a leaf was reached in one hour (UTC), by channel and language. Nobody is in it."""

    __tablename__ = "tally"

    hour: Mapped[datetime] = mapped_column(primary_key=True)
    channel: Mapped[str] = mapped_column(String(8), primary_key=True)
    language: Mapped[str] = mapped_column(String(16), primary_key=True)
    leaf: Mapped[str] = mapped_column(String(32), primary_key=True)
    count: Mapped[int]
