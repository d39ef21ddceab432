"""Dial: another telephone rings, and two people talk."""

# https://www.twilio.com/docs/voice/twiml/dial

import re

from carrier.simulator.calls import COMPLETED, FAILED, Call, Order, Source
from carrier.simulator.passing import listen
from carrier.simulator.port import Company
from carrier.simulator.processes import Step
from carrier.simulator.verbs import Dial

BAD_CALLER_ID, BAD_NUMBER = 13214, 13223
_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")
_LOOKS_AGAIN = 3600.0
Said = tuple[tuple[str, str], ...]


def dial(company: Company, call: Call, verb: Dial) -> Step[Said]:
    """Ring a number and let the two talk; return what the action is told. Whoever hangs up ends it."""
    call.note("dial", verb.number)
    shown = verb.caller_id or call.order.from_
    fault = _fault(company, call, verb, shown)
    if fault is not None:
        company.alert(fault, "Dial cannot be done", call.sid)
        return (("DialCallStatus", FAILED),)
    order = Order(verb.number, shown, Source(None), timeout=verb.timeout, time_limit=verb.time_limit)
    other = company.connect(call, order)
    try:
        while not other.over:
            yield from listen(call, _LOOKS_AGAIN)
    finally:
        call.other = other.other = None
        company.end(other)
    return _told(other)


def _fault(company: Company, call: Call, verb: Dial, shown: str) -> int | None:
    if not _E164.match(verb.number):
        return BAD_NUMBER
    # Shown may be a number of the customer's, or one of the two that talk already.
    if verb.caller_id and shown not in {*company.numbers, call.order.from_, call.order.to}:
        return BAD_CALLER_ID
    return None


def _told(other: Call) -> Said:
    bridged = other.status == COMPLETED
    length = (("DialCallDuration", str(other.seconds)),) if bridged else ()
    return (
        ("DialCallSid", other.sid),
        ("DialCallStatus", other.status),
        ("DialBridged", str(bridged).lower()),
        *length,
    )
