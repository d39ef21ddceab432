"""A key store, a database and a clock for stories about what must stay closed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.clock import ManualClock
from db.engine import make_engine
from privacy.keystore import FolderKeyStore
from tests.support.stores import Databases


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))


@pytest.fixture
def service_key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def keystore(tmp_path: Path, service_key: bytes, clock: ManualClock) -> FolderKeyStore:
    return FolderKeyStore(tmp_path / "keys", service_key, clock)


@pytest.fixture
def engine(databases: Databases, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(databases.upgraded(tmp_path / "line.db"))
    yield engine
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session, session.begin():
        yield session
