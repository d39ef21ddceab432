"""The first steps on a new line: what to do in which order, and what is done."""

from flask import Response, current_app

from console import answers
from console.entrance import guarded, needs
from console.health import pages as health
from console.people import begun

bp = guarded("console_first")


@bp.get("/first")
@needs("begin")
def page() -> Response:
    """Show the steps from an empty installation to a live line."""
    parts = current_app.extensions
    found, _ = health.findings()
    return answers.page(
        "first",
        done=begun.done(parts["engine"]),
        steps=begun.STEPS,
        live=begun.live(parts["engine"], parts["line"]),
        checks=len(found),
        well=sum(one.well for one in found),
    )
