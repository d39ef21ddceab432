"""Dial: only enough to end sensibly; somebody answers after a while and talks for a while."""

from carrier.simulator.calls import Call
from carrier.simulator.passing import hold
from carrier.simulator.processes import Step
from carrier.simulator.verbs import Dial

_RINGS, _TALKS = 5, 30


def dial(call: Call, verb: Dial) -> Step[tuple[tuple[str, str], ...]]:
    """Connect the caller for half a minute; return what the action is told."""
    call.note("dial", verb.number)
    if verb.timeout < _RINGS:
        yield from hold(call, verb.timeout)
        return (("DialCallStatus", "no-answer"),)
    talked = min(_TALKS, verb.time_limit or _TALKS)
    yield from hold(call, _RINGS + talked)
    return (("DialCallStatus", "completed"), ("DialCallDuration", str(talked)))
