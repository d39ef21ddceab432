"""What is running now, for the staff of banks, shops and schools: a public page and two feeds."""

import json
from collections.abc import Sequence
from datetime import datetime

from flask import Blueprint, Response, current_app, render_template, request
from sqlalchemy.exc import SQLAlchemyError

from campaigns.notices import Notice
from carrier.access import Access, declare
from check.pages import HEADERS, rendered, tag
from db.clock import TOKYO, midnight
from prompts.library import Channel, Prompts
from prompts.tree import Effect
from tree.guide import leaf_with
from tree.running import LookFailed, area_of, introduced

bp = Blueprint("now", __name__, template_folder="templates")
declare(bp, Access.PUBLIC)

_BRIEFLY = "public, max-age=30"
_TROUBLE = (SQLAlchemyError, OSError, LookFailed)
_AGAIN = {"Retry-After": "30", "Cache-Control": "no-store"}


@bp.after_request
def shut(response: Response) -> Response:
    """Let pages load nothing from elsewhere; answer 304 to whoever has them already."""
    for name, value in HEADERS.items():
        if name != "Cache-Control":
            response.headers.setdefault(name, value)
    response.headers.setdefault("Cache-Control", _BRIEFLY)
    if response.status_code == 200:
        response.add_etag()
        response.make_conditional(request)
    return response


@bp.get("/now")
@bp.get("/now/<language>")
def page(language: str = "") -> Response:
    """Show the running warnings; every warning in all languages of its campaign."""
    prompts = _prompts()
    offered = prompts.on(Channel.WEB)
    if language and language not in offered:
        return Response(status=404)
    shown, found = language or offered[0], _look()
    told = _told(prompts, shown, found or ())
    sentence = "cannot-look" if found is None else "now.none" if not found else None
    nothing = prompts.frame(shown, sentence, Channel.WEB) if sentence else None
    text = rendered("now", shown, title=_title(prompts, shown), told=told, nothing=nothing)
    return Response(text, headers=None if found is not None else {"Cache-Control": "no-store"})


@bp.get("/now.json")
def as_json() -> Response:
    """Return the running warnings as JSON; 503 where they cannot be looked up."""
    found = _look()
    if found is None:
        return _answer(json.dumps({"running": None}), "application/json", 503)
    running = [
        {
            "id": one.id,
            "warning": one.warning,
            "area": one.area,
            "texts_only": one.texts_only,
            "since": one.started_at.astimezone(TOKYO).isoformat(timespec="seconds"),
            "words": dict(one.words),
        }
        for one in found
    ]
    return _answer(json.dumps({"running": running}, ensure_ascii=False), "application/json", 200)


@bp.get("/now.atom")
def as_atom() -> Response:
    """Return the running warnings as an Atom feed; 503 where they cannot be looked up."""
    found, prompts = _look(), _prompts()
    if found is None:
        return _answer("", "application/atom+xml", 503)
    language = prompts.on(Channel.WEB)[0]
    feed = render_template(
        "check/now.xml",
        tag=tag,
        language=language,
        base=current_app.extensions["public_base_url"].rstrip("/"),
        organisation=prompts.promises.organisation[language],
        title=_title(prompts, language),
        told=_told(prompts, language, found),
        updated=max((one.started_at for one in found), default=_midnight()),
    )
    return _answer(feed, "application/atom+xml", 200)


def _title(prompts: Prompts, language: str) -> str:
    leaf = leaf_with(prompts.tree, Effect.NOW)
    if leaf is None:
        return prompts.frame(language, "web.title", Channel.WEB)
    return prompts.label(language, leaf, Channel.WEB)


def _look() -> Sequence[Notice] | None:
    try:
        found: Sequence[Notice] = current_app.extensions["notices"]()
    except _TROUBLE:
        return None
    return found


def _told(prompts: Prompts, language: str, found: Sequence[Notice]) -> list[tuple[str, str, Notice]]:
    """Return each with a heading, and with where and since when."""
    calling, now = any(not one.texts_only for one in found), current_app.extensions["clock"].now()
    return [
        (
            prompts.title(language, one.warning)
            if one.warning
            else area_of(prompts, language, one.area, Channel.WEB),
            introduced(prompts, language, one, now, Channel.WEB, calling=calling),
            one,
        )
        for one in found
    ]


def _midnight() -> datetime:
    """Return when today began: a feed without entries needs an instant that stays the same."""
    now: datetime = current_app.extensions["clock"].now()
    return midnight(now)


def _answer(text: str, kind: str, status: int) -> Response:
    return Response(text, status, mimetype=kind, headers=None if status == 200 else _AGAIN)


def _prompts() -> Prompts:
    prompts: Prompts = current_app.extensions["prompts"]
    return prompts
