"""The way into the operators' rooms: who is not signed in is led to the door, and a form must be ours."""

import functools
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint, Response, current_app, g, request, url_for
from werkzeug.exceptions import RequestEntityTooLarge

from carrier.access import Access, declare
from console import acts, answers, session, sign_ins, uploads

V = TypeVar("V", bound=Callable[..., Response])


def guarded(name: str) -> Blueprint:
    """Return a room for operators: its pages ask at every request who is there, and are shut to others."""
    bp = Blueprint(name, __name__, template_folder="templates")
    declare(bp, Access.OPERATOR)
    bp.before_request(_let_in)
    bp.after_request(answers.shut)
    bp.after_request(_note_seen)
    bp.register_error_handler(RequestEntityTooLarge, uploads.too_large)
    return bp


def needs(act: str | None) -> Callable[[V], V]:
    """Let only those do a view who may do an act; None: the act that the address names.

    Every view that changes something carries this, and a test asks each view with each role.
    """

    def mark(view: V) -> V:
        @functools.wraps(view)
        def entered(**values: Any) -> Response:
            refusal = may_not(act or values["act"])
            return view(**values) if refusal is None else refusal

        return entered  # type: ignore[return-value]

    return mark


def may_not(act: str) -> Response | None:
    """Return a page that says who may do this, where the person who asks may not; else None."""
    if acts.may(g.actor, act):
        return None
    say = answers.say()
    roles = {"role": say(f"role.{g.actor.role}"), "needed": say(f"role.{acts.NEEDED[act]}")}
    return answers.refused("role", 403, **roles)


def see(path: str) -> Response:
    """Lead on to another page."""
    return Response(status=303, headers={"Location": path})


def _let_in() -> Response | None:
    g.actor = session.actor(current_app.extensions["engine"], answers.now())
    if g.actor is None:
        back = request.path if request.method == "GET" else None
        return see(url_for("console_doors.sign_in", next=back))
    uploads.make_room()  # Nobody who is not signed in may send much, and whose form it is stands in the form.
    if request.method == "POST" and not session.form_is_ours():
        return answers.refused("form", 403)
    return None


def _note_seen(response: Response) -> Response:
    """Note that somebody is there, but for a page that renews itself: nobody may be sitting before it."""
    alive = g.get("is_fragment") or "renewed" in request.args
    if g.get("actor") is not None and not alive:
        sign_ins.seen(current_app.extensions["engine"], g.actor, answers.now())
    return response
