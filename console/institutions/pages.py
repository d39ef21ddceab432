"""The directory of institutions: who is in it, where it covers an area, who confirms."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_institutions")


@bp.get("/institutions")
def page() -> Response:
    """Show the page."""
    return answers.page("institutions")
