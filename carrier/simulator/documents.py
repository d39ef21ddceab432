"""Fetches the document that a call goes on with, by the carrier's rules for answers."""

import wave
from collections.abc import Mapping
from io import BytesIO
from urllib.parse import urljoin, urlsplit

from carrier.simulator.calls import Call, Source
from carrier.simulator.markup import Fault, read
from carrier.simulator.processes import Step
from carrier.simulator.verbs import Play, Say, Verb
from carrier.simulator.web import BAD_URL, Reply, WebRequest

EMPTY_BODY, WRONG_TYPE, NOT_AUDIO = 11770, 12300, 13420
_TWIML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})
_LONGEST_MEDIA = 16 * 1024 * 1024


def fetch(call: Call, source: Source, extra: Mapping[str, str]) -> Step[tuple[Verb, ...]]:
    """Return the verbs of a source. Raises Fault for what is wrong with the answer."""
    if source.url is None:
        return read(source.twiml or "")
    params = {**call.params(), **extra, **dict(source.said)}
    reply: Reply = yield WebRequest(source.url, params, source.method)
    if reply.error is not None:
        raise Fault(reply.error, f"status {reply.status}" if reply.status else "no answer")
    return interpret(reply)


def interpret(reply: Reply) -> tuple[Verb, ...]:
    """Return what an answer asks for: TwiML is performed, plain text said aloud, audio played."""
    if reply.content_type is None:
        raise Fault(WRONG_TYPE, "the answer has no Content-Type")
    if not reply.body.strip():
        raise Fault(EMPTY_BODY, "the answer is empty")
    kind = reply.content_type.partition(";")[0].strip().lower()
    if kind in _TWIML_TYPES:
        return read(reply.body)
    if kind == "text/plain":
        return (Say(reply.body.decode("utf-8", "replace")),)
    if kind.startswith("audio/"):
        return (Play(reply.url),)
    raise Fault(WRONG_TYPE, f"Content-Type {kind[:40]}")


def absolute(source: Source, url: str | None) -> str:
    """Return the URL that an action or Redirect means. Raises Fault 11100 where that is not absolute."""
    base = (source.url or "").partition("#")[0]
    target = urljoin(base, url) if url else source.url or ""
    if urlsplit(target).scheme not in {"http", "https"}:
        raise Fault(BAD_URL, "the URL is not absolute and the document came without one")
    return target


def media_seconds(reply: Reply) -> float:
    """Return how long a recording lasts. Raises Fault where it is none."""
    if reply.error is not None:
        raise Fault(reply.error, f"status {reply.status}")
    kind = (reply.content_type or "").partition(";")[0].strip().lower()
    if not kind.startswith("audio/"):
        raise Fault(NOT_AUDIO, f"Content-Type {kind[:40]}")
    if reply.body[:4] == b"RIFF":
        return _wave_seconds(reply.body)
    return len(reply.body) / (2000 if "mp" in kind else 8000)


def media_request(url: str) -> WebRequest:
    """Return the request for a recording; nothing about the call is sent along."""
    return WebRequest(url, method="GET", most_bytes=_LONGEST_MEDIA)


def _wave_seconds(body: bytes) -> float:
    try:
        with wave.open(BytesIO(body)) as sound:
            return float(sound.getnframes() / max(1, sound.getframerate()))
    except (wave.Error, EOFError):
        # µ-law is not known to the module; its byte rate stands at the same place in every header.
        return len(body) / max(1, int.from_bytes(body[28:32], "little"))
