"""Empties SQLite's write-ahead log, where overwritten rows live on until it is cut."""

from dataclasses import dataclass

from sqlalchemy import Engine

from db.engine import BUSY_SECONDS


@dataclass(frozen=True, slots=True)
class Checkpoint:
    """What came of cutting the log; `left` counts pages that stay because somebody was still reading."""

    busy: bool
    left: int

    @property
    def clean(self) -> bool:
        """Tell whether nothing of deleted rows is left in the log."""
        return not self.busy and self.left == 0


def checkpoint(engine: Engine, wait_seconds: float = BUSY_SECONDS) -> Checkpoint:
    """Move the log into the database and cut it to nothing, waiting so long at most for readers.

    An open reader keeps the log: look at the result. PostgreSQL has no such file; there it is always clean.
    """
    if engine.dialect.name != "sqlite":
        return Checkpoint(busy=False, left=0)
    pooled = engine.raw_connection()  # Inside a transaction SQLite refuses.
    try:
        cursor = pooled.cursor()
        pooled.info.clear()  # What was noted there of the next three lines is not true any more.
        cursor.execute("PRAGMA query_only=OFF")
        cursor.execute(f"PRAGMA busy_timeout={int(wait_seconds * 1000)}")
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        busy, pages, moved = cursor.fetchall()[0]
        cursor.execute(f"PRAGMA busy_timeout={BUSY_SECONDS * 1000}")
    finally:
        pooled.close()
    return Checkpoint(busy=bool(busy), left=pages - moved)
