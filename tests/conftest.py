"""Services that some stories need, found on this machine or skipped by name; and the carrier's own rules."""

import importlib.util
import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest
import typst
from sqlalchemy import create_engine, text

from app.paper.fonts import families
from prompts.languages import TAGS

REQUIRED = os.environ.get("YOBIKAKE_REQUIRE_SERVICES") == "1"


def lacking(service: str) -> None:
    """Skip for want of a service; where services are required, fail."""
    if REQUIRED:
        pytest.fail(f"{service} is required here and missing: run `make services`")
    pytest.skip(f"needs {service}: `make services` installs it")


@pytest.fixture(scope="session")
def twiml_rules() -> ModuleType:
    """What the carrier has published about its documents, written down apart from the product."""
    path = Path(__file__).parent / "carrier" / "twiml_rules.py"
    spec = importlib.util.spec_from_file_location("twiml_rules", path)
    assert spec is not None
    assert spec.loader is not None
    rules = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(rules)
    return rules


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        lacking("Chromium")
    return str(found)


@pytest.fixture(scope="session")
def noto() -> None:
    """The fonts of every language."""
    installed = set(typst.Fonts(include_embedded_fonts=False).families())
    if not {family for tag in TAGS for family in families(tag)} <= installed:
        lacking("the Noto fonts")


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """A private PostgreSQL of this test process; its address without a database's name."""
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        lacking("PostgreSQL")
    with tempfile.TemporaryDirectory(prefix="ybk-pg-", dir="/tmp") as folder:
        as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if as_user:
            shutil.chown(folder, "postgres")
        data, tool = f"{folder}/data", str(programs[-1])

        def run(*command: str) -> None:
            subprocess.run([*as_user, *command], check=True, capture_output=True, cwd=folder, timeout=60)

        run(f"{tool}/initdb", "-D", data, "-U", "line", "-A", "trust", "-E", "UTF8", "--no-sync")
        options = f"-k {folder} -c listen_addresses='' -c fsync=off"
        run(f"{tool}/pg_ctl", "-D", data, "-o", options, "-l", f"{folder}/log", "-w", "start")
        yield f"postgresql+psycopg://line@/{{name}}?host={folder}"
        run(f"{tool}/pg_ctl", "-D", data, "-m", "immediate", "stop")


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """An empty database of its own for one story."""
    admin = create_engine(postgres_server.format(name="postgres"), isolation_level="AUTOCOMMIT")
    with admin.connect() as connection:
        connection.execute(text("CREATE DATABASE story"))
    yield postgres_server.format(name="story").replace("+psycopg", "")
    with admin.connect() as connection:
        connection.execute(text("DROP DATABASE story WITH (FORCE)"))
    admin.dispose()
