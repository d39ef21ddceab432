"""Counts of leaves reached: kept in memory for the hour, stored merged; counting never delays an answer."""

import threading
from collections import Counter, OrderedDict
from collections.abc import Mapping
from datetime import datetime

from sqlalchemy import Engine, select
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from db.clock import hour_of
from tree.merging import THRESHOLD, Cell, merged
from tree.models import MERGED, HourCount

MAX_CELLS = 20_000
MAX_REMEMBERED = 10_000


class Tally:
    """The counts of this process. Any thread may count; one flushes now and then.

    Each process merges what it counted itself, and an hour may be stored in several parts. Then more is
    merged than had to be, and never less; a part that is small is added to cells that are stored already.
    Whoever has two copies of the database, from before and after such a part, can see the part. Fewer than
    five answers that are left when a process ends are not stored at all.
    """

    def __init__(self, *, max_cells: int = MAX_CELLS) -> None:
        self._lock = threading.Lock()
        self._counts: Counter[Cell] = Counter()
        self._seen: OrderedDict[int, None] = OrderedDict()
        self._max_cells = max_cells

    def later(self, now: datetime, channel: str, language: str, leaf: str, *, once: str = "") -> None:
        """Count one leaf reached. A request that is repeated carries the same `once` and counts once.

        Never raises and never waits for a database. Beyond `max_cells` only the hour is still told apart.
        """
        cell = Cell(hour_of(now), channel, language, leaf)
        with self._lock:
            if once and self._was_seen(hash(once)):
                return
            if len(self._counts) >= self._max_cells and cell not in self._counts:
                cell = _of_nothing(now)
            self._counts[cell] += 1

    def so_far(self, now: datetime) -> dict[tuple[str, str, str], int]:
        """Return this hour's counts by channel, language and leaf, merged as they will be stored.

        Also what is left of them, of which nothing is told but how many.
        """
        with self._lock:
            cells = {cell: count for cell, count in self._counts.items() if cell.hour == hour_of(now)}
        rows, left = merged(cells)
        rows.update(+Counter({_of_nothing(now): left}))
        return {(cell.channel, cell.language, cell.leaf): count for cell, count in rows.items()}

    def flush(self, engine: Engine, now: datetime, *, everything: bool = False) -> int:
        """Store the hours that are over (or, when the process ends, everything); return the rows written.

        What is left of an hour counts among the next one's. Where the database fails nothing is lost: the
        counts stay here for the next time.
        """
        with self._lock:
            due = {cell: n for cell, n in self._counts.items() if everything or cell.hour < hour_of(now)}
            for cell in due:
                del self._counts[cell]
        if not due:
            return 0
        try:
            written, left = _store(engine, due)
        except SQLAlchemyError:
            written, waits = 0, Counter(due)
        else:
            waits = +Counter({_of_nothing(now): left})
        with self._lock:
            self._counts.update(waits)
        return written

    def _was_seen(self, mark: int) -> bool:
        if mark in self._seen:
            return True
        self._seen[mark] = None
        if len(self._seen) > MAX_REMEMBERED:
            self._seen.popitem(last=False)
        return False


def _of_nothing(now: datetime) -> Cell:
    """Return the cell that tells nothing but the hour."""
    return Cell(hour_of(now), MERGED, MERGED, MERGED)


def _store(engine: Engine, due: Mapping[Cell, int]) -> tuple[int, int]:
    """Store what may be stored; return how many rows, and how many answers are left."""
    with Session(engine) as session, session.begin():
        hours = {cell.hour for cell in due}
        there = session.scalars(select(HourCount).where(HourCount.hour.in_(hours)).with_for_update())
        known = {Cell(row.hour, row.channel, row.language, row.leaf): row for row in there}
        rows, left = merged(due, known.keys())
        for cell, count in rows.items():
            row = known.get(cell) or _new(session, cell)
            row.count += count
            if row.of_one is not None:
                row.of_one += THRESHOLD - 1 + due.get(cell, 0)
    return len(rows), left


def _new(session: Session, cell: Cell) -> HourCount:
    row = HourCount(hour=cell.hour, channel=cell.channel, language=cell.language, leaf=cell.leaf, count=0)
    row.of_one = 0 if cell.leaf == MERGED else None
    session.add(row)
    return row
