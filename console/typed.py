"""What somebody typed stands there again when it has to be mended; but no telephone number does."""

from collections.abc import Collection, Mapping

_SHORTEST_NUMBER = 9
"""Digits of a number in Japan whose first zero is lost."""


def kept(text: str) -> str:
    """Return what was typed, or nothing where a telephone number may be in it."""
    return "" if sum(letter.isdigit() for letter in text) >= _SHORTEST_NUMBER else text


def kept_of(form: Mapping[str, str], wrong: Collection[str]) -> dict[str, str]:
    """Return what was typed into a form; only what was refused may be what it must not be."""
    return {name: kept(text) if name in wrong else text for name, text in form.items()}
