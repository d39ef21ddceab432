"""Finds out who answered, a person or a machine: before the first word, or in the background."""

# https://www.twilio.com/docs/voice/answering-machine-detection

from datetime import datetime, timedelta

from carrier.simulator.calls import Call
from carrier.simulator.passing import hold
from carrier.simulator.port import Company
from carrier.simulator.processes import Step

_SECONDS = {"human": 2.0, "fax": 3.0, "unknown": 30.0}
_MACHINE_SECONDS = 4.0
_AFTER_GREETING = {"machine_end_beep": 0.3, "machine_end_silence": 1.2}


def detect(company: Company, call: Call) -> Step[None]:
    """Find out who answered, where that was asked for; with SendDigits the wish is ignored."""
    order = call.order
    if order.detection is None or order.send_digits:
        return
    word, seconds = _verdict(call, order.detection)
    if not order.in_background:
        yield from hold(call, seconds)
        call.answered_by = word
        return
    params = {
        "CallSid": call.sid,
        "AccountSid": call.account,
        "AnsweredBy": word,
        "MachineDetectionDuration": str(round(seconds * 1000)),
    }

    def known(at: datetime) -> None:
        if call.over:
            return
        call.answered_by = word
        if order.detection_url is not None:
            company.tell(call.sid, order.detection_url, order.detection_method, params, at)

    company.at(call.now + timedelta(seconds=seconds), call.sid, known)


def _verdict(call: Call, kind: str) -> tuple[str, float]:
    """Return the carrier's word and how long it takes to find it."""
    person = call.persona
    sound = "human" if person is None else person.sounds_like
    if person is None or sound in _SECONDS:
        return sound, _SECONDS[sound]
    if kind == "Enable":
        return "machine_start", _MACHINE_SECONDS
    return sound, person.greeting + _AFTER_GREETING[sound]
