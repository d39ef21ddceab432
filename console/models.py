"""Operators' accounts: the only names of persons that this system keeps."""

from datetime import datetime

from sqlalchemy import LargeBinary, String
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base


class Operator(Base):
    """One person. Without a password, only the one-time link lets in."""

    __tablename__ = "operators"

    name: Mapped[str] = mapped_column(String(80), primary_key=True)
    role: Mapped[str] = mapped_column(String(16))
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    password: Mapped[str | None] = mapped_column(String(200))
    link: Mapped[bytes | None] = mapped_column(LargeBinary(32), unique=True)
    """SHA-256 of the one-time link's token, which itself is shown once and kept nowhere."""
    link_until: Mapped[datetime | None]
    failures: Mapped[int] = mapped_column(default=0)
    locked_until: Mapped[datetime | None]
