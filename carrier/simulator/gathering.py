"""Gather: keys are awaited while something is said, and after it."""

# https://www.twilio.com/docs/voice/twiml/gather

from typing import TYPE_CHECKING

from carrier.simulator.passing import listen
from carrier.simulator.processes import Step
from carrier.simulator.verbs import Gather

if TYPE_CHECKING:
    from carrier.simulator.performer import Performer

Said = tuple[tuple[str, str], ...]


def gather(performer: "Performer", verb: Gather) -> Step[Said | None]:
    """Return what the action is told; None when nothing was pressed and the next verb has its turn."""
    key = yield from _while_spoken(performer, verb)
    pressed, finished = yield from _keys(performer, verb, key)
    if not pressed and not verb.on_empty:
        return None
    return (("Digits", pressed), ("FinishedOnKey", finished), ("msg", "Gather End"))


def _while_spoken(performer: "Performer", verb: Gather) -> Step[str | None]:
    for spoken in verb.spoken:
        key = yield from performer.utter(spoken, interrupted=verb.keys)
        if key is not None:
            return key
    return None


def _keys(performer: "Performer", verb: Gather, key: str | None) -> Step[tuple[str, str]]:
    """Collect keys until there are enough, the finishing one comes, or none comes in time."""
    pressed = ""
    while True:
        if key is None:
            key = yield from _next_key(performer, verb, first=not pressed)
        if key is None:
            return pressed, ""
        if key == verb.finish:
            return pressed, key
        pressed += key
        if verb.most_digits is not None and len(pressed) >= verb.most_digits:
            return pressed, ""
        key = None


def _next_key(performer: "Performer", verb: Gather, *, first: bool) -> Step[str | None]:
    call = performer.call
    person = call.persona
    call.listening = True
    try:
        if (
            not verb.keys
            or person is None
            or person.key is None
            or not first
            or person.thinks >= verb.timeout
        ):
            return (yield from listen(call, verb.timeout))
        key = yield from listen(call, person.thinks)
        if key is None:
            call.note("key", person.key)
        return key or person.key
    finally:
        call.listening = False
