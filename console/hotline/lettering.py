"""Breaks a label into lines for a picture, in which nothing breaks by itself."""

from unicodedata import east_asian_width

LINES = 3
_WIDE, _NARROW = 1.87, 0.97
_NEVER_FIRST = "、。」)…"


def wrapped(label: str, room: float) -> tuple[str, ...]:
    """Break a label into LINES lines at most, each so many letters of English wide (of Japanese half).

    What has no place ends in three dots.
    """
    lines: list[str] = []
    rest = label
    while rest and len(lines) < LINES:
        end = _fitting(rest, room)
        if end < len(rest) and len(lines) == LINES - 1:
            return (*lines, f"{rest[: _fitting(rest, room - 1.5)].rstrip()}…")
        lines.append(rest[:end].rstrip())
        rest = rest[end:].lstrip()
    return tuple(lines)


def _fitting(text: str, room: float) -> int:
    """Return how many letters fit; a word is broken only where it fills a line alone."""
    used = 0.0
    for at, sign in enumerate(text):
        used += _WIDE if east_asian_width(sign) in {"W", "F"} else _NARROW
        if used > room and sign not in _NEVER_FIRST:
            space = text.rfind(" ", 0, at + 1)
            return space if space > 0 and sign.isascii() else at
    return len(text)
