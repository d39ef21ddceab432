"""One sentence: what calls play for it, what they played before, and a new recording."""

from flask import Response, flash, g, request, url_for

from carrier.voices import speaks
from console import acts, answers, uploads
from console.answers import part
from console.entrance import needs, see
from console.scripts import recording, rows
from console.scripts.room import NoSuch, offered, room
from console.scripts.said import Said
from prompts.audio.entry import RECORDED, digest_of
from prompts.audio.level import Unfit
from prompts.spans import seconds

bp = room("console_sentence")
FOREVER = "private, max-age=31536000, immutable"


@bp.get("/scripts/<language>/sentences/<id>")
def page(language: str, id: str) -> Response:
    """Show a sentence and all its recordings."""
    return _page(_row(language, id), language)


@bp.post("/scripts/<language>/sentences/<id>")
@uploads.takes_files(uploads.SOUND)
@needs("record")
def record(language: str, id: str) -> Response:
    """Take a recording in: the next call plays it."""
    from prompts.audio.intake import NotTaken  # noqa: PLC0415 - loads numpy, which most processes never need

    row, file = _row(language, id), uploads.table("audio")
    if not row.sound.alone:
        return answers.refused("joined", 409)
    if file is None:
        return _page(row, language, Unfit("", "", "nothing"))
    try:
        lasts = recording.take(part("desk"), part("recordings"), g.actor, (language, id, row.words), file)
    except NotTaken as fault:
        return _page(row, language, fault.fault)
    flash(answers.say()("scripts.taken", seconds=lasts))
    return see(url_for(".page", language=language, id=id))


@bp.post("/scripts/<language>/sentences/<id>/back/<file>")
@needs("record")
def bring_back(language: str, id: str, file: str) -> Response:
    """Let calls play an older recording again."""
    row = _row(language, id)
    try:
        recording.bring_back(part("desk"), part("recordings"), g.actor, (language, id, row.words), file)
    except recording.NotOnFile:
        raise NoSuch(file) from None
    flash(answers.say()("scripts.brought-back"))
    return see(url_for(".page", language=language, id=id))


@bp.post("/scripts/<language>/sentences/<id>/withdraw")
@needs("record")
def withdraw(language: str, id: str) -> Response:
    """Let the carrier's voice say it again."""
    row = _row(language, id)
    try:
        done = recording.take_all_back(part("desk"), part("recordings"), g.actor, (language, id, row.words))
    except recording.NeedsRecording:
        return answers.refused("no-voice", 409)
    flash(answers.say()("scripts.withdrawn" if done else "scripts.withdrawn-before"))
    return see(url_for(".page", language=language, id=id))


@bp.get("/scripts/<language>/sounds/<file>.wav")
def sound(language: str, file: str) -> Response:
    """Give a recording of any time; its name is its content's hash."""
    path = part("recordings").path(offered(language), file)
    if path is None:
        raise NoSuch(file)
    response = Response(path.read_bytes(), mimetype="audio/wav", headers={"Cache-Control": FOREVER})
    response.set_etag(file)
    response.make_conditional(request, accept_ranges=True, complete_length=path.stat().st_size)
    return response


def _row(language: str, id: str) -> rows.Row:
    found = rows.rows(part("prompts"), part("recordings"), offered(language), answers.tongue())
    row = next((row for row in found if row.id == id), None)
    if row is None:
        raise NoSuch(id)
    return row


def _page(row: rows.Row, language: str, wrong: Unfit | None = None) -> Response:
    prompts, digest = part("prompts"), digest_of(language, row.words)
    return answers.page(
        "scripts_sentence",
        422 if wrong else 200,
        row=row,
        language=language,
        group=rows.group_of(prompts.tree, row),
        wrong=wrong,
        expected=f"{seconds(row.words, language):.0f}",
        has_voice=speaks(language),
        fits=[one for one in row.sound.history if one.digest == digest and one.source == RECORDED],
        history=list(reversed(row.sound.history)),
        may_record=acts.may(g.actor, "record"),
        said=Said(answers.shown()),
    )
