"""What a week did: one page to print, its pictures, and its figures as a table."""

from datetime import date

from flask import Response, abort, current_app, g, request, url_for
from sqlalchemy.orm import Session

from console import answers
from console.charts.answers import answer
from console.entrance import guarded
from console.week import figures, meaning, pictures
from console.week.figures import Week
from console.week.span import LONGEST, Span, last_week
from console.week.table import table
from db.clock import TOKYO
from db.engine import reading

bp = guarded("console_week")
FIRST, LAST = 2000, 9998
"""Years."""


@bp.get("/report")
def page() -> Response:
    """Show a span of days, last week where none was chosen."""
    span, wrong = _asked()
    found, shown = _load(span), answers.shown()
    return answers.page(
        "week",
        422 if wrong else 200,
        week=found,
        wrong=wrong,
        days_said=[shown.say.day(day, shown.now.astimezone(TOKYO).date()) for day in (span.first, span.last)],
        days={"from": span.first.isoformat(), "to": span.last.isoformat()},
        typed=request.args if wrong else None,
        figures_shown=list(pictures.several(shown, found)),
        reached_share=meaning.share(shown, found.got_it, found.recipients),
        confirmed_share=meaning.share(shown, *found.confirmed),
        gist=meaning.gist(shown, found),
        before=meaning.before(shown, found, _load(span.before)),
        made_by=meaning.made(shown, g.actor.name),
        here=url_for("console_week.page"),
    )


@bp.get("/report/charts/<name>.<any(svg, png):kind>")
def chart(name: str, kind: str) -> Response:
    """Draw one picture."""
    span, _ = _asked()
    figure = pictures.one(answers.shown(), _load(span), name)
    if figure is None:
        abort(404)
    return answer(figure.drawn(), kind, f"{name}-{span.first}-{span.last}")


@bp.get("/report.csv")
def as_table() -> Response:
    """Send the figures as a table."""
    span, _ = _asked()
    sheet = table(answers.shown(), _load(span))
    return answers.attached(sheet, "text/csv", f"report-{span.first}-{span.last}.csv")


def _load(span: Span) -> Week:
    with Session(reading(current_app.extensions["engine"])) as session:
        return figures.week(session, current_app.extensions["prompts"], span)


def _asked() -> tuple[Span, str]:
    """Return the days that were chosen, and the id of what is wrong with them; then last week stands in."""
    usual = last_week(answers.now())
    given = request.args.get("from", ""), request.args.get("to", "")
    if not any(given):
        return usual, ""
    try:
        span = Span(*map(date.fromisoformat, given))
    except ValueError:
        return usual, "week.wrong-days"
    if not FIRST <= span.first.year <= span.last.year <= LAST and span.first <= span.last:
        return usual, "week.wrong-days"  # No clock could show them in another time zone.
    if span.last < span.first:
        return usual, "week.wrong-order"
    return (span, "") if span.last - span.first < LONGEST else (usual, "week.wrong-long")
