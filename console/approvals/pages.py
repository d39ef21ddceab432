"""What waits for a second person: the words beside the last approved ones, and what the checks said."""

from collections.abc import Iterable
from typing import Any

from flask import Response, flash, g, request, url_for

from campaigns.lifecycle import NoSuchCampaign
from console import acts, answers, session
from console.acts import Refused
from console.alert.sentences import Sentences
from console.answers import part
from console.approvals.case import cases, others_who_may
from console.approvals.deciding import Decided, approve, send_back
from console.approvals.tray import Together, spoken, tray, with_others
from console.entrance import guarded, needs, see
from console.typed import kept

bp = guarded("console_approvals")


@bp.errorhandler(NoSuchCampaign)
def no_such_campaign(_: NoSuchCampaign) -> Response:
    """Say so in words."""
    return answers.refused("campaign", 404)


@bp.get("/approvals")
def page() -> Response:
    """Show what waits, the oldest first."""
    return answers.page("approvals", renew=answers.renewal(moves=True), **_tray())


@bp.get("/live/approvals")
def live() -> Response:
    """Show what waits as it is now; where something came or went, the page loads again with its number."""
    values = _tray()
    response = answers.fragment("_approvals", **values)
    if request.args.get("was", type=int) != values["number"]:
        response.headers["X-Done"] = "1"
    return response


@bp.get("/approvals/<id>")
def one(id: str) -> Response:
    """Show what somebody is asked to approve."""
    together = with_others(part("desk"), id)
    if not together:  # Somebody was faster.
        return see(url_for("console.one", id=id))
    return _case(id, together)


@bp.post("/approvals/<id>/<any(approve, reject):act>")
@needs(None)
def decide(id: str, act: str) -> Response:
    """Do what the button says to all that stood on the page."""
    together = with_others(part("desk"), id)
    if not together:
        flash(answers.say()("done.before"))
        return see(url_for("console.one", id=id))
    say, shown = answers.say(), answers.shown()
    names = {one.campaign.id: shown.name(one.campaign) for one in together}
    chosen = [one for one in names if one == id or one in request.form.getlist("with")]
    reason = request.form.get("reason", "")
    found = _approved(chosen) if act == "approve" else send_back(part("desk"), chosen, g.actor, reason)
    for done, ids in found.done.items():
        if ids:
            flash(say(f"approvals.done-{done}", names=_listed(names[one] for one in ids)))
    return _next(id, found) if found.refused is None else _again(found, reason)


def _approved(chosen: list[str]) -> Decided:
    remainders = {one: request.form.get(f"remainder-{one}", 0, type=int) for one in chosen}
    code, start = request.form.get("code", ""), "start" in request.form
    return approve(part("desk"), chosen, _who, remainders, code, start=start)


def _who() -> Any:
    """Return who sits here, asked anew: the second factor may have been shown since the request began."""
    g.actor = session.actor(part("engine"), answers.now()) or g.actor
    return g.actor


def _next(id: str, found: Decided) -> Response:
    """Lead to what rings now, else to what waits next, else to what was decided."""
    if not found.done.get("start") and tray(part("desk")):
        return see(url_for("console_approvals.page"))
    return see(url_for("console.one", id=id))


def _again(found: Decided, reason: str) -> Response:
    """Show once more what could not be decided, with what was typed."""
    refused = found.refused
    assert refused is not None
    together = with_others(part("desk"), found.at)
    if together:
        return _case(found.at, together, refused, reason)
    say = answers.say()  # Approved, and then not started.
    flash(say(refused.said.id, **{"state": say("state.approved"), **refused.said.slots}))
    return see(url_for("console.one", id=found.at))


def _case(id: str, together: Together, refused: Refused | None = None, reason: str = "") -> Response:
    desk, shown = part("desk"), answers.shown()
    return answers.page(
        "approval",
        refused.status if refused else 200,
        cases=cases(desk, together, shown),
        may=acts.may(g.actor, "approve"),
        own=_is_own(together),
        sentences=Sentences(shown),
        others=others_who_may(desk, together),
        refused=refused,
        reason=kept(reason),
        here=url_for("console_approvals.one", id=id),
    )


def _tray() -> dict[str, Any]:
    together = tray(part("desk"))
    return {
        "together": together,
        "number": sum(map(len, together)),
        "decides": lambda some: acts.may(g.actor, "approve") and not _is_own(some),
        "spoken": spoken,
        "sentences": Sentences(answers.shown()),
    }


def _is_own(together: Together) -> bool:
    """Tell whether somebody else has to decide."""
    return any(acts.is_own(one.campaign, g.actor) or one.approved_by(g.actor) for one in together)


def _listed(names: Iterable[str]) -> str:
    say = answers.say()
    return say("approvals.and").join(say("approvals.quoted", name=name) for name in names)
