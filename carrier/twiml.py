"""Writes the carrier's documents: what is spoken, whether a key is awaited, what a text answers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from twilio.twiml.messaging_response import MessagingResponse  # type: ignore[import-untyped]
from twilio.twiml.voice_response import Gather, VoiceResponse  # type: ignore[import-untyped]

from carrier import ssml
from carrier.pieces import clean, pieces
from carrier.voices import voice

MIME = "text/xml"
MAX_BYTES = 65_536
MAX_TEXT = 1_600


@dataclass(frozen=True, slots=True)
class Say:
    """Words for the carrier's voice of a language.

    `rate` is in percent of the voice's own pace; `pause` in milliseconds, between sentences.
    """

    text: str
    language: str
    rate: int = 100
    pause: int = 0


@dataclass(frozen=True, slots=True)
class Play:
    """A recording, at an absolute address."""

    url: str


@dataclass(frozen=True, slots=True)
class Pause:
    """Silence, in seconds."""

    seconds: int = 1


Spoken = Say | Play | Pause


def listen(spoken: Sequence[Spoken], action: str, timeout: int = 8) -> str:
    """Speak and await one key, which goes to `action`, an absolute address; so does silence of `timeout` s.

    Every key is a key here, `#` and `*` too. Raises ValueError as `speak` does.
    """
    gather = Gather(
        input="dtmf",
        num_digits=1,
        finish_on_key="",
        action_on_empty_result=True,
        action=action,
        method="POST",
        timeout=timeout,
    )
    _add(gather, spoken)
    answer = VoiceResponse()
    answer.append(gather)
    return _document(answer)


def speak(spoken: Sequence[Spoken], then: str | None = None) -> str:
    """Speak, then ask the address `then` what comes next, or hang up.

    Raises ValueError when a language has no voice or the document grows too large for the carrier.
    """
    answer = VoiceResponse()
    _add(answer, spoken)
    if then is None:
        answer.hangup()
    else:
        answer.redirect(then, method="POST")
    return _document(answer)


def connect(
    spoken: Sequence[Spoken], number: str, shown: str, action: str, *, ring_seconds: int, talk_seconds: int
) -> str:
    """Speak, then put the caller through to `number`; how that ended goes to `action`, an absolute address.

    `shown` is the number of ours that rings there: without one the carrier would show the caller's. Both are
    in E.164. Raises ValueError as `speak` does, and where a number is missing.
    """
    if not (number and shown):
        raise ValueError("to put somebody through, the number and the one that is shown are both needed")
    answer = VoiceResponse()
    _add(answer, spoken)
    dial = answer.dial(
        action=action,
        method="POST",
        caller_id=shown,
        timeout=ring_seconds,
        time_limit=talk_seconds,
        answer_on_bridge=True,
    )
    dial.number(number)
    return _document(answer)


def reply(text: str | None) -> str:
    """Answer a text with a text, or with nothing; raises ValueError above 1,600 characters."""
    words = clean(text or "").strip()
    if len(words) > MAX_TEXT:
        raise ValueError(f"a text has {len(words)} characters, the carrier takes {MAX_TEXT}: shorten it")
    answer = MessagingResponse()
    if words:
        answer.message(words)
    return _document(answer)


def empty() -> str:
    """Answer that there is nothing to do."""
    return _document(VoiceResponse())


def _add(parent: Any, spoken: Sequence[Spoken]) -> None:
    for part in spoken:
        match part:
            case Say():
                _say(parent, part)
            case Play(url):
                parent.play(url)
            case Pause(seconds):
                parent.pause(length=seconds)


def _say(parent: Any, say: Say) -> None:
    speaker = voice(say.language)
    rate, pause = ssml.able(speaker.first, say.rate, say.pause)
    for piece in pieces(say.text, lambda text: ssml.weigh(text, rate, pause)):
        ssml.add(parent, piece, rate, pause, voice=speaker.first, language=speaker.locale)


def _document(answer: Any) -> str:
    document = str(answer)
    size = len(document.encode())
    if size >= MAX_BYTES:
        raise ValueError(
            f"a document of {size:,} bytes, the carrier takes less than {MAX_BYTES:,}: "
            "say less at once, and lead to the rest with `then`"
        )
    return document
