"""Standing lists: homes that asked to be warned, or were enrolled with their consent."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_lists")


@bp.get("/lists")
def page() -> Response:
    """Show the page."""
    return answers.page("lists")
