"""How many messages a text becomes on the way: one letter outside GSM-7 more than halves the room."""

import enum
from dataclasses import dataclass

# 3GPP TS 23.038, sections 6.2.1 and 6.2.1.1.
_GSM7 = frozenset(
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿"
    "abcdefghijklmnopqrstuvwxyzäöñüà"
)
_GSM7_EXTENSION = frozenset("\f^{}\\[~]|€")


class Encoding(enum.StrEnum):
    """How the network writes letters."""

    GSM7 = "GSM-7"
    UCS2 = "UCS-2"


_ROOM = {Encoding.GSM7: (160, 153), Encoding.UCS2: (70, 67)}


@dataclass(frozen=True, slots=True)
class Segments:
    """What a text needs: `units` are septets or 16-bit units, `segments` the messages that are paid."""

    encoding: Encoding
    units: int
    segments: int


def count(text: str) -> Segments:
    """Return what a text needs on the network; an empty one needs nothing."""
    if all(letter in _GSM7 or letter in _GSM7_EXTENSION for letter in text):
        costs = [2 if letter in _GSM7_EXTENSION else 1 for letter in text]
        return _segments(Encoding.GSM7, costs)
    return _segments(Encoding.UCS2, [2 if ord(letter) > 0xFFFF else 1 for letter in text])


def _segments(encoding: Encoding, costs: list[int]) -> Segments:
    alone, joined = _ROOM[encoding]
    units = sum(costs)
    if units <= alone:
        return Segments(encoding, units, min(1, units))
    segments, used = 1, 0
    for cost in costs:
        if used + cost > joined:  # A letter of two units is never torn apart between two messages.
            segments, used = segments + 1, 0
        used += cost
    return Segments(encoding, units, segments)
