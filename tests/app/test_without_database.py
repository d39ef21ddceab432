"""The database is locked, full, gone or silent: callers hardly notice, and what they did is not lost."""

import os
import re
import resource
import signal
import socket
import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, closing, contextmanager
from html import unescape
from pathlib import Path

import pytest
import requests

from app import speaking
from app.factory import create_app
from app.line import read_line
from app.settings import NAMES, Settings
from app.wiring import build
from carrier.signature import HEADER, sign
from db.clock import TOKYO
from privacy.retention import day_key

PROGRAM = Path(sys.executable).with_name("yobikake")
MENU, VERDICT = ("root/main-0-0-1", "1"), ("1-1/main-0-0-3", "2")
STOP, LOOK, NOW = ("do-not-call/main-0-0-2", "1"), ("root/main-0-0-1", "6"), ("root/main-0-0-1", "7")
USUAL, PATIENT = 1.0, 4.0
"""Seconds: an answer takes hundredths of one on a busy machine, and whoever waits for a lock two."""


def call(base, place, key, number):
    """Return where a key press of a call goes, what it carries, and its signature."""
    caller = f"+8190{10_000_000 + number}"
    form = {"CallSid": f"CA{number:032}", "Digits": key, "From": caller, "To": "+81450000110"}
    return signed(f"{base}/voice/en/{place}/press", form)


def signed(url, form):
    return url, form, {HEADER: sign("training", url, form.items())}


def until(true, seconds):
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it took too long"
        time.sleep(0.05)


class Said:
    """The first words of what callers may hear."""

    def __init__(self):
        prompts = speaking.without_settings(read_line(None))
        words = (prompts.ask("en", "1"), prompts.say("en", "1-1-2"), prompts.frame("en", "cannot-look"))
        self.menu, self.verdict, self.cannot = (re.split(r"[.,?]", text)[0] for text in words)


@pytest.fixture(scope="module")
def said():
    return Said()


class Line:
    """The web server in a process of its own, and callers who each call once."""

    def __init__(self, folder, **settings):
        with closing(socket.create_server(("127.0.0.1", 0))) as probe:
            self.base = f"http://127.0.0.1:{probe.getsockname()[1]}"
        own = {"YOBIKAKE_DATA": str(folder / "data"), "PORT": self.base.rpartition(":")[2]}
        own["WEB_CONCURRENCY"] = "2"  # A process for each core would start more slowly here.
        others = {name: value for name, value in os.environ.items() if name not in NAMES}
        self.environment = {**others, **own, "PUBLIC_BASE_URL": self.base, **settings}
        self.log, self.database = folder / "web.log", folder / "data" / "yobikake.sqlite"
        self.calls = self.verdicts = 0

    def begin(self):
        with self.log.open("wb") as log:
            self.web = subprocess.Popen([PROGRAM, "web"], env=self.environment, stdout=log, stderr=log)
        return self

    def ask_to_end(self):
        if self.web.poll() is None:
            self.web.send_signal(signal.SIGTERM)

    def end(self):
        self.ask_to_end()
        return self.web.wait(30)

    def answers(self):
        try:
            return requests.get(f"{self.base}/healthz", timeout=2).ok
        except requests.RequestException:
            return False

    def press(self, place, key):
        """Press a key in a new call; return what is heard, and after how many seconds."""
        self.calls += 1
        url, form, headers = call(self.base, place, key, self.calls)
        began = time.monotonic()
        answer = requests.post(url, form, headers=headers, timeout=20)
        took = time.monotonic() - began
        assert answer.status_code == 200
        return unescape(answer.text), took

    def press_keys(self, said, times=30):
        """Press keys for menus and verdicts; return the longest wait."""
        waits = []
        for _ in range(times):
            for keys, words in ((MENU, said.menu), (VERDICT, said.verdict)):
                heard, took = self.press(*keys)
                waits.append(took)
                assert words in heard
        self.verdicts += times
        return max(waits)

    def cannot(self, said, wish):
        """Return after how many seconds a caller hears that it cannot be done just now; None: it was done."""
        heard, took = self.press(*wish)
        return took if said.cannot in heard else None

    def many_wish(self, said, wish):
        """Let twelve wish something at once while others press keys; return the longest wait, and theirs."""
        with ThreadPoolExecutor(12) as callers:
            wishes = [callers.submit(self.cannot, said, wish) for _ in range(12)]
            keys = self.press_keys(said)
        return keys, [one.result() for one in wishes]

    def report(self, number):
        """Report the end of a call of ours, as the carrier does."""
        form = {"CallSid": f"CA{number:032}", "CallStatus": "completed", "CallDuration": "20"}
        url, form, headers = signed(f"{self.base}/calls/some-token/status", form)
        return requests.post(url, form, headers=headers, timeout=20).status_code

    def is_well(self, said):
        return self.cannot(said, STOP) is None

    @property
    def processes(self):
        of = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()
        return [int(one) for one in of]


@contextmanager
def all_open(*lines):
    """Start them together, because each takes some seconds of waiting, and end them together."""
    begun = [line.begin() for line in lines]
    try:
        for line in begun:
            until(line.answers, 60)
        yield lines
    finally:
        for line in begun:
            line.ask_to_end()
        for line in begun:
            line.end()


