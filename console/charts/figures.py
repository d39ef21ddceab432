"""What a picture is drawn from."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One series of figures: a value for each label, None where there is none.

    `group` is a part of the console's bars (reached, calling, missed, left, waiting), whose colour it takes.
    """

    name: str
    values: Sequence[float | None]
    group: str = ""


@dataclass(frozen=True, slots=True)
class Limit:
    """A line across the picture that the figures should not pass."""

    name: str
    value: float
