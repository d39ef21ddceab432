"""Reads the forms of the REST API and refuses what Twilio refuses."""

import re
from urllib.parse import urlsplit

from werkzeug.datastructures import MultiDict

from carrier.simulator.calls import EVENTS, LONGEST_CALL, Order, Source
from carrier.simulator.network import Network
from carrier.simulator.personas import REFUSED
from carrier.simulator.refusals import ApiError
from privacy.number import Kind, NotANumber, PhoneNumber

_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")
_SENDER_ID = re.compile(r"(?=.*[A-Za-z])[A-Za-z0-9 &_+-]{1,11}\Z")
_DIGITS = re.compile(r"[0-9*#wW,]{1,32}\Z")
_LONGEST_TWIML, _LONGEST_BODY, _LONGEST_VALIDITY = 4000, 1600, 36_000
_NO_LINE_FOR_TEXTS = frozenset({Kind.LANDLINE, Kind.IP, Kind.TOLL_FREE, Kind.PREMIUM})

Form = MultiDict[str, str]


def call_order(form: Form, network: Network) -> Order:
    """Return what a form orders. Raises ApiError with Twilio's code."""
    to, from_ = _required(form, "To", 21201), _required(form, "From", 21213)
    answer = _answer(form)
    _kind(to)
    if not _E164.match(from_):
        raise ApiError(400, 21212, from_)
    if from_ not in network.numbers:
        raise ApiError(400, 21210, from_)
    events = frozenset(form.getlist("StatusCallbackEvent"))
    if not events <= set(EVENTS):
        raise ApiError(400, 21626)
    fallback = _url(form, "FallbackUrl", 21205)
    detection = form.get("MachineDetection") or None
    if detection not in {None, "Enable", "DetectMessageEnd"}:
        raise ApiError(400, 21234)
    digits = form.get("SendDigits") or None
    if digits is not None and not _DIGITS.match(digits):
        raise ApiError(400, 21206)
    in_background = form.get("AsyncAmd", "").lower() == "true"
    return Order(
        to=to,
        from_=from_,
        answer=answer,
        fallback=Source(fallback, _method(form, "FallbackMethod")) if fallback else None,
        status_url=_url(form, "StatusCallback", 21609),
        status_method=_method(form, "StatusCallbackMethod"),
        events=events or frozenset({"completed"}),
        timeout=_number(form, "Timeout", 60, 600, 21208),
        time_limit=_number(form, "TimeLimit", LONGEST_CALL, 86_400, 20001),
        detection=detection,
        detection_url=_url(form, "AsyncAmdStatusCallback", 21609) if in_background else None,
        detection_method=_method(form, "AsyncAmdStatusCallbackMethod"),
        in_background=in_background,
        send_digits=digits,
    )


def next_document(form: Form) -> Source | None:
    """Return the document to which a live call is to be moved, if one is named."""
    return _answer(form) if "Url" in form or "Twiml" in form else None


def text_order(form: Form, network: Network) -> tuple[str, str, str]:
    """Return To, From and Body. Raises ApiError with Twilio's code."""
    to, from_ = _required(form, "To", 21604), _required(form, "From", 21603)
    if form.get("MediaUrl"):
        raise ApiError(400, 21620)
    body = form.get("Body", "")
    if not body.strip():
        raise ApiError(400, 21602)
    if len(body) > _LONGEST_BODY:
        raise ApiError(400, 21617)
    _sender(from_, network)
    if _kind(to, texts=True) in _NO_LINE_FOR_TEXTS:
        raise ApiError(400, 21614, to)
    if form.get("ContentRetention", "retain") not in {"retain", "discard"}:
        raise ApiError(400, 30029)
    if form.get("AddressRetention", "retain") not in {"retain", "obfuscate"}:
        raise ApiError(400, 30030)
    return to, from_, body


def text_status_url(form: Form) -> str | None:
    """Return where a text's progress is to be told."""
    return _url(form, "StatusCallback", 21609)


def validity(form: Form) -> int:
    """Return for how many seconds a text may wait in the queue."""
    return _number(form, "ValidityPeriod", _LONGEST_VALIDITY, _LONGEST_VALIDITY, 21624)


def _sender(from_: str, network: Network) -> None:
    if from_ in network.numbers or from_ in network.settings.sender_ids:
        return
    if _E164.match(from_) or _SENDER_ID.match(from_):
        raise ApiError(400, 21606, from_)
    raise ApiError(400, 21212, from_)


def _kind(to: str, *, texts: bool = False) -> Kind:
    refused = REFUSED.get(to[-7:])
    if refused is not None and (texts or refused != 21610):
        raise ApiError(400, refused, to)
    try:
        if not _E164.match(to):
            raise NotANumber("not in E.164")
        return PhoneNumber.parse(to).kind
    except NotANumber:
        raise ApiError(400, 21211, to) from None


def _answer(form: Form) -> Source:
    twiml = form.get("Twiml") or None
    url = _url(form, "Url", 21205)
    if url is not None:
        return Source(url, _method(form, "Method"))
    if twiml is None:
        raise ApiError(400, 21205)
    if len(twiml) > _LONGEST_TWIML:
        raise ApiError(400, 32018)
    return Source(None, twiml=twiml)


def _required(form: Form, name: str, code: int) -> str:
    value = form.get(name, "").strip()
    if not value:
        raise ApiError(400, code)
    return value


def _url(form: Form, name: str, code: int) -> str | None:
    """Return an absolute http(s) URL; hosts of status callbacks must not contain an underscore."""
    url = form.get(name) or None
    if url is None:
        return None
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname, parts.port
    except ValueError:
        raise ApiError(400, code) from None
    if parts.scheme not in {"http", "https"} or not host or ("_" in host and name != "Url"):
        raise ApiError(400, code)
    return url


def _method(form: Form, name: str) -> str:
    method = form.get(name, "POST").upper()
    if method not in {"GET", "POST"}:
        raise ApiError(400, 21209)
    return method


def _number(form: Form, name: str, default: int, most: int, code: int) -> int:
    text = form.get(name)
    if not text:
        return default
    if not text.isdecimal() or not 1 <= int(text) <= most:
        raise ApiError(400, code)
    return int(text)
