"""Counts of leaves reached: kept in memory for the hour, stored merged; counting never delays an answer."""

import threading
from collections import Counter, OrderedDict
from dataclasses import dataclass, replace
from datetime import UTC, datetime

from sqlalchemy import Engine
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from tree.models import MERGED, HourCount

THRESHOLD = 5
MAX_CELLS = 20_000
MAX_REMEMBERED = 10_000


@dataclass(frozen=True, slots=True)
class Cell:
    """One thing that is counted. `hour` is the start of an hour in UTC."""

    hour: datetime
    channel: str
    language: str
    leaf: str


class Tally:
    """The counts of this process. Any thread may count; one flushes now and then."""

    def __init__(self, *, max_cells: int = MAX_CELLS) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Cell] = Counter()
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._max_cells = max_cells

    def later(self, now: datetime, channel: str, language: str, leaf: str, *, once: str = "") -> None:
        """Count one leaf reached. A request that is repeated carries the same `once` and counts once.

        Never raises and never waits for a database. Beyond `max_cells` only the channel is still told apart.
        """
        cell = Cell(_hour(now), channel, language, leaf)
        with self._lock:
            if once and self._was_seen(hash(once)):
                return
            if len(self._counts) >= self._max_cells and cell not in self._counts:
                cell = replace(cell, language=MERGED, leaf=MERGED)
            self._counts[cell] += 1

    def so_far(self, now: datetime) -> dict[tuple[str, str, str], int]:
        """Return this hour's counts by channel, language and leaf, merged as they will be stored."""
        with self._lock:
            cells = Counter({cell: count for cell, count in self._counts.items() if cell.hour == _hour(now)})
        return {(cell.channel, cell.language, cell.leaf): count for cell, count in merged(cells).items()}

    def flush(self, engine: Engine, now: datetime, *, everything: bool = False) -> int:
        """Store the hours that are over (or, when the process ends, everything); return the rows written.

        Where the database fails nothing is lost: the counts stay here for the next time.
        """
        with self._lock:
            due = {cell: n for cell, n in self._counts.items() if everything or cell.hour < _hour(now)}
            for cell in due:
                del self._counts[cell]
        rows = merged(Counter(due))
        try:
            _store(engine, rows)
        except SQLAlchemyError:
            with self._lock:
                self._counts.update(due)
            return 0
        return len(rows)

    def _was_seen(self, mark: int) -> bool:
        if mark in self._seen:
            return True
        self._seen[mark] = None
        if len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)
        return False


def merged(cells: Counter[Cell]) -> Counter[Cell]:
    """Return the counts with every cell under the threshold merged into one for its hour and channel."""
    kept: Counter[Cell] = Counter()
    for cell, count in cells.items():
        kept[cell if count >= THRESHOLD else replace(cell, language=MERGED, leaf=MERGED)] += count
    return kept


def _hour(now: datetime) -> datetime:
    return now.astimezone(UTC).replace(minute=0, second=0, microsecond=0)


def _store(engine: Engine, rows: Counter[Cell]) -> None:
    if not rows:
        return
    with Session(engine) as session, session.begin():
        for cell, count in rows.items():
            key = (cell.hour, cell.channel, cell.language, cell.leaf)
            row = session.get(HourCount, key, with_for_update=True)
            if row is None:
                session.add(HourCount(hour=key[0], channel=key[1], language=key[2], leaf=key[3], count=count))
            else:
                row.count += count
