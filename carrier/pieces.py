"""Cuts a long text into pieces that the carrier can speak, at the end of a sentence where it can."""

import re
from collections.abc import Callable
from urllib.parse import quote

# https://www.twilio.com/docs/api/errors/13521: the URL-encoded text of one Say must stay under 4,500
# characters (a Japanese character takes nine), and the voices read at most 3,000 characters.
ENCODED_BELOW = 4_500
CHARACTERS = 3_000

# After a sentence, after part of one, at a space; a point within a figure ends nothing.
_CUTS = (
    re.compile(r"(?<=[。！？।။])|(?<=[.!?])(?=\s)"),
    re.compile(r"(?<=[、，；：])|(?<=[,;:])(?=\s)"),
    re.compile(r"(?=\s)"),
)
_NOT_XML = re.compile(r"[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\x7f-\x9f]")
Weigh = Callable[[str], int]


def clean(text: str) -> str:
    """Leave out what an XML document cannot hold: control characters and halves of characters."""
    return _NOT_XML.sub("", text)


def encoded(text: str) -> int:
    """Return how long a text is once it is URL-encoded."""
    return len(quote(text, safe=""))


def sentences(text: str) -> list[str]:
    """Return the sentences of a text; put together again they are the text."""
    return [sentence for sentence in _CUTS[0].split(text) if sentence]


def pieces(text: str, weigh: Weigh = encoded) -> list[str]:
    """Return the text in pieces that fit; none of them is empty.

    `weigh` tells how long a piece is once it is URL-encoded, with the marks that it will carry.
    """
    words = " ".join(clean(text).split())
    return [piece.strip() for piece in _cut(words, weigh) if piece.strip()]


def _cut(text: str, weigh: Weigh) -> list[str]:
    if _fits(text, weigh):
        return [text]
    for cuts in _CUTS:
        parts = [part for part in cuts.split(text) if part]
        if len(parts) > 1:
            return _pack([piece for part in parts for piece in _cut(part, weigh)], weigh)
    half = len(text) // 2
    return _pack(_cut(text[:half], weigh) + _cut(text[half:], weigh), weigh)


def _pack(parts: list[str], weigh: Weigh) -> list[str]:
    packed = [""]
    for part in parts:
        if _fits(packed[-1] + part, weigh):
            packed[-1] += part
        else:
            packed.append(part)
    return packed


def _fits(text: str, weigh: Weigh) -> bool:
    return len(text) <= CHARACTERS and weigh(text) < ENCODED_BELOW
