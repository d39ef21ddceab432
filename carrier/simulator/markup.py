"""Reads voice TwiML by the carrier's rules; the first fault ends the reading."""

# Codes: https://www.twilio.com/docs/api/errors

import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Mapping

from carrier.simulator import marks
from carrier.simulator.verbs import Dial, Gather, Hangup, Pause, Play, Redirect, Reject, Say, Verb

PARSE_FAILURE, SCHEMA, BAD_RATE = 12100, 12200, 13513
Check = Callable[[str], object]
Rules = Mapping[str, tuple[Check, int]]


class Fault(Exception):
    """The document cannot be performed; `code` is the carrier's."""

    def __init__(self, code: int, reason: str) -> None:
        super().__init__(f"{reason} ({code})")
        self.code = code
        self.reason = reason


def _matches(pattern: str) -> Check:
    return re.compile(rf"(?:{pattern})\Z", re.IGNORECASE).match


def _any(_text: str) -> bool:
    return True


_COUNT, _POSITIVE = _matches("[0-9]{1,5}"), _matches("0*[1-9][0-9]{0,4}")
_METHOD, _BOOL = _matches("GET|POST"), _matches("true|false")
_IGNORED_OF_GATHER = (
    "hints speechTimeout maxSpeechTime speechModel enhanced profanityFilter bargeIn debug "
    "partialResultCallback partialResultCallbackMethod"
)
_IGNORED_OF_DIAL = (
    "hangupOnStar record recordingChannels recordingTrack ringTone trim sequential "
    "recordingStatusCallback recordingStatusCallbackMethod recordingStatusCallbackEvent referUrl referMethod"
)
_SPOKEN: dict[str, Rules] = {
    "Say": {"voice": (_any, 13511), "language": (_any, 13512), "loop": (_COUNT, 13510)},
    "Play": {"loop": (_COUNT, 13410), "digits": (_matches(r"[0-9*#wW]+"), 13430)},
    "Pause": {"length": (_COUNT, 13910)},
}
_VERBS: dict[str, Rules] = {
    **_SPOKEN,
    "Gather": {
        "action": (_any, 11100),
        "method": (_METHOD, 13312),
        "input": (_matches("dtmf|speech|dtmf speech|speech dtmf"), 13326),
        "numDigits": (_POSITIVE, 13314),
        "timeout": (_COUNT, 13313),
        "finishOnKey": (_matches("[0-9*#]?"), 13310),
        "actionOnEmptyResult": (_BOOL, 13338),
        "language": (_matches("[a-z]{2,3}(-[A-Za-z0-9]+){0,3}"), 13331),
        **dict.fromkeys(_IGNORED_OF_GATHER.split(), (_any, SCHEMA)),
    },
    "Redirect": {"method": (_METHOD, 13710)},
    "Hangup": {},
    "Reject": {"reason": (_matches("rejected|busy"), SCHEMA)},
    "Dial": {
        "action": (_any, 11100),
        "method": (_METHOD, 13210),
        "timeout": (_COUNT, 13212),
        "timeLimit": (_POSITIVE, 13216),
        "callerId": (_any, 13214),
        "answerOnBridge": (_BOOL, SCHEMA),
        **dict.fromkeys(_IGNORED_OF_DIAL.split(), (_any, SCHEMA)),
    },
}


def document(body: str | bytes) -> ET.Element:
    """Parse a TwiML document and return its Response. Raises Fault 12100 where it is none."""
    try:
        root = ET.fromstring(body)  # noqa: S314 - our own application's answer; expat bounds its entities
    except (ET.ParseError, ValueError, LookupError):
        raise Fault(PARSE_FAILURE, "not well-formed XML") from None
    if root.tag != "Response":
        raise Fault(PARSE_FAILURE, "the root is not Response")
    return root


def read(body: str | bytes) -> tuple[Verb, ...]:
    """Return the verbs of a voice document in their order. Raises Fault."""
    return tuple(_verb(element) for element in document(body))


def check(element: ET.Element, known: Mapping[str, Rules]) -> None:
    """Raise Fault for an unknown element or attribute, or a value that it cannot have."""
    rules = known.get(element.tag)
    if rules is None:
        raise Fault(SCHEMA, f"unknown element {element.tag[:40]}")
    for name, value in element.attrib.items():
        valid, code = rules.get(name, (None, SCHEMA))
        if valid is None or not valid(value):
            raise Fault(code, f"{element.tag}: attribute {name[:40]}")


def _verb(element: ET.Element) -> Verb:
    check(element, _VERBS)
    if element.tag == "Gather":
        return _gather(element)
    if element.tag == "Dial":
        return _dial(element)
    if element.tag in _SPOKEN:
        return _spoken(element)
    if len(element):
        raise Fault(SCHEMA, f"{element.tag} contains an element")
    if element.tag == "Redirect":
        return Redirect((element.text or "").strip(), element.get("method", "POST").upper())
    return Reject(element.get("reason", "") == "busy") if element.tag == "Reject" else Hangup()


def _spoken(element: ET.Element) -> Say | Play | Pause:
    loop = int(element.get("loop", "1"))
    if element.tag == "Say":
        wrong = marks.fault(element)
        if wrong is not None:
            raise Fault(BAD_RATE if marks.bad_rate(element) else SCHEMA, f"Say {wrong}")
        said = marks.read(element)
        return Say(said.text, element.get("voice"), element.get("language"), loop, *said[1:])
    if len(element):
        raise Fault(SCHEMA, f"{element.tag} contains an element")
    if element.tag == "Play":
        return Play((element.text or "").strip(), loop, element.get("digits"))
    return Pause(int(element.get("length", "1")))


def _gather(element: ET.Element) -> Gather:
    for inner in element:
        if inner.tag not in _SPOKEN:
            raise Fault(13320, "Gather contains more than Say, Play and Pause")
        if inner.tag == "Play" and "digits" in inner.attrib:
            raise Fault(13430, "Play in Gather has digits")
        check(inner, {**_SPOKEN, "Say": {**_SPOKEN["Say"], "loop": (_COUNT, 13322)}})
    digits = element.get("numDigits")
    return Gather(
        spoken=tuple(_spoken(inner) for inner in element),
        action=element.get("action") or None,
        method=element.get("method", "POST").upper(),
        most_digits=int(digits) if digits else None,
        timeout=int(element.get("timeout", "5")),
        finish=element.get("finishOnKey", "#"),
        on_empty=element.get("actionOnEmptyResult", "").lower() == "true",
        keys="dtmf" in element.get("input", "dtmf"),
    )


def _dial(element: ET.Element) -> Dial:
    if any(inner.tag != "Number" for inner in element):
        raise Fault(13215, "Dial contains more than Number")
    number = "".join(element.itertext()).strip()
    if not number:
        raise Fault(13223, "Dial names no number")
    return Dial(
        number,
        element.get("action") or None,
        element.get("method", "POST").upper(),
        int(element.get("timeout", "30")),
        int(element.get("timeLimit", "14400")),
        element.get("callerId") or None,
    )
