"""Stops everything that dials, from any page."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_stop")


@bp.get("/stop")
def page() -> Response:
    """Say what would be stopped, and ask for the press."""
    return answers.page("stop")
