"""What can go wrong between us and a carrier, at rates that one may set."""

import dataclasses
import json
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any


class FaultsInvalid(ValueError):
    """The file of faults cannot be used; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Faults:
    """Rates from 0 to 1. The first six meet requests to the REST API, the others status callbacks.

    `slow_seconds` are real seconds; `late_seconds` and `reorder_seconds` are the network's own time.
    """

    refused: float = 0.0
    """A create is refused for good (code 21216)."""
    slow: float = 0.0
    too_many: float = 0.0
    """429, never processed."""
    error_before: float = 0.0
    """500, never processed."""
    error_after: float = 0.0
    """503, although it was processed."""
    answer_lost: float = 0.0
    """Processed; then the connection is closed without a word."""
    callback_lost: float = 0.0
    callback_late: float = 0.0
    callback_doubled: float = 0.0
    callback_reordered: float = 0.0
    """Held back so long that what happened next is usually told first."""
    slow_seconds: float = 2.0
    late_seconds: float = 90.0
    reorder_seconds: float = 12.0
    seed: int = 0

    def __post_init__(self) -> None:
        for field in dataclasses.fields(self):
            value = getattr(self, field.name)
            if isinstance(value, bool) or not isinstance(value, int | float):
                raise FaultsInvalid(f"faults: {field.name} must be a number")
            if field.name != "seed" and value < 0:
                raise FaultsInvalid(f"faults: {field.name} must not be negative")
            if field.default == 0.0 and field.name != "seed" and value > 1:
                raise FaultsInvalid(f"faults: {field.name} is a rate and must lie between 0 and 1")

    @property
    def in_requests(self) -> bool:
        """Tell whether any fault concerns requests to the REST API."""
        return any(
            (self.refused, self.slow, self.too_many, self.error_before, self.error_after, self.answer_lost)
        )

    @property
    def in_callbacks(self) -> bool:
        """Tell whether any fault concerns status callbacks."""
        return any((self.callback_lost, self.callback_late, self.callback_doubled, self.callback_reordered))


def load_faults(path: Path) -> Faults:
    """Read a TOML or JSON file (by its ending) of `name = rate`. Raises FaultsInvalid."""
    try:
        text = path.read_text(encoding="utf-8")
        table: Any = json.loads(text) if path.suffix == ".json" else tomllib.loads(text)
    except (OSError, ValueError) as problem:
        raise FaultsInvalid(f"{path}: cannot be read: {problem}") from None
    if not isinstance(table, dict):
        raise FaultsInvalid(f"{path}: write one rate for each name")
    known = [field.name for field in dataclasses.fields(Faults)]
    unknown = sorted(set(table) - set(known))
    if unknown:
        raise FaultsInvalid(f"{path}: unknown: {', '.join(unknown)}; known are {', '.join(known)}")
    try:
        return Faults(**table)
    except FaultsInvalid as problem:
        raise FaultsInvalid(f"{path}: {problem}") from None
