"""Standing lists: homes that asked to be warned, or were enrolled with their consent."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns import listing
from campaigns.enrolling import LONGEST_MONTHS, CannotEnrol
from console import acts, answers
from console.entrance import guarded, needs, see
from console.lists import listed, one
from console.typed import kept_of
from db.clock import TOKYO
from privacy.wanted import months_on

bp = guarded("console_lists")
bp.record_once(lambda state: state.app.register_blueprint(one.bp))

USUAL_MONTHS = 6
FIELDS = ("name", "consent", "until")


@bp.get("/lists")
def page() -> Response:
    """Show the lists, and let an approver make one."""
    return _page()


@bp.post("/lists")
@needs("own-list")
def create() -> Response:
    """Make a list; whoever makes it answers for the consent."""
    desk, say, typed = answers.desk(), answers.say(), request.form
    name, now = typed.get("name", "").strip(), desk.clock.now()
    if any(one.name == name and not one.ended for one in listed.every(desk, now)):
        return _wrong("name", "lists.wrong-taken")
    try:
        last = date.fromisoformat(typed.get("until", ""))
        listing.create(desk, name, typed.get("consent", ""), last, g.actor, now)
    except CannotEnrol as fault:
        return _wrong(fault.why, f"lists.wrong-{fault.why}")
    except ValueError:
        return _wrong("until", "lists.wrong-until")
    flash(say("lists.made", name=name))
    return see(url_for("console_list.page", listed=name))


def _wrong(field: str, why: str) -> Response:
    return _page(422, wrong={field: answers.say()(why)}, typed=kept_of(request.form))


def _page(status: int = 200, wrong: Mapping[str, str] | None = None, **values: Any) -> Response:
    desk = answers.desk()
    now = desk.clock.now()
    today = now.astimezone(TOKYO).date()
    return answers.page(
        "lists",
        status,
        lists=listed.every(desk, now),
        days=(today, months_on(today, USUAL_MONTHS), months_on(today, LONGEST_MONTHS)),
        registration=desk.prompts.promises.registration,
        may=acts.may(g.actor, "own-list"),
        wrong=wrong or {},
        **values,
    )
