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
    21206: (Remedy.NEVER, "the keys to dial an extension are not accepted"),
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
    30011: (Remedy.NEVER, "destination takes no such messages"),
    30014: (Remedy.NEVER, "the destination is not as it should be"),
    32203: (Remedy.NEVER, "destination closed by the carrier for fear of fraud"),
    10004: (Remedy.LATER, "too many calls at once for this account"),
    20009: (Remedy.LATER, "the record is not final yet"),
    20409: (Remedy.LATER, "the record is being changed"),
    20429: (Remedy.LATER, "too many requests at once"),
    20500: (Remedy.LATER, "server error"),
    20503: (Remedy.LATER, "service unavailable"),
    21611: (Remedy.LATER, "the sender's queue is full"),
    21619: (Remedy.LATER, "the record could not be made"),
    30001: (Remedy.LATER, "the sender's queue ran over"),
    30003: (Remedy.LATER, "handset switched off or out of range"),
    30008: (Remedy.LATER, "not delivered, reason unknown"),
    30012: (Remedy.LATER, "too little time left for it to be sent"),
    30017: (Remedy.LATER, "network congested"),
    30020: (Remedy.LATER, "fault in the carrier's timetable"),
    30021: (Remedy.LATER, "fault in the carrier's message service"),
    30022: (Remedy.LATER, "too many messages at once for this sender"),
    30023: (Remedy.LATER, "the sender's messages of this day are used up"),
    30027: (Remedy.LATER, "the sender's messages to one network are used up"),
    30410: (Remedy.LATER, "the network behind the carrier did not answer in time"),
    32001: (Remedy.LATER, "too many calls a second"),
    10001: (Remedy.STOP, "account not active"),
    10002: (Remedy.STOP, "trial account"),
    11100: (Remedy.STOP, "the carrier does not accept our web address"),
    20001: (Remedy.STOP, "the carrier does not know what we ask for"),
    20003: (Remedy.STOP, "account or token not accepted"),
    20005: (Remedy.STOP, "account not active"),
    20006: (Remedy.STOP, "access denied"),
    20008: (Remedy.STOP, "test account"),
    21201: (Remedy.STOP, "the request names no destination"),
    21203: (Remedy.STOP, "calls abroad are not enabled"),
    21205: (Remedy.STOP, "the carrier does not accept our web address"),
    21208: (Remedy.STOP, "the ring time is not accepted"),
    21209: (Remedy.STOP, "the carrier does not accept our method"),
    21210: (Remedy.STOP, "the sender is not ours"),
    21212: (Remedy.STOP, "invalid sender"),
    21213: (Remedy.STOP, "no sender given"),
    21215: (Remedy.STOP, "no permission to call this country"),
    21219: (Remedy.STOP, "a trial account calls its own numbers only"),
    21234: (Remedy.STOP, "the settings for machines are not accepted"),
    21262: (Remedy.STOP, "no address for what the machine detection finds"),
    21263: (Remedy.STOP, "the settings for machines are not accepted"),
    21408: (Remedy.STOP, "no permission to text this country"),
    21601: (Remedy.STOP, "the sender cannot send texts"),
    21602: (Remedy.STOP, "the text is empty"),
    21603: (Remedy.STOP, "no sender given"),
    21604: (Remedy.STOP, "the request names no destination"),
    21605: (Remedy.STOP, "the text is too long"),
    21606: (Remedy.STOP, "the sender cannot text this destination"),
    21607: (Remedy.STOP, "a trial account may not use this sender"),
    21608: (Remedy.STOP, "a trial account texts its own numbers only"),
    21609: (Remedy.STOP, "the carrier does not accept our status address"),
    21616: (Remedy.STOP, "the sender names several numbers"),
    21617: (Remedy.STOP, "the text is too long"),
    21618: (Remedy.STOP, "the text cannot be sent"),
    21624: (Remedy.STOP, "the time to keep a text is not accepted"),
    21626: (Remedy.STOP, "the carrier does not know the events we ask for"),
    21657: (Remedy.STOP, "invalid sender name"),
    21658: (Remedy.STOP, "the text or an address is too long"),
    23001: (Remedy.STOP, "redaction does not go with the number's own stop words"),
    23002: (Remedy.STOP, "redaction does not go with the short code's own stop words"),
    23003: (Remedy.STOP, "redaction does not go with a sticky sender"),
    23004: (Remedy.STOP, "redaction does not go with the carrier's opt-out"),
    23005: (Remedy.STOP, "redaction does not go with a fallback sender"),
    23006: (Remedy.STOP, "redaction does not go with webhooks by GET"),
    30002: (Remedy.STOP, "account suspended"),
    30007: (Remedy.STOP, "filtered as unwanted"),
    30010: (Remedy.STOP, "dearer than the account allows"),
    30013: (Remedy.STOP, "the time to keep a text is not accepted"),
    30015: (Remedy.STOP, "not a channel of this sender"),
    30016: (Remedy.STOP, "sender and destination do not go together"),
    30018: (Remedy.STOP, "the sender is not registered with the network"),
    30019: (Remedy.STOP, "the text is too long for the network"),
    30024: (Remedy.STOP, "the sender is not set up with the network"),
    30029: (Remedy.STOP, "the redaction asked for is not accepted"),
    30030: (Remedy.STOP, "the redaction asked for is not accepted"),
    30032: (Remedy.STOP, "the sender is not verified"),
    30033: (Remedy.STOP, "the sender's registration is suspended"),
    30034: (Remedy.STOP, "the sender is not registered with the network"),
    30035: (Remedy.STOP, "the sender is still being set up"),
    32017: (Remedy.STOP, "blocked because of the number we show"),
    32018: (Remedy.STOP, "the document is too long"),
    32205: (Remedy.STOP, "no permission to call this country"),
}


def remedy(code: int | None) -> Remedy | None:
    """Say what a code in a report asks of us; None where it says nothing about the next try."""
    return CODES[code][0] if code is not None and code in CODES else None


def meaning(code: int | None) -> str:
    """Say a code in our own words, for operators."""
    return CODES[code][1] if code is not None and code in CODES else "not accepted"
