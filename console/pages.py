"""The operators' pages: who is not signed in is led to the door; nothing is decided here."""

from flask import Response, flash, g, jsonify, request, url_for

from campaigns.lifecycle import NoSuchCampaign
from console import (
    account_doors,
    acts,
    answers,
    doors,
    reports,
    session,
    stopping,
    told,
    wishes,
)
from console.alert import pages as alert
from console.answers import part
from console.api import pages as api
from console.api import token_pages
from console.approvals import pages as approvals
from console.campaigns import pages as beside
from console.campaigns import showing
from console.entrance import guarded, needs, see
from console.health import pages as health
from console.hotline import pages as hotline
from console.institutions import pages as institutions
from console.lists import pages as lists
from console.people import audit, begun, own
from console.people import first as steps
from console.people import pages as people
from console.scripts import pages as scripts
from console.typed import kept
from console.week import pages as week

ROOMS = (
    *(doors.bp, told.bp, wishes.bp, alert.bp, approvals.bp, institutions.bp, lists.bp, scripts.bp),
    *(account_doors.bp, people.bp, own.bp, audit.bp, steps.bp),
    *(health.bp, api.bp, token_pages.bp, stopping.bp, beside.bp, week.bp, hotline.bp),
)
"""What comes with this room."""

bp = guarded("console")
bp.record_once(lambda state: session.prepare(state.app))
bp.record_once(lambda state: answers.prepare(state.app))
for room in ROOMS:
    bp.record_once(lambda state, room=room: state.app.register_blueprint(room))  # type: ignore[misc]


@bp.errorhandler(NoSuchCampaign)
def no_such_campaign(_: NoSuchCampaign) -> Response:
    """Say so in words."""
    return answers.refused("campaign", 404)


@bp.get("/", endpoint="today")
def first() -> Response:
    """Show what runs, what waits, what rises and what was finished last."""
    left = begun.left(part("desk")) if acts.may(g.actor, "begin") else 0
    return answers.page("today", first_left=left, **showing.first())


@bp.get("/campaigns")
def campaigns() -> Response:
    """List the campaigns that are looked for, those under way first."""
    return answers.page("campaigns", **showing.listed(showing.wished()))


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
        code = request.form.get("code", "")
        said = acts.do(part("desk"), id, act, g.actor, reason, remainder, code)
    except acts.Refused as refused:
        return _one(id, refused, kept(reason))
    flash(answers.say()(said.id, **said.slots))
    return see(url_for("console.one", id=id))


@bp.get("/campaigns/<id>/report")
def report(id: str) -> Response:
    """Show a campaign's report, ready to print."""
    found = reports.load(part("engine"), id)
    page = reports.printed(found, part("prompts"), answers.say(), answers.tongue())
    return Response(page, headers={"Content-Security-Policy": reports.policy(page)})


@bp.get("/campaigns/<id>/report.csv")
def report_csv(id: str) -> Response:
    """Send a campaign's figures as a table."""
    found = reports.load(part("engine"), id)
    table = reports.table(found, part("prompts"), answers.say())
    return answers.attached(table, "text/csv", f"report-{found.heading.id}.csv")


@bp.get("/campaigns/<id>/report.json")
def report_json(id: str) -> Response:
    """Send a campaign's figures as data."""
    found = reports.load(part("engine"), id)
    data = jsonify(found.as_json()).get_data()
    return answers.attached(data, "application/json", f"report-{found.heading.id}.json")


@bp.get("/hotline", endpoint="hotline")
def asked() -> Response:
    """Show what the hotline was asked, and its tree."""
    return hotline.front()


def _one(id: str, refused: acts.Refused | None = None, reason: str = "") -> Response:
    values = showing.one(id, refused, reason)
    return answers.page("campaign", refused.status if refused else 200, **values)
