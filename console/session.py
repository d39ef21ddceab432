"""Who sits at this browser: a signed cookie holds a token, and a row of the database says whose it is."""

import hmac
import secrets
from datetime import datetime, timedelta

from flask import current_app, request, session
from flask.sansio.app import App
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from console import sign_ins
from console.sign_ins import Here
from console.words import LANGUAGES

HALF = timedelta(minutes=5)
"""How long somebody whose password was right may look for the telephone."""


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


def begin(engine: Engine, name: str, now: datetime, *, proved: bool = False) -> None:
    """Let a person in who has shown all that is asked for; what the browser held before is dropped."""
    end(engine, now)
    with Session(engine) as rows, rows.begin():
        session["sign-in"] = sign_ins.begin(rows, name, now, proved=proved)


def end(engine: Engine, now: datetime) -> None:
    """Let nobody in any more from this browser; the language stays."""
    token, kept = session.get("sign-in"), session.get("language")
    who = sign_ins.here(engine, token, now, now) if token else None
    if who is not None:
        sign_ins.end(engine, who.name, who.sign_in, now)
    session.clear()
    if kept:
        session["language"] = kept


def hold(engine: Engine, name: str, now: datetime, goes_on: str) -> None:
    """Remember for a few minutes that somebody may be let in once a code is shown."""
    end(engine, now)
    session["half"] = {"name": name, "until": (now + HALF).timestamp(), "next": goes_on}


def held(now: datetime) -> tuple[str, str] | None:
    """Return who still has to show a code, and where they want to go; None when that took too long."""
    half = session.get("half")
    if not half or now.timestamp() >= half["until"]:
        return None
    return half["name"], half["next"]


def actor(engine: Engine, now: datetime) -> Here | None:
    """Return who is signed in, or None."""
    token = session.get("sign-in")
    return sign_ins.here(engine, token, now, phones()) if token else None


def phones() -> datetime:
    """Return what telephones show: the real time, also where a training line's clock shows another."""
    wall = current_app.extensions.get("wall") or current_app.extensions["clock"]
    instant: datetime = wall.now()
    return instant


def form_token() -> str:
    """Return what every form of this browser carries, so that no other site can send one."""
    return session.setdefault("form", secrets.token_urlsafe(18))  # type: ignore[no-any-return]


def form_is_ours() -> bool:
    """Tell whether the form that was sent carries this browser's token."""
    ours, given = session.get("form", ""), request.form.get("token", "")
    return bool(ours) and hmac.compare_digest(ours.encode(), given.encode())


def language() -> str:
    """Return the language of the pages: the one chosen by `?lang=`, else the browser's, else Japanese."""
    if request.args.get("lang") in LANGUAGES:
        session["language"] = request.args["lang"]
    chosen = session.get("language")
    return chosen if chosen in LANGUAGES else request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]
