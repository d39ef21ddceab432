"""A transaction beside which nobody else changes a table."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, text
from sqlalchemy.orm import Session

from db.base import Base


@contextmanager
def alone(engine: Engine, table: type[Base]) -> Iterator[Session]:
    """Begin a transaction in which others may read a table, and wait until it ends to write there."""
    with Session(engine) as session, session.begin():
        if session.connection().dialect.name == "postgresql":  # SQLite has one writer at a time anyway.
            session.execute(text(f"LOCK TABLE {table.__tablename__} IN SHARE ROW EXCLUSIVE MODE"))
        yield session
