"""What the parts of this room begin with: their doors, and what they say of what is not there."""

from flask import Blueprint, current_app

from console import answers
from console.entrance import guarded


class NoSuch(LookupError):
    """There is no such language, sentence, warning or recording here."""


def room(name: str) -> Blueprint:
    """Return a guarded room that says in words when something is not there."""
    bp = guarded(name)
    bp.register_error_handler(NoSuch, lambda _: answers.refused("script", 404))
    return bp


def offered(tag: str) -> str:
    """Return the tag of a language that this line offers; raises NoSuch."""
    if tag not in current_app.extensions["prompts"].languages:
        raise NoSuch(tag)
    return tag
