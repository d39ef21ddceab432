"""An empty database."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine

from db.engine import make_engine
from tests.support.stores import Databases


@pytest.fixture
def engine(databases: Databases, tmp_path: Path) -> Iterator[Engine]:
    engine = make_engine(databases.empty(tmp_path / "line.db"))
    yield engine
    engine.dispose()
