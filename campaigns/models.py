"""The tables of campaigns: who is warned with which words, and what came of each call."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, LargeBinary, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from campaigns.registers import Institution, Rung, Surge
from campaigns.states import AttemptState, CampaignState, DeliveryState
from db.base import Base

__all__ = [
    "Attempt",
    "Campaign",
    "Delivery",
    "Institution",
    "Reminder",
    "Rung",
    "Script",
    "Sender",
    "Surge",
]


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
    approved_parts: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """A fingerprint of each part of what was approved, so that a change has a name."""
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
    correction_of: Mapped[str | None] = mapped_column(String(12), unique=True)
    """The campaign whose words this one corrects, to those who were reached; each is corrected once."""
    series_of: Mapped[str | None] = mapped_column(String(12), index=True)
    """The recurring campaign of which this is one run."""
    next_run_at: Mapped[datetime | None]
    """When a recurring campaign runs next; None for others, and when there is no further run."""
    missed_runs: Mapped[int] = mapped_column(default=0)
    remainder: Mapped[int | None]
    """How many the approver accepts to be left over when `not_after` comes."""
    live: Mapped[bool] = mapped_column(default=False)
    """Whether it was made for a live carrier; training and live never mix."""
    final: Mapped[dict[str, Any] | None] = mapped_column(JSON)
    """The facts of the report, kept when the recipients are erased."""


class Script(Base):
    """The words of a campaign in one language, pinned when it was made; `{date}` is filled in at the call."""

    __tablename__ = "scripts"

    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"), primary_key=True)
    language: Mapped[str] = mapped_column(String(12), primary_key=True)
    voice: Mapped[str]
    text: Mapped[str]


_CLAIMED = text("state = 'claimed'")
"""Deliveries on a lease: few, whatever the campaign's size."""


class Delivery(Base):
    """One recipient. The number is sealed under the campaign's key and gone when the campaign is closed."""

    __tablename__ = "deliveries"
    __table_args__ = (
        UniqueConstraint("campaign_id", "handle"),
        Index("ix_deliveries_due", "campaign_id", "state", "channel", "due_at"),
        Index("ix_deliveries_leases", "lease_until", sqlite_where=_CLAIMED, postgresql_where=_CLAIMED),
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
    sender: Mapped[str] = mapped_column(String(40), default="")
    """The number or name of ours that it comes from."""
    token: Mapped[str] = mapped_column(String(32), unique=True)
    state: Mapped[str] = mapped_column(String(16), default=AttemptState.PLACING)
    ref: Mapped[str | None] = mapped_column(String(64), index=True)
    listener: Mapped[str | None] = mapped_column(String(8))
    """Who answered, where the carrier was asked to find out: human, machine, unknown."""
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


class Sender(Base):
    """One of our own numbers, and the instant from which it may place the next call."""

    __tablename__ = "senders"

    name: Mapped[str] = mapped_column(String(40), primary_key=True)
    next_slot: Mapped[datetime]
    slowed: Mapped[int] = mapped_column(default=0)
    """How often the pace was halved because the carrier had too much; it grows again step by step."""
    slowed_at: Mapped[datetime | None]


class Reminder(Base):
    """Word to the approvers that a campaign waits for them; sent by one of the workers, tried again."""

    __tablename__ = "reminders"
    __table_args__ = (UniqueConstraint("campaign_id", "way", "about"),)

    id: Mapped[int] = mapped_column(primary_key=True)
    campaign_id: Mapped[str] = mapped_column(ForeignKey("campaigns.id"))
    way: Mapped[str] = mapped_column(String(10))
    """webhook or mail."""
    about: Mapped[str] = mapped_column(String(12))
    """waits, second (an emergency lacks its second approval) or lapses."""
    due_at: Mapped[datetime] = mapped_column(index=True)
    tries: Mapped[int] = mapped_column(default=0)
    sent_at: Mapped[datetime | None]
