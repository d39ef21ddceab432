"""The HTTP API: what other systems may do with a token; nothing is decided here."""

from functools import partial
from typing import Any

from flask import Blueprint, Response, g, jsonify, request, url_for
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session
from werkzeug.exceptions import HTTPException

from campaigns.alert_plans import Alert
from campaigns.reporting import report_on
from campaigns.steps import NoSuchCampaign
from carrier.access import Access, declare
from console import words
from console.answers import part
from console.api import drafts, elsewhere, entrance, foreign, heard, problems, reads, sent, shapes, tokens
from console.api.described import answers, description, spec
from console.api.entrance import desk, scoped
from console.api.problems import Problem
from console.health.pages import findings
from db.engine import reading

bp = Blueprint("console_api", __name__, url_prefix="/api/v1")
declare(bp, Access.PUBLIC)
bp.before_request(elsewhere.options)
bp.after_request(entrance.shut)
bp.register_error_handler(Problem, problems.answer)
bp.register_error_handler(HTTPException, problems.of_http)
bp.record_once(lambda state: foreign.offer(state.app))  # type: ignore[arg-type]


@bp.errorhandler(SQLAlchemyError)
def without_database(_: SQLAlchemyError) -> Response:
    """Say that it may work again in a moment."""
    return problems.answer(Problem(503, "database", headers={"Retry-After": "5"}))


@bp.errorhandler(NoSuchCampaign)
def no_such_campaign(_: NoSuchCampaign) -> Response:
    """Say where campaigns are listed."""
    return problems.answer(Problem(404, "campaign"))


@bp.get("/openapi.json")
def openapi() -> Response:
    """Describe the interface; the description tells nothing of what is done here, so it needs no token."""
    return jsonify(description())


@bp.post("/alerts")
@scoped(tokens.DRAFT)
@entrance.takes_json
@spec.validate(resp=answers(shapes.Drafted, 201))
def draft_alert(json: sent.AlertRequest, headers: sent.Once) -> tuple[Response, int]:
    """Draft an alert."""
    entrance.must_not_hurry("drafts", g.system)
    asked = json.model_dump()
    meant = Alert(json.claim, json.area.strip(), json.list)
    do = partial(_draft, meant)
    return jsonify(drafts.once(desk(), g.system, headers.key, asked, do)), 201


@bp.get("/campaigns")
@scoped(tokens.CAMPAIGNS)
@spec.validate(resp=answers(shapes.Campaigns))
def campaigns(query: sent.Which) -> shapes.Campaigns:
    """List the campaigns."""
    return reads.campaigns(part("engine"), query)


@bp.get("/campaigns/<id>")
@scoped(tokens.CAMPAIGNS)
@spec.validate(query=sent.Nothing, resp=answers(shapes.Progress))
def campaign(id: str) -> shapes.Progress:
    """Tell how far a campaign is."""
    return reads.campaign(desk(), id, desk().clock.now())


@bp.get("/campaigns/<id>/report")
@scoped(tokens.CAMPAIGNS)
@spec.validate(query=sent.Nothing, resp=answers(shapes.Report))
def report(id: str) -> Response:
    """Send a campaign's figures."""
    with Session(reading(part("engine"))) as session:
        return jsonify(report_on(session, id).as_json())


@bp.get("/claims")
@scoped(None)
@spec.validate(query=sent.Nothing, resp=answers(shapes.Claims))
def claims() -> shapes.Claims:
    """List the claims that can be warned of."""
    return reads.claims(part("prompts"))


@bp.get("/areas")
@scoped(None)
@spec.validate(query=sent.Nothing, resp=answers(shapes.Areas))
def areas() -> shapes.Areas:
    """List the areas that were named before."""
    return reads.areas(part("engine"), part("prompts"), desk().clock.now())


@bp.get("/hotline/counts")
@scoped(tokens.HOTLINE)
@spec.validate(resp=answers(shapes.Reached))
def counts(query: sent.Hours) -> shapes.Reached:
    """Count what the hotline was asked."""
    return heard.hotline(part("engine"), part("tally"), query.hours, desk().clock.now())


@bp.get("/radar")
@scoped(tokens.HOTLINE)
@spec.validate(query=sent.Nothing, resp=answers(shapes.Radar))
def radar() -> shapes.Radar:
    """Tell what is told more often than usual."""
    return heard.radar(part("engine"), part("prompts"), desk().clock.now())


@bp.get("/health")
@scoped(tokens.HEALTH)
@spec.validate(query=sent.Nothing, resp=answers(shapes.Health))
def health() -> shapes.Health:
    """Tell how the installation is, as the page Health does."""
    say = words.load(request.accept_languages.best_match(words.LANGUAGES) or "en")
    return reads.health(findings()[0], say, desk())


@bp.route("/", defaults={"rest": ""}, methods=elsewhere.METHODS)
@bp.route("/<path:rest>", methods=elsewhere.METHODS)
def nothing(rest: str) -> Response:
    """Say that nothing is here, or how it may be asked."""
    raise elsewhere.problem()


def _draft(meant: Alert) -> dict[str, Any]:
    made = drafts.alert(desk(), g.system, meant, partial(part("judge"), name="alert"))
    listed = [
        shapes.Draft(
            id=part.campaign,
            name=part.plan.name,
            audience=str(part.plan.audience),
            recipients=part.found.inspection.good if part.found.inspection else 0,
            state="draft",
            page=url_for("console.one", id=part.campaign),
        )
        for part in made
        if part.campaign
    ]
    return shapes.Drafted(campaigns=listed, notes=drafts.notes(made)).model_dump()
