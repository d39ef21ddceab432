"""A table of institutions comes in: looked through alone, or brought into the directory at once."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns import institutions
from campaigns.directory import Imported
from campaigns.encodings import TableInvalid
from campaigns.institutions import Table
from campaigns.places import unknown_places
from console import acts, answers, tables, uploads
from console.entrance import guarded, needs, see
from console.institutions import directory

bp = guarded("console_institutions_import")

LOOKED_AT = 10


@dataclass(frozen=True, slots=True)
class Found:
    """What a table holds, when nothing of it was stored."""

    good: int
    twice: int
    bad: int
    rows: list[tables.Row]
    areas: list[str]
    would: Imported


@bp.get("/institutions/import")
def page() -> Response:
    """Offer the form, and tell what the table must look like."""
    return _page()


@bp.post("/institutions/import")
@needs("directory")
@uploads.takes_files()
def bring_in() -> Response:
    """Bring a table in, or only check it."""
    file = uploads.table("file")
    if file is None:
        return _page(422, wrong=answers.say()("table.none"))
    try:
        read = institutions.read(file, answers.desk().policy.dials)
    except TableInvalid as fault:
        return _page(422, wrong=tables.said(answers.say(), str(fault)))
    if "check" in request.form:
        return _page(found=_found(read))
    if read.bad and "skip" not in request.form:
        return _page(422, found=_found(read), stopped=True)
    return _store(read)


def _store(read: Table) -> Response:
    desk, say = answers.desk(), answers.say()
    replace = request.form.get("how") == "replace"
    done = institutions.bring_in(desk, read, g.actor, desk.clock.now(), replace=replace)
    flash(say("institutions.imported", added=done.added, known=done.known, removed=done.removed))
    if read.bad:
        flash(say("institutions.left-out", count=len(read.bad)))
    areas = _unknown(entry.area for entry in read.entries)
    if areas:
        flash(say("institutions.look-at", areas=say("institutions.joined").join(areas)))
    return see(url_for("console_institutions.page"))


def _found(read: Table) -> Found:
    rows = tables.bad_rows(answers.say(), read.bad)
    areas = _unknown(entry.area for entry in read.entries)
    would = institutions.directory_of(answers.desk()).compare(read.entries)
    return Found(len(read.entries), read.duplicates, len(read.bad), rows, areas, would)


def _unknown(areas: Iterable[str | None]) -> list[str]:
    """Return the first names of areas that are no municipality: each is perhaps mistyped."""
    own = answers.desk().prompts.promises.areas
    return [area for area, _ in unknown_places((one for one in areas if one), own, LOOKED_AT).places]


def _page(status: int = 200, **values: Any) -> Response:
    may, count = acts.may(g.actor, "directory"), directory.count(answers.desk().engine)
    return answers.page("institutions_import", status, may=may, count=count, form=request.form, **values)
