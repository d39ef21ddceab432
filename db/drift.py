"""How far this machine's clock is from the database's: a comparison only, nothing is ever due by it."""

from datetime import datetime, timedelta

from sqlalchemy import Engine, func, select

from db.base import Instant
from db.clock import Clock, SystemClock


def drift(engine: Engine, clock: Clock) -> timedelta | None:
    """Return by how much this clock is ahead of the database server's.

    None where there is nothing to compare: SQLite has no clock of its own, and a clock that somebody scales
    or moves by hand is no machine's.
    """
    if engine.dialect.name == "sqlite" or not isinstance(clock, SystemClock):
        return None
    with engine.connect() as connection:
        connection.execute(select(1))  # The first word may have to connect; only the second is measured.
        before = clock.now()
        theirs: datetime = connection.execute(select(func.clock_timestamp(type_=Instant))).scalar_one()
        return before + (clock.now() - before) / 2 - theirs
