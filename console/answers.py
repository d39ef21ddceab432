"""What every page of the console carries: its words, who is signed in, and headers that shut it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Response, current_app, g, render_template, request, url_for
from flask import session as cookie
from flask.sansio.app import App
from flask_babel import Babel, get_locale  # type: ignore[import-untyped]

from campaigns.desk import Desk
from console import proof, session, today, words
from console.shown import Shown
from db.clock import TOKYO

HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; img-src 'self'; script-src 'self'; "
    "connect-src 'self'; media-src 'self' blob:; form-action 'self'; base-uri 'none'; frame-ancestors 'none'",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}
RENEWED_AFTER = 5
"""Seconds; a page with a notice stands longer, so that it can be read."""
READ_AFTER = 20


@dataclass(frozen=True, slots=True)
class Renewal:
    """Whether a page changes by itself, and after how many seconds it loads again; 0 when held still."""

    moves: bool
    seconds: int


def prepare(app: App) -> None:
    """Let each request know whose manner of writing numbers and days its reader has."""
    Babel(
        app,
        default_locale=words.LANGUAGES[0],
        default_timezone=TOKYO.key,
        locale_selector=session.language,
    )
    app.after_request(_shut_nowhere)


def shut(response: Response) -> Response:
    """Let pages load nothing from elsewhere, stand in no frame and be kept nowhere."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


def _shut_nowhere(response: Response) -> Response:
    """Do the same where no room answers: at an address at which nothing is, or asked in another way."""
    return shut(response) if request.url_rule is None else response


def say() -> words.Words:
    """Return the words in the language of this request."""
    if "say" not in g:
        g.say = words.load(str(get_locale()))
    found: words.Words = g.say
    return found


def tongue() -> str:
    """Return the language in which the line's own words are shown: the page's, if the line speaks it."""
    spoken = current_app.extensions["prompts"].languages
    return say().language if say().language in spoken else spoken[0]


def renewal(*, moves: bool) -> Renewal:
    """Return how a page renews itself that changes by itself, or not."""
    if not moves or "still" in request.args:
        return Renewal(moves, 0)
    return Renewal(moves, READ_AFTER if "_flashes" in cookie else RENEWED_AFTER)


def part(name: str) -> Any:
    """Return a part of the application by its name."""
    return current_app.extensions[name]


def desk() -> Desk:
    """Return the desk of the campaigns' room."""
    found: Desk = part("desk")
    return found


def now() -> datetime:
    """Return the present instant."""
    instant: datetime = part("clock").now()
    return instant


def attached(body: bytes, mimetype: str, name: str) -> Response:
    """Return a file to be saved under a name."""
    named = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(body, mimetype=mimetype, headers=named)


def shown() -> Shown:
    """Return how values are said on the page of this request, now."""
    return Shown(say(), current_app.extensions["prompts"], tongue(), now())


def page(template: str, status: int = 200, /, **values: Any) -> Response:
    """Return a page; whoever is signed in sees on each how many campaigns wait for approval."""
    actor = g.get("actor")
    waiting = today.waiting(current_app.extensions["engine"]) if actor else 0
    desk, clock = current_app.extensions["desk"], current_app.extensions["clock"]
    allowed = shown().allowed(desk.policy.hours)
    speed = getattr(clock, "speed", 1)
    return _rendered(
        template, status, waiting=waiting, actor=actor, allowed=allowed, clock_speed=speed, **values
    )


def fragment(template: str, /, **values: Any) -> Response:
    """Return a part of a page as it is now, for the script that keeps a page alive (static/live.js)."""
    g.is_fragment = True
    response = _rendered(template, 200, actor=g.get("actor"), **values)
    response.headers["X-Made"] = f"{now().astimezone(TOKYO):%H:%M:%S}"
    return response


def _rendered(template: str, status: int, /, **values: Any) -> Response:
    here = shown()
    body = render_template(
        f"console/{template}.html",
        say=here.say,
        shown=here,
        made=f"{here.now.astimezone(TOKYO):%H:%M:%S}",
        training=current_app.extensions["desk"].training,
        token=session.form_token(),
        second=proof.asked_of(g.get("actor"), here.now),
        **values,
    )
    return Response(body, status)


def refused(why: str, status: int, **slots: object) -> Response:
    """Return a page that says what was not done and why."""
    return page("refused", status, why=why, slots=slots, home=url_for("console.today"))
