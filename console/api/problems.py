"""What is answered where something is not done: RFC 9457, with what to do in the reader's language."""

from collections.abc import Mapping, Sequence
from http import HTTPStatus
from typing import Any

from flask import Response, json, request
from werkzeug.exceptions import HTTPException

from console import words
from console.typed import kept

MIME = "application/problem+json"
CODES = (
    *("token", "scope", "too-often", "nothing-here", "method", "too-large", "not-json", "json", "object"),
    *("request", "fields", "claim", "area", "list", "under-way", "cannot", "other-request"),
    *("being-made", "campaign", "database"),
)
"""The reasons that there are; each has its sentence."""
_LONGEST = 60
_BY_STATUS = {404: "nothing-here", 405: "method", 413: "too-large", 415: "not-json"}


class Problem(Exception):
    """Something is not done: `code` names the reason, and its sentence says what to do."""

    def __init__(
        self,
        status: int,
        code: str,
        *,
        headers: Mapping[str, str] | None = None,
        more: Mapping[str, Any] | None = None,
        **slots: object,
    ) -> None:
        super().__init__(code)
        self.status, self.code, self.slots = status, code, slots
        self.headers, self.more = headers or {}, more or {}


def answer(problem: Problem) -> Response:
    """Return a problem as it is sent."""
    say = words.load(request.accept_languages.best_match(words.LANGUAGES) or "en")
    body = {
        "type": "about:blank",
        "title": HTTPStatus(problem.status).phrase,
        "status": problem.status,
        "code": problem.code,
        "detail": say(f"problem.{problem.code}", **problem.slots),
        **problem.more,
    }
    headers = {**problem.headers, "Content-Language": say.language}
    return Response(json.dumps(body), problem.status, headers, mimetype=MIME)


def of_http(trouble: HTTPException) -> Response:
    """Return what the framework refuses as a problem; a problem that is an answer already stays."""
    if trouble.response is not None:
        return trouble.response  # type: ignore[return-value]
    status = trouble.code or 500
    return answer(Problem(status, _BY_STATUS.get(status, "request")))


def of_fields(faults: list[Mapping[str, Any]]) -> Problem:
    """Return what is wrong with the fields of a request, by name; what was sent is never repeated."""
    fields = [{"field": _named(one["loc"]), "problem": one["msg"]} for one in faults]
    return Problem(422, "fields", more={"fields": fields})


def _named(place: Sequence[object]) -> str:
    """Return a field's name; one that we do not know was made up by whoever sent it."""
    return ".".join(kept(str(part))[:_LONGEST] or "…" for part in place)
