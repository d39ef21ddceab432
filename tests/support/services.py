"""Services that some stories need: found on this machine, or the story is skipped by name.

The application is imported only where a story needs it: whoever hands out the stories does without.
"""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser

REQUIRED = os.environ.get("YOBIKAKE_REQUIRE_SERVICES") == "1"
ROOM = 2 * 2**30
"""Bytes that must be free in memory for a server's files to lie there: a database takes 8 MB."""
OPTIONS = (
    "-c listen_addresses='' -c fsync=off -c full_page_writes=off -c autovacuum=off -c max_connections=300"
)
"""Nothing of it outlives the run, so nothing has to survive a power cut."""


def lacking(service: str) -> None:
    """Skip for want of a service; where services are required, fail."""
    if REQUIRED:
        pytest.fail(f"{service} is required here and missing: run `make services`")
    pytest.skip(f"needs {service}: `make services` installs it")


@pytest.fixture(scope="session")
def chromium() -> str:
    found = shutil.which("chromium")
    if found is None:
        lacking("Chromium")
    return str(found)


@pytest.fixture(scope="module")
def driven(chromium: str) -> "Iterator[Browser]":
    """A Chromium that a module's stories drive; its driver allows no second one at the same time."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        aloud = "--autoplay-policy=no-user-gesture-required"
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox", aloud])
        yield browser
        browser.close()


@pytest.fixture(scope="session")
def noto() -> None:
    """The fonts of every language."""
    import typst

    from app.paper.fonts import families
    from prompts.languages import TAGS

    installed = set(typst.Fonts(include_embedded_fonts=False).families())
    if not {family for tag in TAGS for family in families(tag)} <= installed:
        lacking("the Noto fonts")


class PostgresServer:
    """A PostgreSQL of this test process alone; `url` is its address without a database's name."""

    def __init__(self, folder: str, programs: Path) -> None:
        self._folder, self._programs = folder, programs
        self._as_user = ["runuser", "-u", "postgres", "--"] if os.geteuid() == 0 else []
        if self._as_user:
            shutil.chown(folder, "postgres")
        self.url = f"postgresql://line@/{{name}}?host={folder}"
        self._run("initdb", "-U", "line", "-A", "trust", "-E", "UTF8", "--no-sync")
        self.start()

    def start(self) -> None:
        self._run("pg_ctl", "-o", f"-k {self._folder} {OPTIONS}", "-l", f"{self._folder}/log", "-w", "start")

    def stop(self) -> None:
        """End it at once, as a power cut would."""
        self._run("pg_ctl", "-m", "immediate", "-w", "stop")

    def end(self) -> None:
        """End it for good, its shared memory with it, which a power cut leaves behind."""
        self._run("pg_ctl", "-m", "fast", "-w", "stop")

    def _run(self, program: str, *words: str) -> None:
        command = [*self._as_user, str(self._programs / program), "-D", f"{self._folder}/data", *words]
        subprocess.run(command, check=True, capture_output=True, cwd=self._folder, timeout=60)


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[PostgresServer]:
    programs = sorted(Path("/usr/lib/postgresql").glob("*/bin"))
    if not programs:
        lacking("PostgreSQL")
    memory = Path("/dev/shm")
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > ROOM
    with tempfile.TemporaryDirectory(prefix="ybk-pg-", dir=memory if roomy else "/tmp") as folder:
        server = PostgresServer(folder, programs[-1])
        yield server
        server.end()
