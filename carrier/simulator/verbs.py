"""TwiML verbs as data."""

# https://www.twilio.com/docs/voice/twiml

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Say:
    """Words to be said; loop 0 is until the call ends.

    `letters` of them are said at the voice's own pace, with so many seconds of `rests` and these `marks`.
    """

    text: str
    voice: str | None = None
    language: str | None = None
    loop: int = 1
    letters: float = 0.0
    rests: float = 0.0
    marks: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Play:
    """A recording to be played, or keys to be sounded."""

    url: str
    loop: int = 1
    digits: str | None = None


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence."""

    seconds: int = 1


@dataclass(frozen=True, slots=True)
class Gather:
    """Keys are awaited while and after something is said."""

    spoken: tuple[Say | Play | Pause, ...]
    action: str | None = None
    method: str = "POST"
    most_digits: int | None = None
    timeout: int = 5
    finish: str = "#"
    on_empty: bool = False
    keys: bool = True
    """False where only speech is awaited, which nobody here utters."""


@dataclass(frozen=True, slots=True)
class Redirect:
    """The call goes on with another document."""

    url: str
    method: str = "POST"


@dataclass(frozen=True, slots=True)
class Hangup:
    """The call ends."""


@dataclass(frozen=True, slots=True)
class Reject:
    """A call that arrives is not answered."""

    busy: bool = False


@dataclass(frozen=True, slots=True)
class Dial:
    """The caller is connected to somebody else, who sees `caller_id`, or the caller's number without one."""

    number: str
    action: str | None = None
    method: str = "POST"
    timeout: int = 30
    time_limit: int = 14_400
    caller_id: str | None = None


Verb = Say | Play | Pause | Gather | Redirect | Hangup | Reject | Dial
