"""The tree as public web pages: read only, no script, no cookie, nothing asked."""

from typing import Any

from flask import Blueprint, Response, current_app, redirect, render_template, url_for
from werkzeug.wrappers import Response as AnyResponse

from carrier.access import Access, declare
from check import dialling, sheet
from check.trail import registers
from prompts.faults import UnknownLanguage
from prompts.library import Channel, Prompts, normal
from prompts.tree import Effect, Node
from tree.desk import Desk
from tree.walk import NoSuchPath, walk

bp = Blueprint("check", __name__, url_prefix="/check", template_folder="templates", static_folder="static")
declare(bp, Access.PUBLIC)

HEADERS = {
    "Cache-Control": "public, max-age=300",
    "Content-Security-Policy": "default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; "
    "frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


@bp.after_request
def shut(response: Response) -> Response:
    """Let pages load nothing from elsewhere and tell nobody where a reader came from."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    return response


@bp.get("/")
def languages() -> str:
    """Offer the languages."""
    return rendered("languages", _offered()[0])


@bp.get("/<language>/")
@bp.get("/<language>/<code>/")
def show(language: str, code: str = "") -> AnyResponse:
    """Show a question or an answer."""
    prompts = _prompts()
    if language not in _offered():
        return _elsewhere(language, code)
    try:
        node = walk(prompts.tree, code).node
    except NoSuchPath:
        return Response(rendered("not_found", language), 404)
    if node.is_leaf or registers(prompts.tree, node):
        return _leaf(prompts, language, node)
    asked = sheet.question(prompts, language, node)
    if asked.trail:
        return Response(rendered("question", language, asked.code, page=asked))
    promises, hotline = prompts.our_promises(language), dialling.hotline(prompts, language)
    return Response(rendered("front", language, page=asked, promises=promises, hotline=hotline))


def _elsewhere(language: str, code: str) -> AnyResponse:
    """Lead somebody who wrote a language otherwise (`zh`, `EN`) to it."""
    try:
        meant = normal(language)
    except UnknownLanguage:
        meant = language
    if meant == language or meant not in _offered():
        return Response(rendered("not_found", _offered()[0]), 404)
    return redirect(url_for("check.show", language=meant, code=code or None), 301)


def _leaf(prompts: Prompts, language: str, node: Node) -> Response:
    shown = sheet.leaf(prompts, language, node)
    if node.is_leaf:
        extensions = current_app.extensions
        extensions["tally"].later(extensions["clock"].now(), "web", language, node.id)
    now = _saying_now(prompts, language) if node.effect is Effect.NOW else ()
    response = Response(rendered("leaf", language, shown.code, page=shown, now=now))
    if now:
        response.headers["Cache-Control"] = "no-store"
    return response


def _saying_now(prompts: Prompts, language: str) -> list[tuple[str, str]]:
    desk: Desk = current_app.extensions["asked"]
    return desk.saying_now(prompts, language, current_app.extensions["clock"].now(), Channel.WEB)


def rendered(name: str, language: str, code: str = "", **shown: Any) -> str:
    """Return a page of this room in one language; `code` is where in the tree it stands."""
    prompts = _prompts()

    def say(id: str, tongue: str = language, **slots: str) -> str:
        return prompts.frame(tongue, id, Channel.WEB, **slots)

    return render_template(
        f"check/{name}.html",
        say=say,
        tag=tag,
        language=language,
        code=code,
        prompts=prompts,
        languages=_offered(),
        base=current_app.extensions["public_base_url"].rstrip("/"),
        **shown,
    )


def tag(language: str) -> str:
    """Return a language's tag for browsers; there is none for easy Japanese, so it is a private kind."""
    return "ja-x-easy" if language == "ja-easy" else language


def _prompts() -> Prompts:
    prompts: Prompts = current_app.extensions["prompts"]
    return prompts


def _offered() -> tuple[str, ...]:
    return _prompts().on(Channel.WEB)
