"""The doors of the console, open to everybody: the one-time link, signing in and out, the style sheet."""

import re

from flask import Blueprint, Response, current_app, request, url_for

from campaigns.people import NotAllowed
from carrier.access import Access, declare
from console import accounts, answers, arriving, operators, session
from console.delays import network_of
from console.entrance import see
from console.names import is_name
from console.typed import without_number

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
    """Ask for name and password; where there is nobody yet, say how the first one gets in."""
    return _sign_in()


@bp.post("/sign-in")
def signed_in() -> Response:
    """Let in who knows the password; a second factor is asked for on a page of its own."""
    name, now = request.form.get("name", "").strip(), answers.now()
    network = network_of(request.remote_addr)
    try:
        arriving.doorkeeper().must_know(name, request.form.get("password", ""), now, network)
    except NotAllowed:
        return _sign_in(403, name)
    return arriving.goes_on(name, _next())


@bp.get("/sign-in/code")
def code() -> Response:
    """Ask for a code of the second factor."""
    return _code()


@bp.post("/sign-in/code")
def shown() -> Response:
    """Let in who showed a right code."""
    now = answers.now()
    held = session.held(now)
    if held is None:
        return see(url_for("console_doors.sign_in"))
    name, goes_on = held
    try:
        arriving.doorkeeper().must_show(name, request.form.get("code", ""), now, session.phones())
    except NotAllowed:
        return _code(403)
    return arriving.arrived(name, goes_on, proved=True)


@bp.post("/sign-out")
def sign_out() -> Response:
    """Let nobody in any more from this browser."""
    session.end(current_app.extensions["engine"], answers.now())
    return see(url_for("console_doors.sign_in"))


@bp.get("/enter/<token>")
def enter(token: str) -> Response:
    """Ask the owner of a one-time link for a password."""
    return _enter(token)


@bp.post("/enter/<token>")
def entered(token: str) -> Response:
    """Keep the password and let its owner in."""
    engine, now = current_app.extensions["engine"], answers.now()
    password, name = request.form.get("password", ""), request.form.get("name", "").strip()
    if len(password) < operators.SHORTEST_PASSWORD:
        return _enter(token, "short", name)
    if password != request.form.get("again"):
        return _enter(token, "different", name)
    try:
        if operators.behind_link(engine, token, now).is_first and not is_name(name):
            return _enter(token, "name", name)
        name = operators.choose_password(engine, token, password, now, name)
    except operators.NoSuchOperator:
        return answers.refused("link", 410)
    return arriving.goes_on(name, url_for("console.today"))


def _sign_in(status: int = 200, name: str = "") -> Response:
    return answers.page(
        "sign_in",
        status,
        name=without_number(name),  # Somebody's number is nobody's name here.
        next=_next(),
        wrong=status != 200,
        empty=accounts.is_empty(current_app.extensions["engine"]),
        organisation=arriving.organisation(),
    )


def _code(status: int = 200) -> Response:
    held = session.held(answers.now())
    if held is None:
        return see(url_for("console_doors.sign_in"))
    return answers.page("code", status, name=held[0], wrong=status != 200)


def _enter(token: str, wrong: str = "", name: str = "") -> Response:
    try:
        behind = operators.behind_link(current_app.extensions["engine"], token, answers.now())
    except operators.NoSuchOperator:
        return answers.refused("link", 410)
    return answers.page(
        "enter",
        422 if wrong else 200,
        name=behind.name or without_number(name),
        is_first=behind.is_first,
        least=operators.SHORTEST_PASSWORD,
        wrong=wrong,
        organisation=None if behind.is_first else arriving.organisation(),
        by_account=url_for("console_accounts.bound", token=token),
    )


def _next() -> str:
    """Return where to go after signing in: a path of ours, whatever the address says."""
    path = request.values.get("next", "")
    return path if _OURS.match(path) else url_for("console.today")
