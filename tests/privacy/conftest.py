"""A key store, a database and a clock for stories about what must stay closed."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from db.base import Base
from db.clock import ManualClock
from db.engine import make_engine
from privacy import models
from privacy.keystore import FolderKeyStore

TABLES = [
    model.__table__ for model in (models.Refusal, models.Registration, models.AuditEntry, models.AuditHead)
]


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(datetime(2026, 11, 24, 1, 0, tzinfo=UTC))


@pytest.fixture
def service_key() -> bytes:
    return bytes(range(32))


@pytest.fixture
def keystore(tmp_path: Path, service_key: bytes, clock: ManualClock) -> FolderKeyStore:
    return FolderKeyStore(tmp_path / "keys", service_key, clock)


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    on_server = request.param == "postgres"
    url = request.getfixturevalue("postgres_url") if on_server else f"sqlite:///{tmp_path}/line.db"
    engine = make_engine(url)
    Base.metadata.create_all(engine, tables=TABLES)
    yield engine
    Base.metadata.drop_all(engine, tables=TABLES)
    engine.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    with Session(engine) as session, session.begin():
        yield session
