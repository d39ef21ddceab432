"""Where stories keep their rows: files of SQLite, or a PostgreSQL server where the run asks for one.

`YOBIKAKE_TEST_DATABASE=postgres pytest -m database` plays every story that uses a database on a server.
"""

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:  # Whoever hands out the stories need not load what they are played with.
    from tests.support.services import PostgresServer
    from tests.support.stores import Databases

ON_SERVER = os.environ.get("YOBIKAKE_TEST_DATABASE", "sqlite") == "postgres"


@pytest.fixture(scope="session")
def database_maker(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> "Callable[[], Databases]":
    """How this run makes databases; whoever asks for it is played on both kinds."""
    from tests.support import stores

    if ON_SERVER:
        server = request.getfixturevalue("postgres_server")
        return lambda: stores.OnServer(server.url)
    folder = tmp_path_factory.mktemp("model")
    return lambda: stores.Files(folder)


@pytest.fixture
def databases(database_maker: "Callable[[], Databases]") -> "Iterator[Databases]":
    """Make databases for one story."""
    made = database_maker()
    yield made
    made.clear()


@pytest.fixture
def postgres_url(postgres_server: "PostgresServer") -> Iterator[str]:
    """An empty database of its own for one story that is about a server."""
    from tests.support import stores

    made = stores.OnServer(postgres_server.url)
    yield made.empty(Path())
    made.clear()


@pytest.fixture(scope="module")
def module_databases(database_maker: "Callable[[], Databases]") -> "Iterator[Databases]":
    """Make databases that all stories of a module share."""
    made = database_maker()
    yield made
    made.clear()


@pytest.hookimpl(tryfirst=True)  # Before the marks are asked for.
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what uses a database; what is about SQLite itself is skipped by name on a server."""
    for item in items:
        if "database_maker" in getattr(item, "fixturenames", ()):
            item.add_marker(pytest.mark.database)
        if ON_SERVER and item.get_closest_marker("sqlite"):
            item.add_marker(pytest.mark.skip(reason="about SQLite itself"))
