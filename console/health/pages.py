"""Whether every part of the installation is well, in sentences."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_health")


@bp.get("/health")
def page() -> Response:
    """Show the page."""
    return answers.page("health")
