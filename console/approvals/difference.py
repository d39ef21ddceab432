"""What differs between two texts: words where a language sets spaces between them, letters where not."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from typing import NamedTuple

SAME, ADDED, LEFT_OUT = "same", "added", "left-out"
_UNSPACED = frozenset({"ja", "ja-easy", "zh-Hans", "zh-Hant", "th", "my"})
_WORDS = re.compile(r"\s+|\w+|[^\w\s]")
_SHORT = 2
"""Letters or words between two changes that are read as a part of them: marks on every second letter help
nobody."""


class Piece(NamedTuple):
    """A part of the text: the same as before, added, or left out."""

    kind: str
    text: str


def difference(before: str, now: str, language: str) -> list[Piece]:
    """Return the text as it is now, with what was added, and what was left out in its place."""
    if before == now:
        return [Piece(SAME, now)]
    old, new = _parts(before, language), _parts(now, language)
    head = _common(old, new)
    tail = _common(old[head:][::-1], new[head:][::-1])
    ends = [Piece(SAME, "".join(new[:head])), Piece(SAME, "".join(new[len(new) - tail :]))]
    middle = _middle(old[head : len(old) - tail], new[head : len(new) - tail])
    return [piece for piece in (ends[0], *middle, ends[1]) if piece.text]


def _parts(text: str, language: str) -> list[str]:
    return list(text) if language in _UNSPACED else _WORDS.findall(text)


def _common(one: Sequence[str], other: Sequence[str]) -> int:
    """Return how many parts are the same from the beginning on."""
    for place, (a, b) in enumerate(zip(one, other, strict=False)):
        if a != b:
            return place
    return min(len(one), len(other))


def _middle(old: list[str], new: list[str]) -> Iterator[Piece]:
    out, into = "", ""
    for kind, i, j, k, m in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal" and j - i > _SHORT:
            yield from (Piece(LEFT_OUT, out), Piece(ADDED, into), Piece(SAME, "".join(new[k:m])))
            out, into = "", ""
        else:
            out, into = out + "".join(old[i:j]), into + "".join(new[k:m])
    yield from (Piece(LEFT_OUT, out), Piece(ADDED, into))
