"""Who is in a hurry gives up soon, whatever it is that does not answer."""

import sqlite3
import time
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import Engine, text
from sqlalchemy.exc import OperationalError

from db.engine import hurried, make_engine, reading

HURRY = 0.2


def gives_up(engine: Engine, statement: str) -> float:
    """Return after how many seconds a statement was given up."""
    began = time.monotonic()
    with pytest.raises(OperationalError), hurried(engine, HURRY).begin() as connection:
        connection.execute(text(statement))
    return time.monotonic() - began


@pytest.mark.sqlite
def test_a_writer_behind_another_writer(engine: Engine) -> None:
    with engine.begin():
        assert HURRY <= gives_up(engine, "SELECT 1") < 2


def test_a_reader_whom_nobody_lets_in(tmp_path: Path) -> None:
    path = tmp_path / "line.sqlite"
    engine = make_engine(f"sqlite:///{path}")
    with reading(engine).connect() as before:  # A connection that was there already.
        before.execute(text("SELECT 1"))
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode=EXCLUSIVE")
        other.execute("PRAGMA journal_mode=DELETE")
        other.execute("CREATE TABLE other (one)")

        waited = gives_up(reading(engine), "SELECT * FROM other")
    engine.dispose()

    assert waited < 2


def test_a_server_that_thinks_for_long(postgres_url: str) -> None:
    engine = make_engine(postgres_url)

    waited = gives_up(engine, "SELECT pg_sleep(20)")

    with engine.connect() as connection:  # The others have their patience.
        assert connection.execute(text("SHOW statement_timeout")).scalar() == "0"
    engine.dispose()
    assert HURRY <= waited < 5
