"""Time that passes in a connected call, and what can cut it short."""

from datetime import timedelta

from carrier.simulator.calls import COMPLETED, Call, Source
from carrier.simulator.processes import HangUp, KeyDown, Move, OtherEnded, Step, Wait


class Over(Exception):
    """The call ends with this status."""

    def __init__(self, status: str = COMPLETED) -> None:
        super().__init__(status)
        self.status = status


class Moved(Exception):
    """The call goes on with another document, by a request to the REST API."""

    def __init__(self, source: Source) -> None:
        super().__init__("moved")
        self.source = source


def listen(call: Call, seconds: float) -> Step[str | None]:
    """Let time pass; return the key that was pressed, or None when all of it has passed.

    Raises Over when somebody hangs up or the call may last no longer, and Moved.
    """
    until = call.now + timedelta(seconds=seconds)
    if call.leaves_at is not None and call.leaves_at < until:
        until, last = call.leaves_at, True
    else:
        last = False
    signal = yield Wait(max(0.0, (until - call.now).total_seconds()))
    match signal:
        case KeyDown(key):
            call.note("key", key)
            return key
        case HangUp():
            raise Over
        case Move(url, twiml, method):
            raise Moved(Source(url, method, twiml))
        case OtherEnded() if call.other is None:  # It came too late to matter.
            return (yield from listen(call, (until - call.now).total_seconds()))
    if last:
        raise Over
    return None


def hold(call: Call, seconds: float) -> Step[None]:
    """Let time pass; keys change nothing."""
    until = call.now + timedelta(seconds=seconds)
    while (yield from listen(call, (until - call.now).total_seconds())) is not None:
        pass
