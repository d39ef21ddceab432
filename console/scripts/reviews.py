"""The review of words: read, listen, and answer for them, or say what is wrong."""

from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns.labels import read_label
from console import acts, answers
from console.answers import part
from console.entrance import needs, see
from console.scripts import languages, reviewing, rows
from console.scripts.room import NoSuch, room
from console.scripts.said import Link, Said
from console.typed import kept
from prompts.acts import NotSeen
from prompts.pack import Pack
from prompts.standing import Act

bp = room("console_reviews")


@bp.get("/scripts/<language>/review")
def page(language: str) -> Response:
    """Show a group of the sentences, as they are written."""
    return _page(language)


@bp.post("/scripts/<language>/review/<any(reviewed, accepted, refused):act>")
@needs(None)
def answer(language: str, act: str) -> Response:
    """Note that somebody answers for the words, or what they found wrong with them."""
    words = languages.words(language)
    wrong = _noted(Act(act), language, words.digest)
    if wrong:
        return _page(language, wrong)
    live = act == Act.ACCEPTED and not part("desk").training
    flash(answers.say()("scripts.done-accepted-live" if live else f"scripts.done-{act}"))
    return see(url_for("console_scripts.page"))


@bp.get("/scripts/packs/<name>")
def pack(name: str) -> Response:
    """Show what a pack of local knowledge says."""
    return _pack_page(_pack(name))


@bp.post("/scripts/packs/<name>/<any(checked, refused):act>")
@needs(None)
def answer_for_pack(name: str, act: str) -> Response:
    """Note that somebody has checked a pack, or what they found wrong with it."""
    pack = _pack(name)
    wrong = _noted(Act(act), pack.subject, pack.digest())
    if wrong:
        return _pack_page(pack, wrong)
    flash(answers.say()(f"scripts.done-{act}"))
    return see(url_for("console_scripts.page"))


def _noted(act: Act, subject: str, digest: str) -> str:
    """Keep an act; returns the id of what is wrong with the form, if anything."""
    try:
        reason = read_label(request.form.get("reason", ""), acts.LONGEST_REASON) if act is Act.REFUSED else ""
    except ValueError:
        return "scripts.reason-plain" if request.form.get("reason", "").strip() else "scripts.reason"
    if act is Act.REFUSED and not reason:
        return "scripts.reason"
    try:
        seen = request.form.get("digest", "")
        reviewing.answer_for(part("desk"), g.actor, act, subject, digest, seen, reason)
    except NotSeen:
        return "scripts.not-seen"
    return ""


def _page(language: str, wrong: str = "") -> Response:
    prompts, words, acted = part("prompts"), languages.words(language), languages.done()
    read = reviewing.to_read(words, prompts.tree)
    groups = list(dict.fromkeys(one.group for one in read))
    asked = request.args.get("group", "")
    group = asked if asked in groups else rows.WARNINGS
    found = languages.one(language, acted)
    return answers.page(
        "scripts_review",
        422 if wrong else 200,
        language=found,
        objections=reviewing.objected(part("desk"), found.review.objections),
        words=words,
        total=len(read),
        groups=[_link(language, id, sum(one.group == id for one in read)) for id in groups],
        group=group,
        read=[one for one in read if one.group == group],
        backs=any(one.japanese for one in read),
        **_form(wrong),
        here=url_for(".page", language=language),
    )


def _link(language: str, group: str, count: int) -> Link:
    address = url_for(".page", language=language, group=group)
    return Link(group, address, answers.say()("scripts.sentences", count=count))


def _pack_page(pack: Pack, wrong: str = "") -> Response:
    desk = part("desk")
    tags = [tag for tag in languages.states() if pack.words(tag)]
    return answers.page(
        "scripts_pack",
        422 if wrong else 200,
        pack=reviewing.pack_shown(desk, pack, languages.done()),
        words={tag: pack.words(tag) for tag in tags},
        **_form(wrong),
        here=url_for(".pack", name=pack.name),
    )


def _form(wrong: str) -> dict[str, Any]:
    may = {act: acts.may(g.actor, act) for act in ("reviewed", "accepted", "refused", "checked")}
    reason = kept(request.form.get("reason", ""))
    return {"wrong": wrong, "reason": reason, "may": may, "said": Said(answers.shown())}


def _pack(name: str) -> Pack:
    for pack in languages.packs():
        if pack.name == name:
            return pack
    raise NoSuch(name)
