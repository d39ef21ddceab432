"""The repository as it lies here, and the whole application without a carrier."""

from pathlib import Path

import pytest

from app.factory import create_app
from app.settings import Settings
from app.wiring import build

ROOT = Path(__file__).parents[2]
ROOMS = (
    *("app", "console", "ivr", "sms", "check", "tree", "campaigns", "carrier", "prompts", "privacy", "db"),
)


@pytest.fixture(scope="session")
def root():
    return ROOT


@pytest.fixture(scope="session")
def modules():
    """All modules of the product, migrations apart."""
    found = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    return [path for path in found if "migrations" not in path.parts]


@pytest.fixture
def line(databases, tmp_path):
    """The application with all of its parts."""
    parts = build(Settings(yobikake_data=tmp_path, database_url=databases.upgraded(tmp_path / "line.sqlite")))
    yield create_app(parts)
    parts.close()
