"""What the carrier tells us, as types: only these few fields ever leave a webhook's form."""

from dataclasses import dataclass

from carrier.port import Listener, Progress
from privacy.number import Caller


@dataclass(frozen=True, slots=True)
class CallArrived:
    """Somebody dialled one of our numbers. `dialled` is ours, in E.164; who calls is not here."""

    dialled: str


@dataclass(frozen=True, slots=True)
class KeyPressed:
    """One key: a digit, `*` or `#`; empty when none came in time. More than one counts as the first.

    `dialled` is the number of ours that the caller rang, in E.164; empty in a call that we made.
    """

    key: str
    caller: Caller
    dialled: str = ""


@dataclass(frozen=True, slots=True)
class PutThrough:
    """A caller was to be put through to a person: whether they talked."""

    talked: bool


@dataclass(frozen=True, slots=True)
class CallProgress:
    """One of our calls came so far. `seconds` is the connected time, known at the end only."""

    ref: str
    progress: Progress
    sequence: int | None = None
    seconds: int | None = None
    listener: Listener | None = None
    code: int | None = None


@dataclass(frozen=True, slots=True)
class Verdict:
    """Who answered one of our calls. `records`: a machine has said its greeting, and keeps what follows."""

    ref: str
    listener: Listener
    records: bool = False


@dataclass(frozen=True, slots=True)
class TextArrived:
    """A text came to one of our numbers; the words are for this request only."""

    dialled: str
    words: str
    caller: Caller


@dataclass(frozen=True, slots=True)
class TextProgress:
    """One of our texts came so far."""

    ref: str
    progress: Progress
    code: int | None = None
