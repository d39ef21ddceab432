"""Who sits at this browser: a signed cookie with an absolute end, asked again at every request."""

import hmac
import secrets
from datetime import datetime, timedelta

from flask import request, session
from flask.sansio.app import App
from sqlalchemy import Engine

from campaigns.people import Actor
from console import operators
from console.words import LANGUAGES

LASTS = timedelta(hours=8)


def prepare(app: App) -> None:
    """Give the application its key and the cookie its flags; needs the desk and the public address."""
    secure = not app.extensions["public_base_url"].startswith("http:")
    app.secret_key = app.extensions["desk"].keystore.create_or_get("sessions")
    app.config.update(
        # A browser takes the longer name only from this very host and only over TLS.
        SESSION_COOKIE_NAME="__Host-yobikake" if secure else "yobikake",
        SESSION_COOKIE_SECURE=secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
    )


def begin(engine: Engine, name: str, now: datetime) -> None:
    """Let a person in whose password was right; what the browser held before is dropped."""
    end()
    here = operators.present(engine, name)
    if here is not None:
        session.update(name=name, mark=here.mark, until=(now + LASTS).timestamp())


def end() -> None:
    """Let nobody in any more from this browser; the language stays."""
    kept = session.get("language")
    session.clear()
    if kept:
        session["language"] = kept


def actor(engine: Engine, now: datetime) -> Actor | None:
    """Return who is signed in, or None: never, too long ago, disabled since, or under an older password."""
    name, until = session.get("name"), session.get("until", 0)
    if name is None or now.timestamp() >= until:
        return None
    here = operators.present(engine, name)
    if here is None or not hmac.compare_digest(here.mark, session.get("mark", "")):
        return None
    return Actor(name, here.role)


def form_token() -> str:
    """Return what every form of this browser carries, so that no other site can send one."""
    return session.setdefault("form", secrets.token_urlsafe(18))  # type: ignore[no-any-return]


def form_is_ours() -> bool:
    """Tell whether the form that was sent carries this browser's token."""
    ours, given = session.get("form", ""), request.form.get("token", "")
    return bool(ours) and hmac.compare_digest(ours.encode(), given.encode())


def language() -> str:
    """Return the language of the pages: the one chosen by `?lang=`, else the browser's, else English."""
    if request.args.get("lang") in LANGUAGES:
        session["language"] = request.args["lang"]
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or "en"
