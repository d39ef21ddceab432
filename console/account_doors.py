"""Signing in with the organisation's own accounts (OpenID Connect): there and back; they give no role."""

from typing import Any, Protocol

from flask import Blueprint, Response, abort, current_app, request, url_for
from flask import session as cookie

from carrier.access import Access, declare
from console import accounts, answers, arriving, operators

OURS = "same-origin"
"""What a browser says in `Sec-Fetch-Site` where a page of ours led to an address."""

bp = Blueprint("console_accounts", __name__)
declare(bp, Access.PUBLIC)
bp.after_request(answers.shut)


class NotVouched(Exception):
    """The organisation does not vouch for whoever came back, or does not answer."""


class Organisation(Protocol):
    """Who vouches for people; see console/organisation.py."""

    def leave(self, back: str) -> Any:
        """Return the answer that leads to the organisation's sign-in; raises NotVouched."""

    def came(self) -> str:
        """Return who came back, as a digest that is the same each time; raises NotVouched."""


@bp.get("/sign-in/organisation")
def leave() -> Any:
    """Lead to the organisation's own sign-in."""
    return _leave("")


@bp.get("/enter/<token>/organisation")
def bound(token: str) -> Any:
    """The same for the owner of a one-time link, to whom the account will belong.

    It is no form, since the page's policy lets no form lead to the provider; so the browser has to say that
    our own page led here: else another site could bind its visitor's account to a link of its own.
    """
    if request.headers.get("Sec-Fetch-Site", OURS) != OURS:
        return answers.refused("form", 403)
    try:
        operators.behind_link(current_app.extensions["engine"], token, answers.now())
    except operators.NoSuchOperator:
        return answers.refused("link", 410)
    return _leave(token)


@bp.get("/sign-in/organisation/back")
def back() -> Response:
    """Let in whoever has this account; a one-time link that was brought along is used up for it."""
    token = cookie.pop("binds", "")
    engine, now = current_app.extensions["engine"], answers.now()
    try:
        subject = _organisation().came()
    except NotVouched:
        return answers.refused("vouched", 403)
    name = accounts.known_as(engine, subject)
    if token and name is None:
        try:
            name = operators.bind(engine, token, subject, now)
        except operators.NoSuchOperator:
            return answers.refused("link", 410)
    if name is None:
        return answers.refused("account", 403)
    return arriving.goes_on(name, url_for("console.today"))


def _leave(token: str) -> Any:
    cookie["binds"] = token
    try:
        return _organisation().leave(
            current_app.extensions["public_base_url"] + url_for("console_accounts.back")
        )
    except NotVouched:
        return answers.refused("vouched", 503)


def _organisation() -> Organisation:
    found: Organisation | None = current_app.extensions.get("organisation")
    if found is None:
        abort(404)
    return found
