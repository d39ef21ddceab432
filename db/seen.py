"""Who is alive: each worker leaves a sign of life now and then, so that others see when one falls silent."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select
from sqlalchemy.orm import Session

from db.engine import relaxed
from db.insert import insert_into
from db.models import Lease

EVERY = timedelta(seconds=10)
ALIVE = timedelta(seconds=30)
"""Whoever has not spoken for so long is taken for dead."""
_FORGOTTEN = timedelta(days=1)
_ROOM = "worker/"
_LONGEST = 40


@dataclass
class Sign:
    """One worker's signs of life. `speed` is how fast its clock runs."""

    engine: Engine
    name: str
    speed: float = 1.0
    last: datetime | None = None

    def give(self, now: datetime) -> None:
        """Say that this worker lives, unless it did so a moment ago."""
        if self.last is not None and now - self.last < EVERY * self.speed:
            return
        row = {"holder": "alive", "until": now + ALIVE * self.speed}
        with Session(relaxed(self.engine)) as session, session.begin():
            new = insert_into(session.get_bind().dialect, Lease).values(name=self._row, **row)
            session.execute(new.on_conflict_do_update(index_elements=["name"], set_=row))
            gone = Lease.name.startswith(_ROOM), Lease.until < now - _FORGOTTEN * self.speed
            session.execute(delete(Lease).where(*gone))
        self.last = now

    def end(self) -> None:
        """Say that this worker has ended on purpose, so that nobody misses it."""
        with Session(self.engine) as session, session.begin():
            session.execute(delete(Lease).where(Lease.name == self._row))

    @property
    def _row(self) -> str:
        return f"{_ROOM}{self.name}"[:_LONGEST]


def alive(session: Session, now: datetime, speed: float = 1.0) -> list[datetime]:
    """Return when each worker that lives spoke last, the latest first."""
    rows = select(Lease.until).where(Lease.name.startswith(_ROOM), Lease.until > now)
    return sorted((until - ALIVE * speed for until in session.scalars(rows)), reverse=True)
