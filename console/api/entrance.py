"""The way in for other systems: a token in the header, good for what it asks; no cookie is looked at."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Response, current_app, g, request
from werkzeug.exceptions import BadRequest

from campaigns.desk import Desk
from console.api import limits, tokens
from console.api.problems import Problem

V = TypeVar("V", bound=Callable[..., Any])
_REALM = 'Bearer realm="yobikake"'


def scoped(scope: str | None) -> Callable[[V], V]:
    """Let only those into a view whose token is good for `scope`; None: whoever has a valid one."""

    def mark(view: V) -> V:
        @functools.wraps(view)
        def entered(**values: Any) -> Any:
            let_in(scope)
            return view(**values)

        return entered  # type: ignore[return-value]

    return mark


def let_in(scope: str | None) -> None:
    """Find out which system asks; raises Problem where it may not, or asks too often."""
    now = desk().clock.now()
    kind, _, token = request.headers.get("Authorization", "").partition(" ")
    system = tokens.behind(desk(), token.strip(), now) if kind.lower() == "bearer" else None
    if system is None:
        raise Problem(401, "token", headers={"WWW-Authenticate": _REALM})
    if scope is not None and scope not in system.scopes:
        wanted = f'{_REALM}, error="insufficient_scope", scope="{scope}"'
        raise Problem(403, "scope", headers={"WWW-Authenticate": wanted}, scope=scope)
    must_not_hurry("requests", system)
    g.system = system


def must_not_hurry(what: str, system: tokens.System) -> None:
    """Raise Problem where a system asks for this more often than anybody needs."""
    made = {"requests": limits.of_requests, "drafts": limits.of_drafts}
    kept: dict[str, limits.Limit] = current_app.extensions.setdefault("api_limits", {})
    limit = kept.setdefault(what, made[what]())
    wait = limit.take(system.id, desk().clock.now())
    if wait:
        raise Problem(429, "too-often", headers={"Retry-After": str(wait)}, seconds=wait)


def takes_json(view: V) -> V:
    """Let only one JSON object into a view."""

    @functools.wraps(view)
    def entered(**values: Any) -> Any:
        if request.mimetype != "application/json":
            raise Problem(415, "not-json")
        try:
            sent = request.get_json()
        except (BadRequest, ValueError, RecursionError):
            raise Problem(400, "json") from None
        if not isinstance(sent, dict):
            raise Problem(422, "object")
        return view(**values)

    return entered  # type: ignore[return-value]


def desk() -> Desk:
    """Return the desk of this application."""
    found: Desk = current_app.extensions["desk"]
    return found


def shut(response: Response) -> Response:
    """Let nobody keep an answer, and no page of another site read it."""
    response.headers.setdefault("Cache-Control", "no-store")
    response.headers.setdefault("X-Content-Type-Options", "nosniff")
    response.headers.setdefault("Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'")
    response.headers.setdefault("Referrer-Policy", "no-referrer")
    return response
