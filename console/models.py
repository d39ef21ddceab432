"""Operators' accounts, the only names of persons that this system keeps; and tokens of other systems."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, LargeBinary, String
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
    factor: Mapped[bytes | None]
    """The secret of the second factor, sealed; it counts once a first code was right."""
    factor_since: Mapped[datetime | None]
    factor_step: Mapped[int | None]
    """The period of the last code that was taken: none is taken twice."""
    subject: Mapped[str | None] = mapped_column(String(200), unique=True)
    """Who this is at the organisation's own accounts (OpenID Connect)."""


class SignIn(Base):
    """One browser in which somebody is signed in."""

    __tablename__ = "sign_ins"

    id: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """SHA-256 of what the cookie holds."""
    name: Mapped[str] = mapped_column(String(80), index=True)
    begun_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    until: Mapped[datetime]
    proved_at: Mapped[datetime | None]
    """When the second factor was shown last."""
    ended_at: Mapped[datetime | None]


class FailedSignIn(Base):
    """Tries that failed from one network address, which stands here only as a handle under that day's key."""

    __tablename__ = "failed_sign_ins"

    handle: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    failures: Mapped[int]
    locked_until: Mapped[datetime]


class ApiToken(Base):
    """A token with which another system reads counts or leaves drafts; it can approve nothing."""

    __tablename__ = "api_tokens"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    digest: Mapped[bytes] = mapped_column(LargeBinary(32), unique=True)
    scopes: Mapped[list[str]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    created_by: Mapped[str] = mapped_column(String(80))
    until: Mapped[datetime]
    used_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]


class ApiDraft(Base):
    """What a system asked to draft under a key of its own: the request once more makes nothing new."""

    __tablename__ = "api_drafts"

    token_id: Mapped[str] = mapped_column(ForeignKey("api_tokens.id"), primary_key=True)
    key: Mapped[bytes] = mapped_column(LargeBinary(32), primary_key=True)
    """SHA-256 of the key that the system chose."""
    request: Mapped[bytes] = mapped_column(LargeBinary(32))
    """SHA-256 of what was asked for: the same key means the same."""
    at: Mapped[datetime]
    answer: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """What was answered, with the ids of the campaigns; None while they are made."""
