"""Fetches the document that a call goes on with, by the carrier's rules for answers."""

from collections.abc import Mapping
from urllib.parse import urljoin, urlsplit

from carrier.simulator.calls import Call, Source
from carrier.simulator.markup import Fault, read
from carrier.simulator.processes import Step
from carrier.simulator.verbs import Play, Say, Verb
from carrier.simulator.web import BAD_URL, Reply, WebRequest

EMPTY_BODY, WRONG_TYPE = 11770, 12300
_TWIML_TYPES = frozenset({"text/xml", "application/xml", "text/html"})


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
