"""One institution that asks to be told: typed by hand, and judged as a row of a table is."""

import csv
from collections.abc import Mapping
from io import BytesIO, StringIO
from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns import institutions
from campaigns.institutions import Table
from campaigns.kinds import Kind
from console import acts, answers, tables
from console.entrance import guarded, needs, see
from console.typed import kept_of

bp = guarded("console_institution_add")

FIELDS = ("name", "number", "extension", "kind", "area", "language", "hours")


@bp.get("/institutions/add")
def page() -> Response:
    """Show the form."""
    return _page()


@bp.post("/institutions/add")
@needs("directory")
def add() -> Response:
    """Put it into the directory; what was typed stands there again if it cannot be, the number apart."""
    desk, say = answers.desk(), answers.say()
    if not request.form.get("name", "").strip():
        return _page(422, wrong={"name": say("row.no-name")})  # With nothing at all it would be no row.
    read = _read(request.form)
    if read.bad:
        reason = read.bad[0].reason
        return _page(422, wrong={_at(reason): tables.said(say, reason)})
    done = institutions.bring_in(desk, read, g.actor, desk.clock.now(), replace=False)
    name = read.entries[0].name
    flash(say("institutions.added-one" if done.added else "institutions.known-one", name=name))
    return see(url_for("console_institutions.page"))


def _read(form: Mapping[str, str]) -> Table:
    written = StringIO(newline="")
    rows = csv.writer(written)
    rows.writerow(FIELDS)
    rows.writerow([" ".join(form.get(field, "").split()) for field in FIELDS])
    return institutions.read(BytesIO(written.getvalue().encode()), answers.desk().policy.dials)


def _at(reason: str) -> str:
    """Return the field that a reason is about."""
    words = reason.removeprefix("no ").removeprefix("unknown ").split()[0].rstrip(":")
    return words if words in FIELDS else "number"


def _page(status: int = 200, wrong: Mapping[str, str] | None = None) -> Response:
    wrong = wrong or {}
    values: dict[str, Any] = {"may": acts.may(g.actor, "directory"), "wrong": wrong}
    values |= {"kinds": tuple(Kind), "languages": answers.desk().prompts.languages}
    return answers.page("institution_add", status, typed=kept_of(request.form), **values)
