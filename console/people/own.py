"""One's own account: the second factor, and the browsers in which one is signed in."""

from flask import Response

from console import answers
from console.entrance import guarded

bp = guarded("console_own")


@bp.get("/me")
def page() -> Response:
    """Show one's own account."""
    return answers.page("own")
