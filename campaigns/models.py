"""The tables of campaigns: who is warned with which words, and what came of each call."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from campaigns.states import AttemptState, CampaignState, DeliveryState
from db.base import Base


class Campaign(Base):
    """One warning to one audience. `plan` is the campaign file as it was accepted."""

    __tablename__ = "campaigns"

    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    name: Mapped[str] = mapped_column(String(200))
    state: Mapped[str] = mapped_column(String(12), default=CampaignState.DRAFT, index=True)
    plan: Mapped[dict[str, Any]] = mapped_column(JSON)
    total: Mapped[int] = mapped_column(default=0)
    skipped: Mapped[int] = mapped_column(default=0)
    audience_digest: Mapped[str] = mapped_column(String(64), default="")
    approved_digest: Mapped[str | None] = mapped_column(String(64))
    created_at: Mapped[datetime]
    submitted_by: Mapped[str | None] = mapped_column(String(80))
    submitted_at: Mapped[datetime | None]
    approved_by: Mapped[str | None] = mapped_column(String(80))
    approved_at: Mapped[datetime | None]
    started_at: Mapped[datetime | None]
    finished_at: Mapped[datetime | None]
    closed_at: Mapped[datetime | None]
    next_slot: Mapped[datetime | None]
    trouble: Mapped[str | None] = mapped_column(String(200))
    approved_also_by: Mapped[str | None] = mapped_column(String(80))
    """The second person who approved an emergency campaign."""
    recall_of: Mapped[str | None] = mapped_column(String(12), index=True)
    """The campaign to institutions whose words this one says again to those who have not confirmed."""
    final: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The facts of the report, kept when the recipients are erased."""


class Script(Base):
    """The words of a campaign in one language, pinned when it was made; `{date}` is filled in at the call."""

    __tablename__ = "scripts"

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    voice: Mapped[str]
    text: Mapped[str]


class Delivery(Base):
    """One recipient. The number is sealed under the campaign's key and gone when the campaign is closed."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("campaign_id", "handle"),
        Index("ix_deliveries_work", "campaign_id", "state", "due_at"),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"))
    state: Mapped[str] = mapped_column(String(10), default=DeliveryState.WAITING)
    end: Mapped[str | None] = mapped_column(String(16))
    channel: Mapped[str] = mapped_column(String(8))
    language: Mapped[str] = mapped_column(String(12))
    area: Mapped[str | None] = mapped_column(String(80))
    kind: Mapped[str] = mapped_column(String(10))
    name: Mapped[str | None] = mapped_column(String(200))
    """Institutions only: residents have no name here."""
    institution_id: Mapped[str | None] = mapped_column(String(12), index=True)
    """Which entry of the directory it is, if it came from there."""
    handle: Mapped[bytes | None] = mapped_column(LargeBinary(32))
    sealed: Mapped[bytes | None] = mapped_column(LargeBinary(96))
    attempts: Mapped[int] = mapped_column(default=0)
    put_off: Mapped[int] = mapped_column(default=0)
    """On how many days it was not called because the home had been called enough."""
    due_at: Mapped[datetime]
    holder: Mapped[str | None] = mapped_column(String(40))
    lease_until: Mapped[datetime | None]


_KEPT = text("erased_at IS NULL AND ref IS NOT NULL")
"""Attempts of which the carrier still has a record."""
_UNCOUNTED = text("NOT counted AND ended_at IS NOT NULL")
"""Calls to homes that are over, and of which the caps do not know it yet."""


class Attempt(Base):
    """One call or text. Its token is all that comes back from the carrier."""

    __tablename__ = "attempts"
    __table_args__ = (
        UniqueConstraint("delivery_id", "number"),
        Index("ix_attempts_live", "campaign_id", "state"),
        Index("ix_attempts_open", "state", "placing_at"),
        Index("ix_attempts_to_erase", "ended_at", sqlite_where=_KEPT, postgresql_where=_KEPT),
        Index("ix_attempts_uncounted", "id", sqlite_where=_UNCOUNTED, postgresql_where=_UNCOUNTED),
    )

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"))
    delivery_id: Mapped[int] = mapped_column(ForeignKey("deliveries.id"))
    number: Mapped[int]
    channel: Mapped[str] = mapped_column(String(8))
    token: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(16), default=AttemptState.PLACING)
    ref: Mapped[str | None] = mapped_column(String(64), index=True)
    code: Mapped[int | None]
    placing_at: Mapped[datetime]
    placed_at: Mapped[datetime | None]
    answered_at: Mapped[datetime | None]
    heard_at: Mapped[datetime | None]
    confirmed_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    looked_at: Mapped[datetime | None]
    missed_at: Mapped[datetime | None]
    """When the carrier's list did not have it for the first time; the second time it was never placed."""
    erased_at: Mapped[datetime | None]
    counted: Mapped[bool] = mapped_column(default=True)
    """Whether the caps know how it ended; only calls to homes are counted."""


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


class Sender(Base):
    """One of our own numbers, and the instant from which it may place the next call."""

    __tablename__ = "senders"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    next_slot: Mapped[datetime]
    slowed: Mapped[int] = mapped_column(default=0)
    """How often the pace was halved because the carrier had too much; it grows again step by step."""
    slowed_at: Mapped[datetime | None]


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
