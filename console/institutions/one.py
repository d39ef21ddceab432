"""One institution: what is known of it, put right by hand, or taken out of the directory."""

from collections.abc import Callable, Mapping
from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns import institutions
from campaigns.cells import read_area, read_name
from campaigns.entries import read_hours
from campaigns.institutions import Described
from campaigns.kinds import Kind, read_kind
from campaigns.tongues import read_language
from console import acts, answers, tables
from console.entrance import guarded, needs, see
from console.institutions import directory
from console.typed import kept_of

bp = guarded("console_institution")

READ: Mapping[str, Callable[[str], Any]] = {
    "name": read_name,
    "kind": read_kind,
    "area": read_area,
    "language": read_language,
    "hours": read_hours,
}
"""How each field is read: as the same column of a table is."""


@bp.get("/institutions/<entry>")
def page(entry: str) -> Response:
    """Show an institution."""
    return _page(entry)


@bp.post("/institutions/<entry>")
@needs("directory")
def change(entry: str) -> Response:
    """Describe it anew; number and extension stay, because they make it what it is."""
    desk = answers.desk()
    read, wrong = _read(request.form)
    if wrong:
        return _page(entry, 422, wrong=wrong, typed=kept_of(request.form))
    about = Described(**{**read, "language": read["language"] or desk.prompts.languages[0]})
    if not institutions.describe(desk, entry, about, g.actor, desk.clock.now()):
        return _gone()
    flash(answers.say()("institutions.changed", name=about.name))
    return see(url_for("console_institution.page", entry=entry))


@bp.post("/institutions/<entry>/remove")
@needs("directory")
def remove(entry: str) -> Response:
    """Take it out of the directory, with its number."""
    desk, row = answers.desk(), directory.one(answers.desk().engine, entry)
    if row is None or not institutions.take_out(desk, [entry], g.actor, desk.clock.now()):
        return _gone()
    flash(answers.say()("institutions.removed", name=row.name))
    return see(url_for("console_institutions.page"))


def _read(form: Mapping[str, str]) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what was typed as it is stored, and what is wrong by field."""
    read, wrong = dict[str, Any](), dict[str, str]()
    for field, reader in READ.items():
        try:
            read[field] = reader(form.get(field, ""))
        except ValueError as fault:
            wrong[field] = tables.said(answers.say(), str(fault))
    if not read.get("name") and "name" not in wrong:
        wrong["name"] = answers.say()("row.no-name")
    return read, wrong


def _page(entry: str, status: int = 200, **values: Any) -> Response:
    row = directory.one(answers.desk().engine, entry)
    if row is None:
        return _gone()
    may, languages = acts.may(g.actor, "directory"), answers.desk().prompts.languages
    return answers.page(
        "institution", status, row=row, kinds=tuple(Kind), languages=languages, may=may, **values
    )


def _gone() -> Response:
    return answers.refused("institution", 404)
