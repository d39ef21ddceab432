"""What the carrier's error codes mean for the next try: never there, later, or stop the campaign."""

import enum
from collections.abc import Mapping


class Remedy(enum.StrEnum):
    """What a failure asks of us."""

    NEVER = "never"  # This destination will not be reached, today or tomorrow.
    LATER = "later"
    STOP = "stop"  # No other call or text of the campaign can succeed either.


# https://www.twilio.com/docs/api/errors
CODES: Mapping[int, tuple[Remedy, str]] = {
    21202: (Remedy.NEVER, "premium-rate destination"),
    21211: (Remedy.NEVER, "invalid destination"),
    21214: (Remedy.NEVER, "destination out of reach for calls"),
    21216: (Remedy.NEVER, "destination on the carrier's block list"),
    21217: (Remedy.NEVER, "destination is no telephone number"),
    21610: (Remedy.NEVER, "the recipient has opted out at the carrier"),
    21612: (Remedy.NEVER, "destination out of reach for texts"),
    21614: (Remedy.NEVER, "destination is not a mobile"),
    30004: (Remedy.NEVER, "destination refuses this message"),
    30005: (Remedy.NEVER, "unknown handset"),
    30006: (Remedy.NEVER, "landline, or a network that takes no texts"),
    10004: (Remedy.LATER, "too many calls at once for this account"),
    20009: (Remedy.LATER, "the record is not final yet"),
    20409: (Remedy.LATER, "the record is being changed"),
    20429: (Remedy.LATER, "too many requests at once"),
    20500: (Remedy.LATER, "server error"),
    20503: (Remedy.LATER, "service unavailable"),
    21611: (Remedy.LATER, "the sender's queue is full"),
    30001: (Remedy.LATER, "the sender's queue ran over"),
    30003: (Remedy.LATER, "handset switched off or out of range"),
    30008: (Remedy.LATER, "not delivered, reason unknown"),
    30017: (Remedy.LATER, "network congested"),
    30410: (Remedy.LATER, "the network behind the carrier did not answer in time"),
    10001: (Remedy.STOP, "account not active"),
    10002: (Remedy.STOP, "trial account"),
    20003: (Remedy.STOP, "account or token not accepted"),
    20005: (Remedy.STOP, "account not active"),
    20006: (Remedy.STOP, "access denied"),
    20008: (Remedy.STOP, "test account"),
    21203: (Remedy.STOP, "calls abroad are not enabled"),
    21205: (Remedy.STOP, "the carrier does not accept our web address"),
    21210: (Remedy.STOP, "the sender is not ours"),
    21212: (Remedy.STOP, "invalid sender"),
    21213: (Remedy.STOP, "no sender given"),
    21215: (Remedy.STOP, "no permission to call this country"),
    21408: (Remedy.STOP, "no permission to text this country"),
    21603: (Remedy.STOP, "no sender given"),
    21606: (Remedy.STOP, "the sender cannot text this destination"),
    21609: (Remedy.STOP, "the carrier does not accept our status address"),
    21657: (Remedy.STOP, "invalid sender name"),
    30002: (Remedy.STOP, "account suspended"),
    30007: (Remedy.STOP, "filtered as unwanted"),
    30018: (Remedy.STOP, "the sender is not registered with the network"),
    30024: (Remedy.STOP, "the sender is not set up with the network"),
    30032: (Remedy.STOP, "the sender is not verified"),
    32017: (Remedy.STOP, "blocked because of the number we show"),
}


def remedy(code: int | None) -> Remedy | None:
    """Say what a code in a report asks of us; None where it says nothing about the next try."""
    return CODES[code][0] if code is not None and code in CODES else None


def meaning(code: int | None) -> str:
    """Say a code in our own words, for operators."""
    return CODES[code][1] if code is not None and code in CODES else "not accepted"
