"""Makes the engine: durable commits, secure deletion, one writer at a time on SQLite."""

import random
import sqlite3
import time
from typing import Any

from sqlalchemy import URL, Connection, Engine, create_engine, event
from sqlalchemy.engine import make_url

BUSY_SECONDS = 10
SERVER = {
    "connect_timeout": 3,
    "options": "-c lock_timeout=10s -c idle_in_transaction_session_timeout=60s",
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 10_000,
}
"""A server that accepts and stays silent, or is gone from the network, must not hold a webhook for ever."""


def make_engine(url: str, *, pool_size: int = 10) -> Engine:
    """Return an engine for `sqlite:///FILE` or `postgresql://...` (spoken by psycopg 3).

    SQLite runs with a write-ahead log, synchronous FULL (an attempt that was noted survives a power cut)
    and secure_delete (deleted rows are overwritten). Every transaction begins IMMEDIATE, so that what it
    reads is still true when it writes; PostgreSQL locks rows instead. Errors never show parameters.
    Raises ValueError for any other database.
    """
    parsed = make_url(url)
    backend = parsed.get_backend_name()
    if backend in {"postgresql", "postgres"}:
        url_of_driver = parsed.set(drivername="postgresql+psycopg")
        server = _make(url_of_driver, pool_size, pool_pre_ping=True, connect_args=SERVER)
        event.listen(server, "begin", _begin_on_server)
        return server
    if backend != "sqlite" or parsed.database in {None, "", ":memory:"}:
        raise ValueError("the database must be sqlite:///FILE or postgresql://...")
    engine = _make(parsed, pool_size, connect_args={"timeout": BUSY_SECONDS})
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin)
    return engine


def reading(engine: Engine) -> Engine:
    """Return the same engine for reads that must not wait for a writer; it cannot write."""
    return engine.execution_options(readonly=True, postgresql_readonly=True)


def hurried(engine: Engine, seconds: float) -> Engine:
    """Return the same engine for work that would rather fail than wait longer than that for others."""
    return engine.execution_options(patience=seconds)


def relaxed(engine: Engine) -> Engine:
    """Return the same engine for commits that a power cut may undo, because the carrier can be asked again.

    On SQLite such a commit does not wait for the disk; a killed process loses nothing by it.
    """
    return engine.execution_options(relaxed=True)


def _make(url: URL, pool_size: int, **options: Any) -> Engine:
    return create_engine(url, pool_size=pool_size, hide_parameters=True, **options)


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    connection.isolation_level = None  # The driver must not begin transactions of its own.
    _use_write_ahead_log(connection)
    for pragma in ("synchronous=FULL", "secure_delete=ON", "foreign_keys=ON"):
        connection.execute(f"PRAGMA {pragma}")


def _use_write_ahead_log(connection: Any) -> None:
    # SQLite does not wait its busy time for this switch, and several processes may open a new file at once.
    until = time.monotonic() + BUSY_SECONDS
    while True:
        try:
            connection.execute("PRAGMA journal_mode=WAL")
        except sqlite3.OperationalError as error:
            if error.sqlite_errorcode != sqlite3.SQLITE_BUSY or time.monotonic() > until:
                raise
            time.sleep(0.02)
        else:
            return


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    readonly, patience = options.get("readonly", False), options.get("patience", BUSY_SECONDS)
    _set(connection, "synchronous", "NORMAL" if options.get("relaxed") else "FULL")
    _set(connection, "query_only", "ON" if readonly else "OFF")
    if readonly:
        _set(connection, "busy_timeout", str(int(patience * 1000)))
        connection.exec_driver_sql("BEGIN")
    else:
        _begin_immediate(connection, patience)


def _set(connection: Connection, pragma: str, value: str) -> None:
    """Set what holds for this connection until it is set again; a transaction would pay for each anew."""
    if connection.info.get(pragma) != value:
        raw: Any = connection.connection.dbapi_connection
        raw.execute(f"PRAGMA {pragma}={value}")
        connection.info[pragma] = value


def _begin_immediate(connection: Connection, patience: float) -> None:
    """Take the writer's place. SQLite's own wait sleeps up to 100 ms at a time; writers here need 1 ms."""
    raw: Any = connection.connection.dbapi_connection
    until = time.monotonic() + patience
    _set(connection, "busy_timeout", "0")
    try:
        while time.monotonic() < until:
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode != sqlite3.SQLITE_BUSY:
                    break
                time.sleep(random.uniform(0.0005, 0.002))  # noqa: S311 - so that two do not wake together
            else:
                return
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # Fails as before, as an error that callers know.
    finally:
        _set(connection, "busy_timeout", str(int(patience * 1000)))


def _begin_on_server(connection: Connection) -> None:
    patience = connection.get_execution_options().get("patience")
    if patience is not None:
        connection.exec_driver_sql(f"SET LOCAL statement_timeout = {int(patience * 1000)}")
