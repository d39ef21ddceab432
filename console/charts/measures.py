"""How wide words are, and where the lines of an axis stand."""

import math
import unicodedata
from collections.abc import Iterable, Sequence

RATIO = 0.6
"""How wide the library believes a letter to be, of its height."""
LINES = 5


def width(text: str, size: float) -> float:
    """Return about how many pixels a text takes: a Chinese or Japanese letter is as wide as it is high."""
    return size * sum(1.0 if unicodedata.east_asian_width(letter) in "WF" else RATIO for letter in text)


def believed(texts: Iterable[str], size: int) -> int:
    """Return the size to tell the library so that it leaves these texts the room that they need."""
    needed = [width(text, size) / (len(text) * RATIO) for text in texts if text]
    return math.ceil(max(needed, default=size))


def ticks(most: float, lines: int = LINES) -> list[float]:
    """Return the values at which an axis from nought has a line: whole numbers unless all is under one."""
    if most <= 0:
        return [0, 1]
    exponent = math.floor(math.log10(most / lines))
    steps = [factor * 10.0**exponent for factor in (1, 2, 5, 10)]
    step = next(step for step in steps if most / step <= lines)
    step = max(step, 1.0) if most >= 1 else step
    return [round(step * place, 6) for place in range(math.ceil(most / step - 1e-9) + 1)]


def every(labels: Sequence[str], size: int, room: float) -> int:
    """Return which of the labels have room beside each other: all (1), every second (2), and so on."""
    widest = max((width(label, size) for label in labels), default=0) + size
    return max(1, math.ceil(widest * len(labels) / room))


def number(value: float) -> str:
    """Return a figure as people read it: 1,241 or 0.5."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.1f}"
