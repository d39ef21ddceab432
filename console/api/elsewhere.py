"""Addresses under the API at which nothing is, or not in the way that was asked: problems, and no pages."""

from flask import Response, current_app, request
from werkzeug.exceptions import MethodNotAllowed, NotFound
from werkzeug.routing import RequestRedirect

from console.api.problems import Problem, answer

METHODS = ("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE")
ASKED = ("GET", "POST")
NOWHERE = "nothing"
"""The view of all addresses at which nothing is."""


def problem() -> Problem:
    """Return what is wrong with the address of this request, or with its method."""
    allowed = _allowed()
    if allowed:
        return Problem(405, "method", headers={"Allow": allowed})
    return Problem(404, "nothing-here")


def options() -> Response | None:
    """Answer how an address may be asked, where that is what is asked."""
    if request.method != "OPTIONS":
        return None
    allowed = _allowed()
    return Response(status=204, headers={"Allow": f"{allowed}, OPTIONS"}) if allowed else answer(problem())


def _allowed() -> str:
    return ", ".join("GET, HEAD" if method == "GET" else method for method in ASKED if _leads_on(method))


def _leads_on(method: str) -> bool:
    """Tell whether asked in that way the address leads anywhere."""
    adapter = current_app.create_url_adapter(request)
    try:
        endpoint = adapter.match(method=method)[0] if adapter else NOWHERE
    except (NotFound, MethodNotAllowed, RequestRedirect):
        return False
    return endpoint.rpartition(".")[2] != NOWHERE
