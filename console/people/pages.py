"""Who operates the line, with which role; and the audit of what they did."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_people")


@bp.get("/people")
def page() -> Response:
    """Show the page."""
    return answers.page("people")
