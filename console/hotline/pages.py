"""The hotline's pages: its tree with live counts, each of its choices, and a telephone to try it on."""

from typing import Any

from flask import Response, g, request

from console import acts, answers, known, signals
from console.answers import part
from console.charts.answers import answer as picture
from console.entrance import guarded
from console.hotline import answer, counting, days, figures, trial
from console.hotline.branches import branches
from console.hotline.drawing import drawn
from console.hotline.opening import Opening
from console.hotline.table import table
from console.hotline.telephone import Call
from prompts.faults import UnknownSentence
from tree.merging import THRESHOLD
from tree.models import MERGED
from tree.radar import claims_of

bp = guarded("console_hotline")
KINDS = "<any(svg, png):kind>"


def front(call: Call | None = None) -> Response:
    """Show what the hotline is asked, its tree, and the telephone: hung up, or in the midst of a call."""
    return answers.page(
        "hotline",
        radar=signals.hotline(part("engine"), answers.shown()),
        by_day=_days(),
        may_draft=may_draft(),
        phone=trial.on_the_desk(call),
        **_counted(),
    )


@bp.get("/hotline/live")
def live() -> Response:
    """Show what is counted just now, and the tree with it."""
    return answers.fragment("_hotline_now", **_counted())


@bp.post("/hotline/telephone")
def telephone() -> Response:
    """Press a key of the telephone that is for trying only; nothing is called, done or counted."""
    call = trial.pressed()
    if "part" in request.form:
        return answers.fragment("_hotline_telephone", phone=trial.on_the_desk(call))
    return front(call)


@bp.get("/hotline/days.csv")
def days_csv() -> Response:
    """Send the counts of each claim by day as a table."""
    return answers.attached(table(_days(), answers.shown()), "text/csv", "hotline-days.csv")


@bp.get("/hotline/claims/<claim>")
def claim(claim: str) -> Response:
    """Show how often a claim was asked about, day by day."""
    full, found = _claim(claim), _days()
    radar = signals.hotline(part("engine"), answers.shown())
    return answers.page(
        "hotline_claim",
        claim=full,
        by_day=figures.of_days(found, found.of_claim(full)),
        figures=figures,
        row=next((row for row in radar.rows if row.claim == full), None),
        leaves=[leaf for leaf, one in claims_of(part("prompts").tree).items() if one == full],
        may_draft=may_draft(),
    )


@bp.get(f"/hotline/claims/<claim>/days.{KINDS}")
def claim_chart(claim: str, kind: str) -> Response:
    """Draw how often a claim was asked about."""
    full, found, shown = _claim(claim), _days(), answers.shown()
    by_day = figures.of_days(found, found.of_claim(full))
    return picture(figures.draw(by_day, shown, shown.claim(full)), kind, "hotline-days")


@bp.get("/hotline/<node>")
def choice(node: str) -> Response:
    """Show one choice of the tree: its words in a language, what it rests on, how often it is reached."""
    prompts, tongue = part("prompts"), answers.tongue()
    language = request.args.get("words", tongue)
    language = language if language in prompts.languages else tongue
    page, found = answer.load(prompts, node, language, tongue), _days()
    return answers.page(
        "hotline_choice",
        page=page,
        language=language,
        below=() if page.node.is_leaf else branches(prompts, tongue, found.today, node),
        hours=counting.by_hour(part("engine"), part("tally"), node, answers.now()),
        by_day=figures.of_days(found, found.of_leaf(node)),
        figures=figures,
        least=THRESHOLD,
        may_draft=may_draft(),
    )


@bp.get(f"/hotline/<node>/days.{KINDS}")
def choice_chart(node: str, kind: str) -> Response:
    """Draw how often an answer was reached."""
    answer.find(part("prompts"), node)
    found, shown = _days(), answers.shown()
    by_day = figures.of_days(found, found.of_leaf(node))
    return picture(figures.draw(by_day, shown, shown.leaf(node)), kind, "hotline-days")


@bp.errorhandler(UnknownSentence)
def no_such_choice(_: UnknownSentence) -> Response:
    """Say so in words."""
    return answers.refused("choice", 404)


def may_draft() -> bool:
    """Tell whether who asks may make a warning of what rises."""
    return acts.may(g.actor, "tell")


def _counted() -> dict[str, Any]:
    """Return what is counted, and the tree as it is drawn for whoever asks."""
    prompts = part("prompts")
    found = counting.counts(part("engine"), part("tally"), answers.now())
    tree = branches(prompts, answers.tongue(), found.today)
    opening = Opening.of(tree, request.args.getlist("open") if "open" in request.args else None)
    return {
        "asked": found,
        "tree": tree,
        "opening": opening,
        "picture": drawn(tree, opening.opened),
        "by_verdict": counting.by_verdict(prompts.tree, found.today),
        "hours": counting.HOURS,
        "least": THRESHOLD,
        "merged_today": found.today.get(MERGED, 0),
    }


def _days() -> days.Days:
    return days.days(part("engine"), part("tally"), part("prompts").tree, answers.now())


def _claim(name: str) -> str:
    return known.claim(part("prompts"), name)
