"""Reads a request that the gate has let in: a few fields become a typed event, the form goes no further."""

import re

from flask import request

from carrier import statuses
from carrier.events import (
    CallArrived,
    CallProgress,
    KeyPressed,
    PutThrough,
    TextArrived,
    TextProgress,
    Verdict,
)
from carrier.port import Progress
from privacy.number import Caller, NotANumber, PhoneNumber

_E164 = re.compile(r"\+[1-9][0-9]{6,14}\Z")
_REF = re.compile(r"[A-Za-z0-9-]{1,64}\Z")
_FIGURE = re.compile(r"[0-9]{1,9}\Z")
_KEYS = frozenset("0123456789*#")
_MAX_WORDS = 1_600


def read_call_arrived() -> CallArrived:
    """Read a call to one of our numbers; `dialled` is empty where the request names none."""
    return CallArrived(dialled=_dialled())


def read_digit() -> str:
    """Read one key alone; anything that is no key is none. Most answers depend on nothing else."""
    first = _field("Digits")[:1]
    return first if first in _KEYS else ""


def read_key() -> KeyPressed:
    """Read one key, with who pressed it and which number of ours they rang."""
    return KeyPressed(key=read_digit(), caller=_caller(), dialled="" if _is_ours() else _dialled())


def read_put_through() -> PutThrough:
    """Read how it ended that a caller was put through; of a word that we do not know, nothing is believed."""
    # https://www.twilio.com/docs/voice/twiml/dial#dialcallstatus
    return PutThrough(talked=statuses.call_progress(_field("DialCallStatus")) is Progress.COMPLETED)


def read_call_progress() -> CallProgress | None:
    """Read how far a call has come, from a status callback or the answer request; None: it says nothing."""
    progress = statuses.call_progress(_field("CallStatus"))
    ref = _ref("CallSid")
    if progress is None or not ref:
        return None
    return CallProgress(
        ref=ref,
        progress=progress,
        sequence=_figure("SequenceNumber"),
        seconds=_figure("CallDuration"),
        listener=statuses.listener(_field("AnsweredBy")),
        code=_figure("ErrorCode"),
    )


def read_verdict() -> Verdict | None:
    """Read who answered, where the carrier was asked to find out; None: it says nothing that we know."""
    word, ref = _field("AnsweredBy"), _ref("CallSid")
    listener = statuses.listener(word)
    return Verdict(ref, listener, word in statuses.RECORDS) if listener is not None and ref else None


def read_text_arrived() -> TextArrived:
    """Read a text to one of our numbers."""
    return TextArrived(dialled=_dialled(), words=_field("Body")[:_MAX_WORDS], caller=_caller())


def read_text_progress() -> TextProgress | None:
    """Read how far a text has come; None when it says nothing."""
    progress = statuses.text_progress(_field("MessageStatus") or _field("SmsStatus"))
    ref = _ref("MessageSid") or _ref("SmsSid")
    if progress is None or not ref:
        return None
    return TextProgress(ref=ref, progress=progress, code=_figure("ErrorCode"))


def _field(name: str) -> str:
    return request.form.get(name, "")


def _dialled() -> str:
    number = _field("To")
    return number if _E164.match(number) else ""


def _caller() -> Caller:
    # In a call of ours the person is the one who was called.
    number = _field("To" if _is_ours() else "From")
    # A hidden number may come as bare figures, and those can look like a number of the national network.
    if not _E164.match(number):
        return Caller(None)
    try:
        return Caller(PhoneNumber.parse(number))
    except NotANumber:
        return Caller(None)


def _is_ours() -> bool:
    """Tell whether it is a call that we made."""
    return _field("Direction").startswith("outbound")


def _ref(name: str) -> str:
    ref = _field(name)
    return ref if _REF.match(ref) else ""


def _figure(name: str) -> int | None:
    figure = _field(name)
    return int(figure) if _FIGURE.match(figure) else None
