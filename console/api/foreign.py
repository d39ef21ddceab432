"""Drafts of other systems, as operators see them on the pages that ask for them."""

from flask import Flask, current_app

from console.api import drafts
from console.api.drafts import Foreign


def offer(app: Flask) -> None:
    """Let templates ask for the drafts that wait: `{% include "console/_foreign.html" %}` shows them."""
    app.jinja_env.globals["foreign_drafts"] = waiting


def waiting() -> list[Foreign]:
    """Return the drafts of other systems that nobody has taken up."""
    return drafts.waiting(current_app.extensions["desk"])
