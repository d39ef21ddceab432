"""How a language is read aloud: at what pace, with what rests, and which words are read in another way."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from prompts import tables
from prompts.faults import Fault, PromptsInvalid

SLOWEST, FASTEST = 70, 120
LONGEST_PAUSE = 1_500


@dataclass(frozen=True, slots=True)
class Manner:
    """The pace in percent of the voice's own, the rest after a sentence in milliseconds, and readings.

    `readings` go from a written word to how it is to be read; they are for voices alone.
    """

    rate: int = 100
    pause: int = 0
    readings: Mapping[str, str] = field(default_factory=dict)


def read(table: Mapping[str, Any], where: Path) -> Manner:
    """Return the manner that a language's `[speech]` asks for; raises PromptsInvalid with every fault."""
    faults = [Fault(tables.shown(where), f"speech {key}", what, do) for key, what, do in _faults(table)]
    if faults:
        raise PromptsInvalid(faults)
    return Manner(**table)


def _faults(table: Mapping[str, Any]) -> Iterator[tuple[str, str, str]]:
    for key in table.keys() - {"rate", "pause", "readings"}:
        yield key, "is unknown", "remove it or spell it right"
    if not _between(table.get("rate", 100), SLOWEST, FASTEST):
        yield "rate", "is no pace", f"give a whole percentage from {SLOWEST} to {FASTEST}"
    if not _between(table.get("pause", 0), 0, LONGEST_PAUSE):
        yield "pause", "is no rest", f"give whole milliseconds from 0 to {LONGEST_PAUSE}"
    readings = table.get("readings", {})
    if not isinstance(readings, dict):
        yield "readings", "is no table", "write one reading a line: word = reading"
        return
    for word, reading in readings.items():
        if not word.strip() or not isinstance(reading, str) or not reading.strip():
            yield f"readings {word}", "has no words", "write how it is to be read"


def _between(value: object, least: int, most: int) -> bool:
    return type(value) is int and least <= value <= most
