"""Campaigns beside their page: its live parts, its pictures, and what is done afterwards."""

from flask import Response, abort, flash, g, request, url_for
from sqlalchemy.orm import Session

from campaigns.lifecycle import NoSuchCampaign, NotNow
from console import acts, answers
from console.alert.cards import Note
from console.alert.sentences import Sentences
from console.answers import part
from console.campaigns import afterwards, correction, pictures, showing
from console.charts.answers import answer
from console.entrance import guarded, needs, see
from db.engine import reading

bp = guarded("console_campaigns")


@bp.errorhandler(NoSuchCampaign)
def no_such_campaign(_: NoSuchCampaign) -> Response:
    """Say so in words."""
    return answers.refused("campaign", 404)


@bp.get("/live/today")
def today() -> Response:
    """Show what changes on the first page; wishes that are held since then stand elsewhere on it."""
    values = showing.first()
    response = answers.fragment("_today", **values)
    if request.args.get("held", 0, type=int) != values["held"].count:
        response.headers["X-Done"] = "1"
    return response


@bp.get("/live/campaigns")
def found() -> Response:
    """Show what runs of the campaigns that were looked for; once nothing does, the page loads again."""
    values = showing.listed(showing.wished())
    response = answers.fragment("_found", **values)
    if not values["found"].running:
        response.headers["X-Done"] = "1"
    return response


@bp.get("/live/campaigns/<id>")
def live(id: str) -> Response:
    """Show how far a campaign is; where the page has to offer other acts than before, it loads again."""
    values = showing.one(id, pictures=False)
    response = answers.fragment("_campaign", **values)
    if request.args.get("was") != values["page"].card.campaign.state:
        response.headers["X-Done"] = "1"
    return response


@bp.get("/live/campaigns/<id>/pictures")
def live_pictures(id: str) -> Response:
    """Show the pictures of a campaign as they are now."""
    return answers.fragment("_pictures", **showing.one(id))


@bp.get("/campaigns/<id>/charts/<name>.<any(svg, png):kind>")
def chart(id: str, name: str, kind: str) -> Response:
    """Draw one picture of a campaign."""
    g.is_fragment = True  # A page that renews itself fetches them: nobody may be sitting before it.
    with Session(reading(part("engine"))) as session:
        figure = pictures.one(session, answers.shown(), id, name)
    if figure is None:
        abort(404)
    return answer(figure.drawn(), kind, f"{name}-{id}")


@bp.post('/campaigns/<id>/<any(recall, "all-clear", close):act>')
@needs(None)
def afterward(id: str, act: str) -> Response:
    """Call again who has not confirmed, say that it is over, or erase the numbers."""
    try:
        done = afterwards.do(part("desk"), part("judge"), id, act, g.actor)
    except acts.Refused as refused:
        return answers.page("campaign", refused.status, **showing.one(id, refused))
    flash(answers.say()(done.said.id, **done.said.slots))
    return see(url_for("console.one", id=done.campaign))


@bp.get("/campaigns/<id>/correct")
@needs("correct")
def correct(id: str) -> Response:
    """Ask for the right words."""
    try:
        return _asking(id, correction.blank(part("desk"), id))
    except NotNow:
        return _not_now(id)


@bp.post("/campaigns/<id>/correct")
@needs("correct")
def corrected(id: str) -> Response:
    """Judge the words; where they may go out and it was meant, hand them in for approval."""
    try:
        found = correction.judged(part("desk"), part("judge"), id, request.form)
        if found.draft is None or "make" not in request.form:
            return _asking(id, found, 422 if found.wrong else 200)
        made = afterwards.submitted(part("desk"), part("judge"), found.draft, g.actor)
    except NotNow:
        return _not_now(id)
    flash(answers.say()("done.correct", count=found.count))
    return see(url_for("console.one", id=made))


def _asking(id: str, found: correction.Correction, status: int = 200) -> Response:
    values = showing.one(id, pictures=False)
    sentences = Sentences(answers.shown())
    return answers.page(
        "correct",
        status,
        page=values["page"],
        found=found,
        field=correction.FIELD,
        why=lambda rule: sentences.note(Note(rule, "", refuses=True, mark=0)),
    )


def _not_now(id: str) -> Response:
    refused = acts.Refused(acts.Said("error.not-now"), 409)
    return answers.page("campaign", 409, **showing.one(id, refused))
