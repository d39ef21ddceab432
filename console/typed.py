"""What somebody typed stands there again when it has to be mended; but no telephone number does."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from itertools import groupby

from campaigns.entries import read_hours

_SHORTEST_NUMBER = 9
"""Digits of a number in Japan whose first zero is lost."""
_MANY_DIGITS: Mapping[str, Callable[[str], object]] = {
    "hours": read_hours,
    "until": date.fromisoformat,
    "starts": datetime.fromisoformat,
    "ends": datetime.fromisoformat,
}
"""Fields in which many digits are no number, as long as they can be read as what they are for."""


def without_number(text: str) -> str:
    """Return what was typed, or nothing where a telephone number may be in it: so nobody searches for one."""
    return "" if _may_be_number(text) else text


def kept(text: str) -> str:
    """Return what was typed, without its figures where they may be a telephone number."""
    if not _may_be_number(text):
        return text
    parts = groupby(text, str.isnumeric)
    return "".join("…" if figures else "".join(letters) for figures, letters in parts)


def kept_as(name: str, text: str) -> str:
    """Return what was typed into a field of that name, without figures that may be a telephone number."""
    try:
        _MANY_DIGITS[name](text)
    except (KeyError, ValueError):
        return kept(text)
    return text


def kept_of(form: Mapping[str, str]) -> dict[str, str]:
    """Return what was typed into a form; what was not refused may not have been judged at all."""
    return {name: kept_as(name, text) for name, text in form.items()}


def _may_be_number(text: str) -> bool:
    return sum(letter.isnumeric() for letter in text) >= _SHORTEST_NUMBER
