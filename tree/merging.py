"""Small counts made coarser before they are stored, until none of them tells of one, two, three or four."""

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from tree.models import MERGED

THRESHOLD = 5
_COARSER: Sequence[Mapping[str, str]] = (
    {},
    {"language": MERGED},
    {"language": MERGED, "channel": MERGED},
    {"language": MERGED, "channel": MERGED, "leaf": MERGED},
)
"""The leaf last: it tells what is claimed, which is what the counts are for."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that is counted. `hour` is the start of an hour in UTC."""

    hour: datetime
    channel: str
    language: str
    leaf: str


def merged(counts: Mapping[Cell, int], stored: Collection[Cell] = ()) -> tuple[Counter[Cell], int]:
    """Return what may be stored, and how many answers are left, of which nothing is told in this hour.

    A count under five gives up its language first, then its way, then its leaf; what is then still under
    five is left. A count may also be added to a cell that is `stored` already. No count of one to four can
    be worked out from what is stored, not even by somebody who knows this rule.
    """
    rows: Counter[Cell] = Counter()
    rest = dict(counts)
    for given_up in _COARSER:
        parts: defaultdict[Cell, list[int]] = defaultdict(list)
        for cell, count in rest.items():
            parts[replace(cell, **given_up)].append(count)  # type: ignore[arg-type]
        rest = {}
        for cell, small in parts.items():
            if sum(small) < THRESHOLD and cell not in stored and cell not in rows:
                rest[cell] = sum(small)
            else:
                rows[cell] += _unclear(small)
    return rows, sum(rest.values())


def _unclear(small: Sequence[int]) -> int:
    """Return the sum; one less where it would tell its parts: of two under five, only four and four is eight.

    That one is not counted at all: counted anywhere else, it would be missed here.
    """
    tells = len(small) > 1 and set(small) == {THRESHOLD - 1}
    return sum(small) - tells
