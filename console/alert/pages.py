"""From an incident to warnings that wait for approval: what, where, with which words, to whom."""

from typing import Any

from flask import Response, current_app, flash, g, request, url_for

from campaigns import alerting
from campaigns.alerting import CannotAlert, Part
from campaigns.audience import People
from campaigns.once import BeingMade
from campaigns.plan import Plan, PlanInvalid, Source
from campaigns.steps import NotNow
from console import acts, answers, uploads
from console.acts import Said
from console.alert import claims, places, typed
from console.alert.look import Look, counted, look
from console.alert.meaning import checked, meaning
from console.alert.sentences import Sentences
from console.alert.typed import FILE, Typed
from console.entrance import guarded, needs, see

bp = guarded("console_alert")

FIRST = 8
"""Claims that stand there at once; the others are a press away."""


@bp.get("/alert")
def page() -> Response:
    """Show the form; a link from another page may have filled in claim and area."""
    given = typed.from_address(request)
    return _page(given, _look(given))


@bp.post("/alert/preview")
@uploads.takes_files()
def preview() -> Response:
    """Show what the form would make: to the script, which puts it in place, or as a page."""
    given = typed.from_form(request)
    found = _look(given)
    _forget_untouched(found)
    if "part" in request.form:
        return answers.fragment("_alert", **_values(given, found))
    return _page(given, found)


@bp.post("/alert")
@needs("alert")
@uploads.takes_files()
def submit() -> Response:
    """Make the campaigns of the alert and hand them to whoever approves."""
    given = typed.from_form(request)
    found = _look(given)
    _demand(found)
    if found.wrong:
        return _page(given, found, 409 if "again" in found.wrong else 422)
    try:
        parts = _draft(found)
    except (CannotAlert, PlanInvalid):
        found.wrong["other"] = Said("alert.nothing-made")
        return _page(given, found, 422)
    except BeingMade:  # Who pressed twice sees there what the first press makes.
        return see(url_for("console_approvals.page"))
    except NotNow:
        found.wrong["area"] = Said("alert.area-line")
        return _page(given, found, 409)
    whom = Sentences(answers.shown()).everybody(counted(part for part in parts if part.campaign))
    flash(answers.say()("alert.done", whom=whom))
    return see(url_for("console_approvals.page"))


def _look(given: Typed) -> Look:
    desk, now = answers.desk(), answers.now()
    meant, reading = meaning(desk, given, now), claims.get_ready(desk.prompts.languages)
    if meant.alert is not None:
        reading.join()
    return look(desk, meant, uploads.table("file"), _check, now)


def _draft(found: Look) -> list[Part]:
    desk, now, given = answers.desk(), answers.now(), found.meaning
    alert = given.alert
    if alert is None:
        raise CannotAlert(())
    homes = uploads.table("file") if given.homes == FILE else None
    asked = {"skip_bad": given.typed.skip_bad, "again": given.typed.again}
    return alerting.draft(desk, alert, homes, _check, g.actor, now, **asked)


def _demand(found: Look) -> None:
    """Note what only a submission needs."""
    given = found.meaning
    if given.homes == FILE and uploads.table("file") is None:
        found.wrong["file"] = Said("table.none")
    if given.alert is not None and not found.made and not found.wrong:
        found.wrong["whom"] = Said("alert.nobody")
    if found.same and not given.typed.again:
        found.wrong["again"] = Said("alert.again-needed")


def _forget_untouched(found: Look) -> None:
    """Leave out what is wrong with fields to which nobody has come yet."""
    given = found.meaning.typed
    untouched = {"claim": not given.claim, "area": not given.area, "source": True, "starts": not given.starts}
    for name in [name for name, still in untouched.items() if still]:
        found.wrong.pop(name, None)


def _page(given: Typed, found: Look, status: int = 200) -> Response:
    if request.method == "GET":
        _forget_untouched(found)
    return answers.page("alert", status, here=url_for("console_alert.page"), **_values(given, found))


def _values(given: Typed, found: Look) -> dict[str, Any]:
    desk, claim = answers.desk(), found.meaning.claim
    reported = claims.today(desk.engine, answers.now(), found.meaning.where.area)
    return {
        "typed": given.shown(),
        "found": found,
        "sentences": Sentences(answers.shown()),
        "claims": claims.in_order(desk.engine, desk.prompts, answers.now(), reported),
        "today": reported,
        "first": FIRST,
        "places": places.offered(found.meaning.areas),
        "checked": lambda tag: checked(desk, claim, tag) if claim else "",
        "sources": Source,
        "policy": desk.policy.resident_voice,
        "may_submit": acts.may(g.actor, "alert"),
    }


def _check(plan: Plan, people: People) -> Any:
    return current_app.extensions["judge"](plan, people, f"alert to {plan.audience}s")