@pytest.fixture(scope="module")
def line(tmp_path_factory):
    """A web server that was started when all was well."""
    with all_open(Line(tmp_path_factory.mktemp("line"))) as (opened,):
        yield opened


@contextmanager
def locked(line):
    """Another process writes and does not end."""
    with closing(sqlite3.connect(line.database, isolation_level=None, timeout=5)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield


@contextmanager
def full(line):
    """No process of the line can make a file longer: what a full disk does, without one."""
    for process in line.processes:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
    yield
    for process in line.processes:
        resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))


@pytest.mark.parametrize("trouble", [locked, full])
def test_nobody_notices_trouble_in_the_middle_of_the_day(line, said, trouble):
    until(lambda: line.is_well(said), 10)

    with trouble(line):
        keys, wishes = line.many_wish(said, STOP)

    assert keys < USUAL
    assert None not in wishes
    assert max(wishes) < PATIENT
    until(lambda: line.is_well(said), 10)


def test_callers_do_not_wait_behind_the_reports_of_our_own_calls(line, said):
    with ThreadPoolExecutor(60) as carrier:
        with locked(line):
            reports = [carrier.submit(line.report, number) for number in range(60)]
            time.sleep(0.5)  # The lock must hold some of them before the first key is pressed.
            keys = line.press_keys(said)
        answers = {report.result() for report in reports}

    assert keys < USUAL
    assert answers <= {204, 503}


def test_what_was_counted_meanwhile_is_stored_when_all_is_well_again(line, said):
    with locked(line):
        line.press_keys(said)

    unclear = 4 * len(line.processes)  # Fewer than five that a process has left are not stored.

    assert line.end() == 0

    with closing(sqlite3.connect(line.database)) as connection:
        counted = connection.execute("SELECT sum(count) FROM tally WHERE leaf = '1-1-2'").fetchone()[0]
    assert line.verdicts - unclear <= counted <= line.verdicts


@contextmanager
def shut_out(folder):
    """Another process lets nobody even read."""
    (folder / "data").mkdir()
    with closing(sqlite3.connect(folder / "data" / "yobikake.sqlite", isolation_level=None)) as other:
        for setting in ("journal_mode=WAL", "locking_mode=EXCLUSIVE"):
            other.execute(f"PRAGMA {setting}")
        other.execute("CREATE TABLE other (one)")
        yield {}


@contextmanager
def silent(_folder):
    """A database server takes every connection and says nothing."""
    with closing(socket.create_server(("127.0.0.1", 0), backlog=200)) as server:
        yield {"DATABASE_URL": f"postgresql://line@127.0.0.1:{server.getsockname()[1]}/line"}


@pytest.fixture(scope="module")
def in_trouble(tmp_path_factory):
    """Two web servers that were started in the middle of trouble, each by its kind of trouble."""
    kinds = {kind: tmp_path_factory.mktemp(kind.__name__) for kind in (shut_out, silent)}
    with ExitStack() as troubles:
        lines = [Line(one, **troubles.enter_context(kind(one))) for kind, one in kinds.items()]
        yield dict(zip(kinds, troubles.enter_context(all_open(*lines)), strict=True))


@pytest.mark.parametrize("trouble", [shut_out, silent])
def test_the_line_opens_in_the_middle_of_trouble(in_trouble, said, trouble):
    keys, wishes = in_trouble[trouble].many_wish(said, NOW)

    assert keys < USUAL
    assert None not in wishes
    assert max(wishes) < PATIENT


def no_file(folder):
    (folder / "data" / "yobikake.sqlite").mkdir(parents=True)
    return ""


def no_database(folder):
    (folder / "data").mkdir()
    (folder / "data" / "yobikake.sqlite").write_bytes(b"something else" * 1000)
    return ""


def read_only(folder):
    path = folder / "old.sqlite"
    with closing(sqlite3.connect(path)) as empty:
        empty.execute("PRAGMA journal_mode=WAL")
    return f"sqlite:///file:{path}?mode=ro&uri=true"


def nobody_listens(_folder):
    with closing(socket.create_server(("127.0.0.1", 0))) as server:
        return f"postgresql://line@127.0.0.1:{server.getsockname()[1]}/line"


@pytest.mark.parametrize("trouble", [no_file, no_database, read_only, nobody_listens])
def test_only_what_needs_the_database_says_that_it_cannot_look(tmp_path, said, trouble):
    settings = Settings(yobikake_data=tmp_path / "data", database_url=trouble(tmp_path))
    with closing(build(settings, database_may_wait=True)) as parts:
        phone = create_app(parts).test_client()
        # Without a key of today nobody was called today, and that is known without the database.
        parts.desk.keystore.create_or_get(day_key(parts.clock.now().astimezone(TOKYO).date()))

        def heard(wish, number):
            url, form, headers = call(settings.public_base_url, *wish, number)
            path = url.removeprefix(settings.public_base_url)
            return unescape(phone.post(path, data=form, headers=headers).text)

        for number, wish in enumerate((STOP, LOOK, NOW)):
            assert said.cannot in heard(wish, number)
        assert said.verdict in heard(VERDICT, 9)
