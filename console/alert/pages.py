"""From an incident to warnings that wait for approval: what, where, with which words, to whom."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_alert")


@bp.get("/alert")
def page() -> Response:
    """Show the page."""
    return answers.page("alert")
