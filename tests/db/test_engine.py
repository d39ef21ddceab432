"""The database keeps what was committed, wipes what was deleted, and lets one write at a time."""

import multiprocessing
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine, select, text
from sqlalchemy.exc import DBAPIError, StatementError
from sqlalchemy.orm import Session

from db.clock import TOKYO
from db.engine import make_engine, reading
from privacy.models import Refusal
from tests.support.stores import Databases


def open_and_write(url: str) -> None:
    engine = make_engine(url)
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE IF NOT EXISTS t (x TEXT)"))
        connection.execute(text("INSERT INTO t VALUES ('here')"))
    engine.dispose()


@pytest.mark.sqlite
def test_a_commit_is_durable_and_a_deletion_overwrites(engine: Engine) -> None:
    with engine.connect() as connection:
        settings = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("synchronous", "secure_delete")
        }
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"

    assert settings == {"synchronous": 2, "secure_delete": 1}


def test_processes_that_open_a_new_database_together_all_get_in(databases: Databases, tmp_path: Path) -> None:
    url = databases.empty(tmp_path / "line.db")
    with multiprocessing.get_context("spawn").Pool(4) as pool:
        pool.map(open_and_write, [url] * 8)

    engine = make_engine(url)
    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM t")).scalar() == 8
    engine.dispose()


def test_a_reader_does_not_wait_for_a_writer_and_cannot_write(engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE t (x TEXT)"))

    with engine.begin() as writer, reading(engine).connect() as reader:
        writer.execute(text("INSERT INTO t VALUES ('new')"))
        assert reader.execute(text("SELECT count(*) FROM t")).scalar() == 0
        with pytest.raises(DBAPIError, match=r"read-?only"):
            reader.execute(text("INSERT INTO t VALUES ('other')"))

    with engine.begin() as writer:
        writer.execute(text("INSERT INTO t VALUES ('again')"))


def test_an_error_does_not_show_what_was_to_be_stored(engine: Engine) -> None:
    with engine.connect() as connection, pytest.raises(DBAPIError) as failure:
        connection.execute(text("INSERT INTO missing VALUES (:x)"), {"x": "+819012345678"})

    assert "1234" not in str(failure.value)


@pytest.mark.parametrize("url", ["sqlite://", "sqlite:///:memory:", "mysql://localhost/x"])
def test_other_databases_are_refused(url: str) -> None:
    with pytest.raises(ValueError, match="sqlite:///FILE or postgresql://"):
        make_engine(url)


@pytest.mark.parametrize("scheme", ["postgresql", "postgres", "postgresql+psycopg"])
def test_postgresql_is_spoken_by_psycopg_3(scheme: str) -> None:
    assert make_engine(f"{scheme}://nobody@127.0.0.1/none").driver == "psycopg"


def test_instants_come_back_in_utc_and_naive_ones_are_refused(engine: Engine) -> None:
    Refusal.metadata.create_all(engine, tables=[Refusal.__table__])
    moment = datetime(2026, 11, 24, 10, 0, tzinfo=TOKYO)
    with Session(engine) as session, session.begin():
        session.add(Refusal(handle=b"h", since=moment, effective_at=moment, until=moment, by="text"))

    with Session(engine) as session:
        since = session.scalars(select(Refusal.since).where(Refusal.until <= moment)).one()
        assert (since, since.tzinfo) == (moment, UTC)
        with pytest.raises(StatementError, match="time zone"):
            session.scalars(select(Refusal).where(Refusal.until <= datetime(2026, 11, 24))).all()  # noqa: DTZ001
