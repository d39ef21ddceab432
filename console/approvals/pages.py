"""What waits for a second person: the words beside the last approved ones, and what the checks said."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_approvals")


@bp.get("/approvals")
def page() -> Response:
    """Show the page."""
    return answers.page("approvals")
