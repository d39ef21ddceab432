"""Tables of this room: who must not be called, and what was done by whom."""

import enum
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, BigInteger, Integer, LargeBinary, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from db.base import Base

_LONG = BigInteger().with_variant(Integer, "sqlite")
_HANDLE = LargeBinary(32)
KEPT = timedelta(days=365)
"""How long a wish not to be called lasts."""


class By(enum.StrEnum):
    """Which way a wish not to be called reached us."""

    HOTLINE = "hotline"
    TEXT = "text"
    OPERATOR = "operator"
    ACCEPTED = "accepted"  # By hotline or text, in a burst, and let count by an operator or by time.


class Refusal(Base):
    """Somebody who is not to be called or texted, known only by an HMAC under the do-not-call key."""

    __tablename__ = "do_not_call"

    handle: Mapped[bytes] = mapped_column(_HANDLE, primary_key=True)
    until: Mapped[datetime] = mapped_column(index=True)
    since: Mapped[datetime]
    by: Mapped[str] = mapped_column(String(16))
    effective_at: Mapped[datetime]
    """From when it counts: a wish by telephone may have to wait, because a caller's number can be forged."""
    held: Mapped[bool] = mapped_column(default=False)
    """Came in a burst, and waits for an operator; it counts from `effective_at` if nobody decides."""


class Registration(Base):
    """Somebody who wants to be warned: the number sealed under the list's key, until the end date."""

    __tablename__ = "registrations"

    list_id: Mapped[str] = mapped_column(String(40), primary_key=True)
    handle: Mapped[bytes] = mapped_column(_HANDLE, primary_key=True)
    sealed: Mapped[bytes] = mapped_column(LargeBinary(96))
    channel: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(12))
    area: Mapped[str | None] = mapped_column(String(80))
    since: Mapped[datetime]
    until: Mapped[datetime] = mapped_column(index=True)
    by: Mapped[str] = mapped_column(String(16))


class List(Base):
    """A standing list of people who were enrolled with their consent; one that enters itself has no row."""

    __tablename__ = "lists"

    id: Mapped[str] = mapped_column(String(40), primary_key=True)
    consent: Mapped[str] = mapped_column(String(200))
    """How and when they agreed, in the words of whoever answers for it."""
    until: Mapped[datetime]
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))


class AuditEntry(Base):
    """One act of an operator or of the system; its MAC covers the entry before it too."""

    __tablename__ = "audit"

    id: Mapped[int] = mapped_column(_LONG, primary_key=True, autoincrement=False)
    at: Mapped[datetime] = mapped_column(index=True)
    actor: Mapped[str] = mapped_column(String(128))
    system_user: Mapped[str] = mapped_column(String(128))
    act: Mapped[str] = mapped_column(String(64))
    subject: Mapped[str] = mapped_column(Text)
    detail: Mapped[dict[str, Any]] = mapped_column(JSON)
    previous: Mapped[bytes] = mapped_column(_HANDLE)
    mac: Mapped[bytes] = mapped_column(_HANDLE)


class AuditHead(Base):
    """The last entry's id under a MAC, one row: writers queue for it, and a missing tail shows."""

    __tablename__ = "audit_head"

    id: Mapped[int] = mapped_column(Integer, primary_key=True, autoincrement=False)
    last: Mapped[int] = mapped_column(_LONG)
    last_mac: Mapped[bytes] = mapped_column(_HANDLE)
    mac: Mapped[bytes] = mapped_column(_HANDLE)
