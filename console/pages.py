"""The operators' pages: who is not signed in is led to the door; nothing is decided here."""

from typing import Any

from flask import Response, current_app, flash, g, jsonify, request, url_for

from campaigns.lifecycle import NoSuchCampaign, lacks_second
from console import (
    acts,
    answers,
    campaign,
    doors,
    hotline,
    reports,
    session,
    signals,
    stopping,
    today,
    told,
    wishes,
)
from console.alert import pages as alert
from console.api import pages as api
from console.approvals import pages as approvals
from console.entrance import guarded, needs, see
from console.health import pages as health
from console.institutions import pages as institutions
from console.lists import pages as lists
from console.people import own
from console.people import pages as people
from console.progress import group_of
from console.scripts import pages as scripts
from tree.merging import THRESHOLD

ROOMS = (
    *(doors.bp, told.bp, wishes.bp, alert.bp, approvals.bp, institutions.bp, lists.bp, scripts.bp),
    *(people.bp, own.bp, health.bp, api.bp, stopping.bp),
)
"""What comes with this room."""

bp = guarded("console")
bp.record_once(lambda state: session.prepare(state.app))
for room in ROOMS:
    bp.record_once(lambda state, room=room: state.app.register_blueprint(room))  # type: ignore[misc]


@bp.errorhandler(NoSuchCampaign)
def no_such_campaign(_: NoSuchCampaign) -> Response:
    """Say so in words."""
    return answers.refused("campaign", 404)


@bp.get("/", endpoint="today")
def first() -> Response:
    """Show what runs, what waits, what rises and what was finished last."""
    now = answers.now()
    found = today.today(_part("engine"), now, _part("desk").policy)
    return answers.page(
        "today",
        today=found,
        asked=hotline.counts(_part("engine"), _part("tally"), now),
        hours=hotline.HOURS,
        radar=signals.hotline(_part("engine"), answers.shown()),
        told=signals.told(_part("engine"), answers.shown()),
        held=wishes.held(_part("desk")),
        may={act: acts.may(g.actor, act) for act in acts.NEEDED},
        renew=answers.renewal(moves=bool(found.running)),
    )


@bp.get("/campaigns")
def campaigns() -> Response:
    """List the campaigns."""
    return answers.page("campaigns", campaigns=today.all_campaigns(_part("engine")), listed=today.LISTED)


@bp.get("/campaigns/<id>")
def one(id: str) -> Response:
    """Show one campaign."""
    return _one(id)


@bp.post(f"/campaigns/<id>/<any({', '.join(acts.NAMES)}):act>")
@needs(None)
def act(id: str, act: str) -> Response:
    """Do what a button says."""
    reason = request.form.get("reason", "")
    try:
        remainder = request.form.get("remainder", 0, type=int)
        said = acts.do(_part("desk"), id, act, g.actor, reason, remainder)
    except acts.Refused as refused:
        return _one(id, refused, reason)
    flash(answers.say()(said.id, **said.slots))
    return see(url_for("console.one", id=id))


@bp.get("/campaigns/<id>/report")
def report(id: str) -> Response:
    """Show a campaign's report, ready to print."""
    found = reports.load(_part("engine"), id)
    page = reports.printed(found, _part("prompts"), answers.say(), answers.tongue())
    return Response(page, headers={"Content-Security-Policy": reports.policy(page)})


@bp.get("/campaigns/<id>/report.csv")
def report_csv(id: str) -> Response:
    """Send a campaign's figures as a table."""
    found = reports.load(_part("engine"), id)
    table = reports.table(found, _part("prompts"), answers.say())
    return Response(table, mimetype="text/csv", headers=_attached(f"report-{found.heading.id}.csv"))


@bp.get("/campaigns/<id>/report.json")
def report_json(id: str) -> Response:
    """Send a campaign's figures as data."""
    found = reports.load(_part("engine"), id)
    response = jsonify(found.as_json())
    response.headers.update(_attached(f"report-{found.heading.id}.json"))
    return response


@bp.get("/hotline", endpoint="hotline")
def asked() -> Response:
    """Show what the hotline was asked, and its tree."""
    now = answers.now()
    found = hotline.counts(_part("engine"), _part("tally"), now)
    tree = hotline.branches(_part("prompts"), answers.tongue(), found)
    return answers.page(
        "hotline",
        asked=found,
        tree=tree,
        hours=hotline.HOURS,
        least=THRESHOLD,
        radar=signals.hotline(_part("engine"), answers.shown()),
    )


def _one(id: str, refused: acts.Refused | None = None, reason: str = "") -> Response:
    found = campaign.load(_part("desk"), id, answers.now())
    return answers.page(
        "campaign",
        refused.status if refused else 200,
        page=found,
        most=campaign.UNCONFIRMED,
        group_of=group_of,
        acts=acts.offered(found.card.campaign, g.actor),
        own=acts.is_own(found.card.campaign, g.actor),
        one_of_two=lacks_second(found.card.campaign),
        refused=refused,
        reason=reason,
        here=url_for("console.one", id=id),
        renew=answers.renewal(moves=found.may_change and refused is None),
    )


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _part(name: str) -> Any:
    return current_app.extensions[name]
