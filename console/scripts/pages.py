"""The words of every language: how complete they are, who reviewed them, how they sound."""

from typing import Any

from flask import Response, current_app, g, request, url_for

from console import acts, answers
from console.scripts import languages, listen, reviewing, reviews, rows, sentence, warnings
from console.scripts.room import offered, room
from console.scripts.said import Link, Said
from console.typed import without_number
from prompts.library import Prompts

ROOMS = (listen.bp, sentence.bp, reviews.bp, warnings.bp)
"""What comes with this room."""

bp = room("console_scripts")
for part in ROOMS:
    bp.record_once(lambda state, part=part: state.app.register_blueprint(part))  # type: ignore[misc]


@bp.get("/scripts")
def page() -> Response:
    """Show how every language stands, and the local knowledge of the line."""
    desk, done = current_app.extensions["desk"], languages.done()
    found = languages.everything(done)
    return answers.page(
        "scripts",
        languages=found,
        objections={one.tag: reviewing.objected(desk, one.review.objections) for one in found},
        packs=[reviewing.pack_shown(desk, pack, done) for pack in languages.packs()],
        said=Said(answers.shown()),
    )


@bp.get("/scripts/<language>")
def language(language: str) -> Response:
    """Show a group of a language's sentences, and how each sounds."""
    return _page(language, request.args.get("group", ""))


@bp.post("/scripts/<language>/search")
def search(language: str) -> Response:
    """Show the sentences in which words occur; what somebody looks for stands in no address."""
    return _page(language, "", without_number(request.form.get("wanted", "").strip()))


def _page(tag: str, group: str, wanted: str = "") -> Response:
    prompts: Prompts = current_app.extensions["prompts"]
    found = rows.rows(prompts, current_app.extensions["recordings"], offered(tag), answers.tongue())
    groups = rows.groups(prompts.tree, found)
    if wanted:
        shown: list[Any] = rows.search(found, wanted)
    else:
        group = group if group in {one.id for one in groups} else rows.first(tag)
        shown = [row for row in found if rows.group_of(prompts.tree, row) == group]
    return answers.page(
        "scripts_language",
        language=languages.one(tag, languages.done()),
        groups=[_link(tag, one) for one in groups],
        group=group,
        rows=shown[: rows.FOUND] if wanted else shown,
        found=len(shown),
        wanted=wanted,
        may_record=acts.may(g.actor, "record"),
        said=Said(answers.shown()),
        here=url_for("console_scripts.language", language=tag),
    )


def _link(tag: str, group: rows.Group) -> Link:
    address = url_for("console_scripts.language", language=tag, group=group.id)
    say = answers.say()
    if not group.recorded:
        return Link(group.id, address, say("scripts.sentences", count=group.total))
    return Link(group.id, address, say("scripts.recorded-of", count=group.total, recorded=group.recorded))
