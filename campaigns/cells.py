"""Reads the cells of a list; what cannot be read is never repeated in the reason."""

import re
import unicodedata

from campaigns.labels import read_label
from privacy.number import NotANumber, PhoneNumber

_EXTENSION = re.compile(r"[0-9*#w]{1,12}\Z")
_SHORTENED = re.compile(r"[0-9][.,][0-9]+[eE]\+?[0-9]+\Z")


def read_number(cell: str) -> PhoneNumber:
    """Read a number cell; raises ValueError with a reason that is safe to show."""
    try:
        return PhoneNumber.parse(cell)
    except NotANumber:
        if not cell:
            raise ValueError("no number") from None
        if _SHORTENED.match(cell):
            raise ValueError("a number shortened by Excel: format the column as text") from None
        raise


def read_area(cell: str) -> str | None:
    """Read the name of a place; raises ValueError."""
    try:
        return read_label(cell) or None
    except ValueError as fault:
        raise ValueError(f"area {fault}") from None


def read_name(cell: str) -> str | None:
    """Read the name of an institution; raises ValueError."""
    try:
        return read_label(cell, longest=200) or None
    except ValueError as fault:
        raise ValueError(f"name {fault}") from None


def read_extension(cell: str) -> str | None:
    """Read what is dialled after the number; raises ValueError."""
    digits = unicodedata.normalize("NFKC", cell).replace("-", "")
    if digits and not _EXTENSION.match(digits):
        raise ValueError("extension must be digits")
    return digits or None


def masked(cell: str) -> str:
    """Return the last two digits of what may be a number, and nothing of anything else."""
    digits = [letter for letter in unicodedata.normalize("NFKC", cell[:40]) if letter.isdecimal()]
    return f"…{''.join(digits[-2:])}" if len(digits) >= 7 else ""
