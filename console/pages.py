"""The operators' pages: who is not signed in is led to the door; nothing is decided here."""

from typing import Any

from flask import Blueprint, Response, current_app, flash, g, jsonify, request, url_for

from campaigns.lifecycle import NoSuchCampaign
from carrier.access import Access, declare
from console import acts, answers, campaign, doors, hotline, reports, session, today
from console.progress import group_of
from tree.tallies import THRESHOLD

bp = Blueprint("console", __name__, template_folder="templates")
declare(bp, Access.OPERATOR)
bp.record_once(lambda state: session.prepare(state.app))
bp.record_once(lambda state: state.app.register_blueprint(doors.bp))
bp.after_request(answers.shut)


@bp.before_request
def let_in() -> Response | None:
    """Ask who is there, at every request; and whether a form is ours."""
    g.actor = session.actor(current_app.extensions["engine"], answers.now())
    if g.actor is None:
        back = request.path if request.method == "GET" else None
        return _see(url_for("console_doors.sign_in", next=back))
    if request.method == "POST" and not session.form_is_ours():
        return answers.refused("form", 403)
    return None


@bp.errorhandler(NoSuchCampaign)
def no_such_campaign(_: NoSuchCampaign) -> Response:
    """Say so in words."""
    return answers.refused("campaign", 404)


@bp.get("/", endpoint="today")
def first() -> Response:
    """Show what runs, what waits and what was finished last."""
    found = today.today(_part("engine"), answers.now())
    asked = hotline.counts(_part("engine"), _part("tally"), answers.now())
    stop = acts.may(g.actor, "stop")
    renew = answers.renewal(moves=bool(found.running))
    return _page("today", today=found, asked=asked, hours=hotline.HOURS, may_stop=stop, renew=renew)


@bp.get("/campaigns")
def campaigns() -> Response:
    """List the campaigns."""
    return _page("campaigns", campaigns=today.all_campaigns(_part("engine")), listed=today.LISTED)


@bp.get("/campaigns/<id>")
def one(id: str) -> Response:
    """Show one campaign."""
    return _one(id)


@bp.post(f"/campaigns/<id>/<any({', '.join(acts.NAMES)}):act>")
def act(id: str, act: str) -> Response:
    """Do what a button says."""
    if not acts.may(g.actor, act):
        say = answers.say()
        roles = {"role": say(f"role.{g.actor.role}"), "needed": say(f"role.{acts.NEEDED[act]}")}
        return answers.refused("role", 403, **roles)
    reason = request.form.get("reason", "")
    try:
        said = acts.do(_part("desk"), id, act, g.actor, reason)
    except acts.Refused as refused:
        return _one(id, refused, reason)
    flash(answers.say()(said.id, **said.slots))
    return _see(url_for("console.one", id=id))


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
    return Response(found.as_csv(), mimetype="text/csv", headers=_attached(f"report-{found.heading.id}.csv"))


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
    found = hotline.counts(_part("engine"), _part("tally"), answers.now())
    tree = hotline.branches(_part("prompts"), answers.tongue(), found)
    return _page("hotline", asked=found, tree=tree, hours=hotline.HOURS, least=THRESHOLD)


def _one(id: str, refused: acts.Refused | None = None, reason: str = "") -> Response:
    found = campaign.load(_part("desk"), id, answers.now())
    return _page(
        "campaign",
        refused.status if refused else 200,
        page=found,
        most=campaign.UNCONFIRMED,
        group_of=group_of,
        acts=acts.offered(found.card.campaign, g.actor),
        own=acts.is_own(found.card.campaign, g.actor),
        refused=refused,
        reason=reason,
        here=url_for("console.one", id=id),
        renew=answers.renewal(moves=found.may_change and refused is None),
    )


def _page(name: str, status: int = 200, **values: Any) -> Response:
    return answers.page(name, status, waiting=today.waiting(_part("engine")), **values)


def _attached(name: str) -> dict[str, str]:
    return {"Content-Disposition": f'attachment; filename="{name}"'}


def _part(name: str) -> Any:
    return current_app.extensions[name]


def _see(path: str) -> Response:
    return Response(status=303, headers={"Location": path})
