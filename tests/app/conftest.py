"""Somebody at a terminal, an installation of their own, and a Tuesday that begins at ten."""

import re
import tomllib
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from importlib import resources

import pytest
from click.testing import CliRunner
from sqlalchemy import MetaData, select, text

from app.clock_setting import scaled_clock_now
from app.commands.main import main
from app.settings import NAMES
from carrier.simulator.network import Network
from carrier.simulator.rest import create_simulator
from carrier.simulator.server import serve_in_thread
from carrier.simulator.settings import NetworkSettings
from db.clock import TOKYO, ManualClock
from db.engine import make_engine

TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)
PLAN = {
    "name": "Asahi ward",
    "audience": "resident",
    "source": "public directory",
    "channel": "voice",
    "warning": "isa-bail",
    "languages": "[ja, en]",
}
HOMES = "number,language\n045-300-0006,ja\n045-300-0007,en\n045-300-0001,\n"


@dataclass
class Said:
    """What a command printed, and how it ended."""

    code: int
    out: str
    err: str

    @property
    def last(self):
        return self.out.splitlines()[-1]

    @property
    def complaint(self):
        """The one line that it complained in."""
        assert len(self.err.splitlines()) == 1, self.err
        return self.err.strip()


class Terminal:
    """Types commands in a folder of its own; numbers are typed on standard input."""

    def __init__(self, folder, database):
        self.folder, self.database = folder, database
        self.environment = dict.fromkeys(NAMES)
        self.environment |= {
            "YOBIKAKE_DATA": str(folder / "data"),
            "YOBIKAKE_CLOCK": scaled_clock_now(TEN, 1),
        }
        if not database.startswith("sqlite:"):  # A file lies where it is looked for anyway.
            self.environment["DATABASE_URL"] = database

    def __call__(self, *words, typed="", **environment):
        with CliRunner().isolation(typed, {**self.environment, **environment}) as (out, err, _):
            try:
                main([str(word) for word in words])
                code = 0
            except SystemExit as end:
                code = end.code or 0
        return Said(code, out.getvalue().decode(), err.getvalue().decode())

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    def plan(self, **changed):
        """Write a campaign file; a key that is None is left out."""
        given = {**PLAN, **changed}
        lines = [f"{key}: {value}" for key, value in given.items() if value is not None]
        return self.write("campaign.yaml", "\n".join(lines))

    def draft(self, audience=HOMES, **plan):
        """Create a campaign and return its id."""
        said = self(
            "campaign",
            "create",
            self.plan(**plan),
            "--audience",
            self.write("a.csv", audience),
            "--as",
            "sato",
        )
        assert said.code == 0, said.err
        return said.last

    def approved(self, **plan):
        campaign = self.draft(**plan)
        self("campaign", "submit", campaign, "--as", "sato")
        assert self("campaign", "approve", campaign, "--as", "tanaka").code == 0
        return campaign

    def names_itself_in(self, *languages):
        """Give the installation a line that has a name and hours in these languages alone."""
        line = tomllib.loads(resources.files("app").joinpath("sample_line.toml").read_text("utf-8"))
        names = "".join(f'{tag} = "{line["organisation"][tag]}"\n' for tag in languages)
        words = "".join(f'{tag} = "{line["office"]["words"][tag]}"\n' for tag in languages)
        text = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
        text = re.sub(r"(?s)(\[organisation\]\n).*?\n\n", rf"\1{names}\n", text)
        text = re.sub(r"(?s)(\[office.words\]\n).*?\n\n", rf"\1{words}\n", text)
        self.environment["LINE"] = str(self.write("line.toml", text))

    @property
    def stored(self):
        """Everything that is kept: the whole database, and the names of the keys."""
        keys = sorted(path.name for path in (self.folder / "data" / "keys").rglob("*"))
        with self.inside() as rows:
            tables = MetaData()
            tables.reflect(rows)
            lines = [
                f'INSERT INTO "{table.name}" VALUES({",".join(map(repr, row))})'
                for table in tables.sorted_tables
                for row in rows.execute(select(table))
            ]
        return keys, sorted(lines)

    @contextmanager
    def inside(self):
        """Look or change something in the database, behind the back of the installation."""
        engine = make_engine(self.database)
        with engine.begin() as connection:
            yield connection
        engine.dispose()

    def does(self, statement):
        """Change something in the database."""
        with self.inside() as rows:
            rows.execute(text(statement))


@pytest.fixture
def yobikake(databases, tmp_path):
    """The command line of an installation whose database is there."""
    terminal = Terminal(tmp_path, databases.upgraded(tmp_path / "data" / "yobikake.sqlite"))
    assert terminal("db", "upgrade").code == 0  # The tables are there; now its keys are, too.
    return terminal


@pytest.fixture
def carrier(yobikake):
    """An embedded carrier to which the installation can turn."""
    network = Network(ManualClock(TEN), NetworkSettings("AC" + "0" * 32, "training", {}))
    with serve_in_thread(create_simulator(network, {})) as server:
        yobikake.environment["TWILIO_API_BASE_URL"] = server.url
        yield network
    network.close()
