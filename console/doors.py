"""The doors of the console, open to everybody: the one-time link, signing in and out, the style sheet."""

import re

from flask import Blueprint, Response, current_app, request, url_for

from campaigns.people import NotAllowed
from carrier.access import Access, declare
from console import answers, operators, session

bp = Blueprint("console_doors", __name__, static_folder="static", static_url_path="/static")
declare(bp, Access.PUBLIC)
bp.after_request(answers.shut)

_OURS = re.compile(r"/(?!/)[\w/.-]*\Z", re.ASCII)


@bp.before_request
def forms_are_ours() -> Response | None:
    """Refuse a form that another site made this browser send."""
    if request.method != "POST" or session.form_is_ours():
        return None
    return answers.refused("form", 403)


@bp.get("/sign-in")
def sign_in() -> Response:
    """Ask for name and password."""
    return answers.page("sign_in", name="", next=_next(), wrong=False)


@bp.post("/sign-in")
def signed_in() -> Response:
    """Let in who knows the password."""
    name = request.form.get("name", "").strip()
    engine, now = current_app.extensions["engine"], answers.now()
    try:
        operators.must_know(engine, name, request.form.get("password", ""), now)
    except NotAllowed:
        return answers.page("sign_in", 403, name=name, next=_next(), wrong=True)
    session.begin(engine, name, now)
    return _see(_next())


@bp.post("/sign-out")
def sign_out() -> Response:
    """Let nobody in any more from this browser."""
    session.end()
    return _see(url_for("console_doors.sign_in"))


@bp.get("/enter/<token>")
def enter(token: str) -> Response:
    """Ask the owner of a one-time link for a password."""
    return _enter(token)


@bp.post("/enter/<token>")
def entered(token: str) -> Response:
    """Keep the password and let its owner in."""
    engine, now = current_app.extensions["engine"], answers.now()
    password = request.form.get("password", "")
    if len(password) < operators.SHORTEST_PASSWORD:
        return _enter(token, "short")
    if password != request.form.get("again"):
        return _enter(token, "different")
    try:
        name = operators.choose_password(engine, token, password, now)
    except operators.NoSuchOperator:
        return answers.refused("link", 410)
    session.begin(engine, name, now)
    return _see(url_for("console.today"))


def _enter(token: str, wrong: str = "") -> Response:
    try:
        name = operators.behind_link(current_app.extensions["engine"], token, answers.now())
    except operators.NoSuchOperator:
        return answers.refused("link", 410)
    least = operators.SHORTEST_PASSWORD
    return answers.page("enter", 422 if wrong else 200, name=name, least=least, wrong=wrong)


def _next() -> str:
    """Return where to go after signing in: a path of ours, whatever the address says."""
    path = request.values.get("next", "")
    return path if _OURS.match(path) else url_for("console.today")


def _see(path: str) -> Response:
    return Response(status=303, headers={"Location": path})
