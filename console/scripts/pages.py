"""The words of every language: how complete they are, who reviewed them, how they sound."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_scripts")


@bp.get("/scripts")
def page() -> Response:
    """Show the page."""
    return answers.page("scripts")
