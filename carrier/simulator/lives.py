"""The life of a call, from dialling to its end."""

from datetime import datetime, timedelta
from email.utils import format_datetime

from carrier.simulator.calls import (
    BUSY,
    CANCELED,
    COMPLETED,
    FAILED,
    IN_PROGRESS,
    INITIATED,
    NO_ANSWER,
    RINGING,
    Call,
)
from carrier.simulator.listening import detect
from carrier.simulator.passing import Over, hold
from carrier.simulator.performer import Performer
from carrier.simulator.personas import Outcome
from carrier.simulator.port import Company
from carrier.simulator.processes import HangUp, Life, PickUp, Step, Wait

_SIP = {COMPLETED: "200", BUSY: "486", NO_ANSWER: "487", CANCELED: "487", FAILED: "404"}
_ATTENDED_DIAL_SECONDS = 0.5


def outbound(company: Company, call: Call) -> Life:
    """Dial, ring, speak, end."""
    try:
        call.started_at = call.now
        _progress(company, call, INITIATED, "initiated")
        yield from _reach(company, call)
        call.answered_at = call.now
        call.leaves_at = _leaves_at(call)
        if call.persona is not None and call.persona.outcome is Outcome.MACHINE:
            call.beeps_at = call.now + timedelta(seconds=call.persona.greeting)
        _progress(company, call, IN_PROGRESS, "answered")
        yield from detect(company, call)
        yield from Performer(company, call).run()
        _end(company, call, COMPLETED)
    except Over as over:
        _end(company, call, over.status)


def dialled(company: Company, call: Call) -> Life:
    """Ring for a Dial, talk, end."""
    try:
        call.started_at = call.now
        yield from _reach(company, call)
        call.answered_at = call.now
        call.status = IN_PROGRESS
        call.leaves_at = _leaves_at(call)
        call.listening = True  # Nothing is said to them by the carrier from now on.
        yield from hold(call, call.order.time_limit)
        _end(company, call, COMPLETED)
    except Over as over:
        _end(company, call, over.status)


def inbound(company: Company, call: Call) -> Life:
    """Somebody dialled one of our numbers: ask the application what to do."""
    call.started_at = call.now
    call.status = RINGING
    call.leaves_at = call.now + timedelta(seconds=call.order.time_limit)
    try:
        yield from Performer(company, call).run()
        _end(company, call, COMPLETED)
    except Over as over:
        _end(company, call, over.status)


def _reach(company: Company, call: Call) -> Step[None]:
    """Return when somebody has answered; raise Over when nobody does."""
    person = call.persona
    yield from _until(_ATTENDED_DIAL_SECONDS if person is None else person.dial_seconds)
    if person is not None and person.outcome in {Outcome.BUSY, Outcome.FAILED}:
        raise Over(BUSY if person.outcome is Outcome.BUSY else FAILED)
    _progress(company, call, RINGING, "ringing")
    answers = person is not None and person.outcome is not Outcome.NO_ANSWER
    if person is not None and answers and person.ring_seconds < call.order.timeout:
        yield from _until(person.ring_seconds)
    elif not (yield from _until(call.order.timeout, answerable=person is None)):
        raise Over(NO_ANSWER)


def _until(seconds: float, *, answerable: bool = False) -> Step[bool]:
    """Let time pass before anybody has answered; True when a telephone was picked up."""
    signal = yield Wait(seconds)
    while signal is not None:
        if isinstance(signal, HangUp):
            raise Over(CANCELED)
        if answerable and isinstance(signal, PickUp):
            return True
        signal = yield Wait(seconds)
    return False


def _leaves_at(call: Call) -> datetime:
    """Return when the call ends at the latest: by its limit, or by the listener's patience."""
    stays = call.order.time_limit if call.persona is None else min(call.order.time_limit, call.persona.stays)
    return call.now + timedelta(seconds=stays)


def _end(company: Company, call: Call, status: str) -> None:
    call.ended_at = call.now
    if status == COMPLETED and call.answered_at is None:
        status = NO_ANSWER if call.direction == "inbound" else CANCELED
    _progress(company, call, status, "completed")
    company.ended(call)


def _progress(company: Company, call: Call, status: str, event: str) -> None:
    """Move the call on and tell the application if it asked to be told of this."""
    call.status = status
    if call.order.status_url is None or event not in call.order.events:
        return
    params = call.params()
    params["Timestamp"] = format_datetime(call.now)
    params["CallbackSource"] = "call-progress-events"
    params["SequenceNumber"] = str(call.sequence)
    call.sequence += 1
    if event == "completed":
        params["SipResponseCode"] = _SIP[status]
        params["CallDuration"] = str(call.seconds)
        params["Duration"] = str(-(-call.seconds // 60))
    company.tell(call.sid, call.order.status_url, call.order.status_method, params, call.now)
