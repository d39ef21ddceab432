"""What a call or text that is over counts as."""

from datetime import datetime

from campaigns.states import AttemptState
from carrier.port import Listener, Progress

_NOT_CONNECTED = {
    Progress.BUSY: AttemptState.BUSY,
    Progress.NO_ANSWER: AttemptState.NO_ANSWER,
    Progress.FAILED: AttemptState.FAILED,
    Progress.CANCELLED: AttemptState.CANCELLED,
}
_TEXT_ENDS = {
    Progress.DELIVERED: AttemptState.DELIVERED,
    Progress.UNDELIVERED: AttemptState.UNDELIVERED,
    Progress.FAILED: AttemptState.FAILED,
    Progress.CANCELLED: AttemptState.FAILED,
}


def end_of_call(
    progress: Progress,
    acknowledged_at: datetime | None,
    heard_at: datetime | None,
    seconds: int | None,
    listener: Listener | None = None,
    one_playing: float | None = None,
) -> AttemptState:
    """Return how a call ended. `seconds` is the connected time, `one_playing` how long the words take once.

    What was heard or confirmed stands, whatever the carrier says of the call afterwards. Raises ValueError
    where the carrier's progress is no end.
    """
    if acknowledged_at is not None:
        return AttemptState.ACKNOWLEDGED
    if progress == Progress.COMPLETED or heard_at is not None:
        return _connected(heard_at, seconds, listener, one_playing)
    if progress not in _NOT_CONNECTED:
        raise ValueError(f"a call that is {progress} has not ended")
    return _NOT_CONNECTED[progress]


def _connected(
    heard_at: datetime | None, seconds: int | None, listener: Listener | None, one_playing: float | None
) -> AttemptState:
    if listener == Listener.MACHINE:
        return AttemptState.MACHINE
    long_enough = seconds is not None and one_playing is not None and seconds >= one_playing
    return AttemptState.HEARD if heard_at is not None or long_enough else AttemptState.HUNG_UP_EARLY


def end_of_text(progress: Progress) -> AttemptState:
    """Return how a text ended; raises ValueError where the carrier's progress is no end."""
    if progress not in _TEXT_ENDS:
        raise ValueError(f"a text that is {progress} has not ended")
    return _TEXT_ENDS[progress]
