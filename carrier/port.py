"""What we need of a telephone network: few methods, two failures."""

import enum
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from privacy.number import PhoneNumber


class Progress(enum.StrEnum):
    """How far a call or a text has come, in our words; statuses.py translates the carrier's."""

    QUEUED = "queued"
    RINGING = "ringing"
    ANSWERED = "answered"
    COMPLETED = "completed"  # It was connected and has ended; whether anybody heard is for us to know.
    BUSY = "busy"
    NO_ANSWER = "no_answer"
    FAILED = "failed"
    CANCELLED = "cancelled"
    SENT = "sent"
    DELIVERED = "delivered"
    UNDELIVERED = "undelivered"


class Listener(enum.StrEnum):
    """Who answered, where the carrier was asked to find out."""

    HUMAN = "human"
    MACHINE = "machine"
    UNKNOWN = "unknown"


class CarrierError(Exception):
    """The carrier did not do it. The text names the carrier's code and never a number."""

    def __init__(self, reason: str, code: int | None = None, *, fatal: bool = False) -> None:
        super().__init__(f"{reason} (carrier code {code})" if code else reason)
        self.code = code
        self.fatal = fatal
        """True where no other call of this campaign can succeed either: account, sender, permissions."""


class Refused(CarrierError):
    """It never will: wrong number, blocked, not allowed."""


class Unavailable(CarrierError):
    """It may later: time-out, rate limit, server error."""

    def __init__(self, reason: str, code: int | None = None, *, processed: bool | None = None) -> None:
        super().__init__(reason, code)
        self.processed = processed
        """False: certainly not done (429). None: nobody knows; look it up before trying again."""


@dataclass(frozen=True, slots=True)
class CallOrder:
    """One call to place. Every URL is absolute and carries the attempt's token."""

    to: PhoneNumber
    sender: str
    answer_url: str
    status_url: str
    ring_seconds: int = 30
    max_seconds: int = 180
    send_digits: str | None = None
    listener_url: str | None = None
    """Where to tell who answered, a person or a machine; with None or `send_digits` nobody finds out."""


@dataclass(frozen=True, slots=True)
class TextOrder:
    """One text message to send."""

    to: PhoneNumber
    sender: str
    body: str
    status_url: str
    valid_seconds: int = 14_400


@dataclass(frozen=True, slots=True)
class Record:
    """What the carrier says of one call or text. `to` is for matching in memory only."""

    ref: str
    progress: Progress
    to: PhoneNumber | None = None
    created_at: datetime | None = None
    duration: int | None = None
    code: int | None = None
    listener: Listener | None = None


class Carrier(Protocol):
    """A telephone network. Every method raises Refused or Unavailable, and nothing else."""

    def place(self, order: CallOrder) -> str:
        """Place one call and return the carrier's reference."""

    def send(self, order: TextOrder) -> str:
        """Send one text and return the carrier's reference."""

    def look_up(self, ref: str) -> Record:
        """Return what the carrier holds of one call or text."""

    def list_calls(self, sender: str, since: datetime, *, limit: int = 1000) -> Iterator[Record]:
        """List calls from our sender that began on or after `since`; never filtered by destination."""

    def list_texts(self, sender: str, since: datetime, *, limit: int = 1000) -> Iterator[Record]:
        """List texts from our sender, likewise."""

    def cancel(self, ref: str) -> None:
        """Cancel a call that has not been answered; one that has been, or has ended, stays as it is."""

    def say_again(self, ref: str, url: str) -> None:
        """Let a call that is under way go on with the document at `url`; any other stays as it is."""

    def erase(self, ref: str) -> None:
        """Delete the carrier's record. Raises Unavailable while the carrier has not finalised it."""
