"""The audit's page: what was done, whether the record is whole, and a table of it."""

from datetime import date
from typing import Any

from flask import Response, current_app, flash, request, url_for
from sqlalchemy.orm import Session

from console import answers
from console.entrance import guarded, needs, see
from console.people import acted
from console.people.told import Told
from db.engine import reading
from privacy.audit import Audit

bp = guarded("console_audit")
FIRST, LAST = 2000, 9998
"""Years."""


@bp.get("/people/audit")
@needs("audit")
def page() -> Response:
    """Show who did what, the latest first."""
    return _page()


@bp.post("/people/audit/verify")
@needs("audit")
def verify() -> Response:
    """Follow the chain from its first entry to its last, as `audit verify` does."""
    desk, say = current_app.extensions["desk"], answers.say()
    with Session(reading(desk.engine)) as session:
        broken = Audit(desk.keystore).verify(session)
    if broken is not None:
        return _page(409, broken=broken)
    flash(say("audit.whole", time=answers.shown().when(answers.now())))
    return see(url_for("console_audit.page"))


@bp.get("/people/audit.csv")
@needs("audit")
def table() -> Response:
    """Send what was looked for as a table."""
    sent = acted.table(current_app.extensions["engine"], _wish(), Told(answers.shown()))
    return answers.attached(sent, "text/csv", "audit.csv")


def _page(status: int = 200, broken: int | None = None) -> Response:
    wish = _wish()
    found = acted.look(current_app.extensions["engine"], wish)
    return answers.page(
        "audit",
        status,
        wish=wish,
        looked=found,
        broken=broken,
        told=Told(answers.shown()),
        asked=_asked(wish),
        here=url_for("console_audit.page"),
    )


def _wish() -> acted.Wish:
    given = request.args
    try:
        day = date.fromisoformat(given.get("day", ""))
    except ValueError:
        day = None
    if day and not FIRST <= day.year <= LAST:  # Else no clock could show it in another time zone.
        day = None
    page = max(1, min(given.get("page", 1, type=int), 100_000))
    person, act, campaign = (given.get(name, "")[:128] for name in ("person", "act", "campaign"))
    return acted.Wish(person, act, campaign, day, page)


def _asked(wish: acted.Wish) -> dict[str, Any]:
    day = wish.day.isoformat() if wish.day else ""
    asked = {"person": wish.person, "act": wish.act, "campaign": wish.campaign, "day": day}
    return {name: value for name, value in asked.items() if value}
