"""One text message as the carrier keeps it, and its life."""

from dataclasses import dataclass
from datetime import datetime

from carrier.simulator.calls import API_VERSION, places
from carrier.simulator.personas import Receipt
from carrier.simulator.port import Company
from carrier.simulator.processes import Life, Process, Wait

QUEUED, SENT, DELIVERED, UNDELIVERED = "queued", "sent", "delivered", "undelivered"
FAILED, CANCELED, RECEIVED = "failed", "canceled", "received"
ENDED = frozenset({DELIVERED, UNDELIVERED, FAILED, CANCELED, RECEIVED})
UNREACHABLE, UNKNOWN_HANDSET, QUEUE_OVERFLOW = 30003, 30005, 30001
_SENDING_SECONDS = 0.6
_GSM = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM_DOUBLE = frozenset("^{}\\[]~|€\f")


@dataclass(slots=True, eq=False)
class Text:
    """A text from its order to its erasure."""

    sid: str
    serial: int
    account: str
    direction: str
    to: str
    from_: str
    body: str
    created_at: datetime
    attempt: int = 0
    status_url: str | None = None
    valid_seconds: int = 36_000
    fate: tuple[Receipt, float] = (Receipt.DELIVERED, 1.0)
    status: str = QUEUED
    started_at: datetime | None = None
    """When it left for the network."""
    ended_at: datetime | None = None
    error: int | None = None
    process: Process | None = None

    @property
    def over(self) -> bool:
        """Tell whether nothing more will become of it."""
        return self.status in ENDED

    @property
    def segments(self) -> int:
        """Return how many short messages the body takes."""
        units = [1 if letter in _GSM else 2 if letter in _GSM_DOUBLE else 0 for letter in self.body]
        if all(units):
            return max(1, -(-sum(units) // 153)) if sum(units) > 160 else 1
        length = len(self.body.encode("utf-16-le")) // 2
        return -(-length // 67) if length > 70 else 1

    def params(self) -> dict[str, str]:
        """Return what a status callback of this text carries."""
        return {
            "MessageSid": self.sid,
            "SmsSid": self.sid,
            "AccountSid": self.account,
            "ApiVersion": API_VERSION,
            "From": self.from_,
            "To": self.to,
            "MessageStatus": self.status,
            "SmsStatus": self.status,
            **({"ErrorCode": str(self.error)} if self.error else {}),
        }

    def arrival(self) -> dict[str, str]:
        """Return what the webhook of a text that came in carries."""
        return {
            **dict.fromkeys(("MessageSid", "SmsSid", "SmsMessageSid"), self.sid),
            "AccountSid": self.account,
            "ApiVersion": API_VERSION,
            "From": self.from_,
            "To": self.to,
            "Body": self.body,
            "NumMedia": "0",
            "NumSegments": str(self.segments),
            "SmsStatus": RECEIVED,
            **places("From", self.from_),
            **places("To", self.to),
        }


def outgoing(company: Company, text: Text, process: Process) -> Life:
    """Send, and hear of the receipt or not."""
    receipt, seconds = text.fate
    if (process.now - text.created_at).total_seconds() > text.valid_seconds:
        _become(company, text, process, FAILED, QUEUE_OVERFLOW)
        return
    if (yield Wait(_SENDING_SECONDS)) is not None:
        _become(company, text, process, CANCELED)
        return
    if receipt is Receipt.FAILED:
        _become(company, text, process, FAILED, UNKNOWN_HANDSET)
        return
    text.started_at = process.now
    _become(company, text, process, SENT)
    if receipt is Receipt.NONE:
        return
    while (yield Wait(seconds)) is not None:  # What has been sent cannot be called back.
        pass
    if receipt is Receipt.DELIVERED:
        _become(company, text, process, DELIVERED)
    else:
        _become(company, text, process, UNDELIVERED, UNREACHABLE)


def _become(company: Company, text: Text, process: Process, status: str, error: int | None = None) -> None:
    text.status, text.error = status, error
    text.ended_at = process.now
    if text.status_url is not None:
        company.tell(text.sid, text.status_url, "POST", text.params(), process.now)
