"""Reads messaging TwiML: what is to be answered to a text."""

# https://www.twilio.com/docs/messaging/twiml

from dataclasses import dataclass

from carrier.simulator.markup import Check, Fault, Rules, check, document
from carrier.simulator.web import Reply

MOST_LETTERS = 1600
TOO_LONG, WRONG_TYPE = 21617, 12300


@dataclass(frozen=True, slots=True)
class Redirected:
    """The answer is to be had elsewhere."""

    url: str
    method: str


def _any(_text: str) -> bool:
    return True


def _method(text: str) -> bool:
    return text.upper() in {"GET", "POST"}


_ANY: tuple[Check, int] = (_any, 12200)
_RULES: dict[str, Rules] = {
    "Message": dict.fromkeys(("to", "from", "action", "method", "statusCallback"), _ANY),
    "Redirect": {"method": (_method, 13710)},
}
_PARTS: dict[str, Rules] = {"Body": {}, "Media": {}}


def replies(reply: Reply) -> list[str] | Redirected:
    """Return the texts that an answer sends back. Raises Fault; an empty 200 or 204 sends nothing."""
    if reply.error is not None:
        raise Fault(reply.error, f"status {reply.status}" if reply.status else "no answer")
    if not reply.body.strip():
        return []
    kind = (reply.content_type or "").partition(";")[0].strip().lower()
    if kind == "text/plain":
        return [_checked(reply.body.decode("utf-8", "replace"))]
    if kind not in {"text/xml", "application/xml", "text/html"}:
        raise Fault(WRONG_TYPE, "Content-Type of an answer to a text")
    found: list[str] = []
    for element in document(reply.body):
        check(element, _RULES)
        if element.tag == "Redirect":
            return found or Redirected((element.text or "").strip(), element.get("method", "POST"))
        for part in element:
            check(part, _PARTS)
        found.append(
            _checked(element.text or "".join(part.text or "" for part in element if part.tag == "Body"))
        )
    return found


def _checked(text: str) -> str:
    if len(text) > MOST_LETTERS:
        raise Fault(TOO_LONG, "the answer is too long for a text")
    return text.strip()
