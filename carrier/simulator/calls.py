"""One telephone call as the carrier keeps it."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import NamedTuple

from carrier.simulator.personas import Persona
from carrier.simulator.processes import Process

API_VERSION = "2010-04-01"
EVENTS = ("initiated", "ringing", "answered", "completed")
QUEUED, INITIATED, RINGING, IN_PROGRESS = "queued", "initiated", "ringing", "in-progress"
COMPLETED, BUSY, NO_ANSWER, FAILED, CANCELED = "completed", "busy", "no-answer", "failed", "canceled"
ENDED = frozenset({COMPLETED, BUSY, NO_ANSWER, FAILED, CANCELED})
MOST_HEARD = 300
LONGEST_CALL = 14_400


class Source(NamedTuple):
    """Where a document comes from: a URL, or the document itself; `said` is sent along with the request."""

    url: str | None
    method: str = "POST"
    twiml: str | None = None
    said: tuple[tuple[str, str], ...] = ()


class Heard(NamedTuple):
    """Something in a call: kind is say, play, key, dial, error; language is a locale such as ja-JP."""

    kind: str
    text: str
    language: str | None = None


class Recorded(NamedTuple):
    """What a machine has kept of an utterance; not whole where that began before the beep or was cut off."""

    text: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Order:
    """What was asked for when the call was made, or what our number is set to."""

    to: str
    from_: str
    answer: Source
    fallback: Source | None = None
    status_url: str | None = None
    status_method: str = "POST"
    events: frozenset[str] = frozenset({"completed"})
    timeout: int = 60
    time_limit: int = LONGEST_CALL
    detection: str | None = None
    detection_url: str | None = None
    detection_method: str = "POST"
    in_background: bool = False
    """Whether the document is performed while it is being found out who answered."""
    send_digits: str | None = None


@dataclass(slots=True, eq=False)
class Call:
    """A call from its first second to its erasure. Only its own life, or the network's lock, changes it."""

    sid: str
    serial: int
    account: str
    direction: str
    order: Order
    attempt: int
    created_at: datetime
    persona: Persona | None = None
    """None: a telephone of ours is held by somebody."""
    status: str = QUEUED
    queue_seconds: float = 0.0
    started_at: datetime | None = None
    answered_at: datetime | None = None
    ended_at: datetime | None = None
    leaves_at: datetime | None = None
    answered_by: str | None = None
    sequence: int = 0
    process: Process | None = None
    listening: bool = False
    """The carrier waits for a key and says nothing."""
    heard: list[Heard] = field(default_factory=list)
    saying: int | None = None
    """Which entry of `heard` is being said just now."""
    beeps_at: datetime | None = None
    """When a machine that answered begins to record."""
    recorded: list[Recorded] = field(default_factory=list)
    parent: str | None = None
    """The call that dialled this one."""
    other: "Call | None" = None
    """The call at the other end of a Dial, while that lasts."""
    _common: dict[str, str] | None = None

    @property
    def over(self) -> bool:
        """Tell whether the call has ended."""
        return self.status in ENDED

    @property
    def now(self) -> datetime:
        """Return the instant of its own life; the call must be under way."""
        return self.process.now if self.process is not None else self.created_at

    @property
    def seconds(self) -> int:
        """Return how long it was connected, in whole seconds."""
        if self.answered_at is None or self.ended_at is None:
            return 0
        return max(1, round((self.ended_at - self.answered_at).total_seconds()))

    def note(self, kind: str, text: str, language: str | None = None) -> None:
        """Keep what was said or pressed."""
        if len(self.heard) < MOST_HEARD:
            self.heard.append(Heard(kind, text, language))

    def record(self, text: str, begun: datetime, lasts: float) -> None:
        """Let a machine keep what was said since `begun`; people and greetings keep nothing."""
        if self.beeps_at is not None and self.now > self.beeps_at and len(self.recorded) < MOST_HEARD:
            to_its_end = self.now >= begun + timedelta(seconds=lasts)
            self.recorded.append(Recorded(text, begun >= self.beeps_at and to_its_end))

    def params(self) -> dict[str, str]:
        """Return the parameters that every webhook of this call carries."""
        if self._common is None:
            self._common = _common(self)
        word = None if self.order.in_background else self.answered_by
        answered_by = {"AnsweredBy": word} if word else {}
        return {**self._common, "CallStatus": self.status, **answered_by}


def _common(call: Call) -> dict[str, str]:
    ends = {
        "From": call.order.from_,
        "Caller": call.order.from_,
        "To": call.order.to,
        "Called": call.order.to,
    }
    common = {
        "CallSid": call.sid,
        "AccountSid": call.account,
        "ApiVersion": API_VERSION,
        "Direction": call.direction,
        **ends,
    }
    for name, number in ends.items():
        common.update(places(name, number))
    return common


def places(name: str, number: str) -> dict[str, str]:
    """Return the place parameters of one end; of numbers in Japan the carrier knows the country alone."""
    country = "JP" if number.startswith("+81") else "US" if number.startswith("+1") else ""
    return {f"{name}City": "", f"{name}State": "", f"{name}Zip": "", f"{name}Country": country}
