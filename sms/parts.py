"""Cuts what is longer than two messages into parts; each says with which code it goes on."""

import re
from collections import deque
from collections.abc import Callable, Iterator

from sms.segments import count

MAX_SEGMENTS = 2
_LETTERS = re.compile(r"(?s).{1,16}")
_CUTS = (
    re.compile(r"[^\n]*\n|[^\n]+"),  # Lines: a choice and its code stay together.
    re.compile(r"(?s).+?(?:[。！？။]\s*|[.!?।॥]\s+|\Z)"),  # Sentences; not the point within a number.
    re.compile(r"\s*[^\s、，]+[\s、，]*|\s+"),  # Words, and in Japanese and Chinese clauses.
    _LETTERS,
)


def fits(text: str) -> bool:
    """Tell whether a text goes out in one answer."""
    return count(text).segments <= MAX_SEGMENTS


def in_parts(text: str, more: Callable[[int], str], last: str = "") -> tuple[str, ...]:
    """Return a text as one answer or several, cut at ends of lines, else of sentences, else of words.

    `more(n)` is the line that leads on to part n, counted from 0; `last` closes the last part.
    """
    made: list[str] = []
    rest = deque(_pieces(text, lambda piece: fits(_closed(piece, more(9))), _CUTS))
    while not fits(_closed("".join(rest), last)):
        taken, line = rest.popleft(), more(len(made) + 1)
        while rest and fits(_closed(taken + rest[0], line)):
            taken += rest.popleft()
        made.append(_closed(taken, line))
    return (*made, _closed("".join(rest), last))


def _closed(body: str, line: str) -> str:
    return f"{body.strip()}\n{line}" if line else body.strip()


def _pieces(text: str, small: Callable[[str], bool], cuts: tuple[re.Pattern[str], ...]) -> Iterator[str]:
    if small(text) or not cuts:
        yield text
        return
    for found in cuts[0].finditer(text):
        yield from _pieces(found[0], small, cuts[1:])
