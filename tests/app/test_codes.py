"""At the terminal: a password or a code, a lost telephone, and the very first administrator."""

import os
import re
import signal
import socket
import subprocess
import sys
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyotp
import pytest
import requests
from argon2 import PasswordHasher
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from app import settings
from app.factory import create_app
from app.wiring import build
from app.worker import retention
from campaigns.people import Role
from console import factor, operators
from console.models import FailedSignIn, Operator
from tests.support.live import LIVE

SECRET = "eight words are better than one"
PROGRAM = Path(sys.executable).with_name("yobikake")


@contextmanager
def opened(yobikake):
    given = {name: value for name, value in yobikake.environment.items() if value is not None}
    parts = build(settings.read(given), words_may_wait=True)
    try:
        yield parts
    finally:
        parts.close()


@pytest.fixture
def live(yobikake):
    """A live line that nobody rings here, with an administrator and an editor."""
    yobikake.names_itself_in("ja", "en")
    line = yobikake.folder / "line.toml"
    decided = 'resident_voice = "area"\ndecided_by = "a head of section"\ndecided_on = 2026-11-01'
    text = line.read_text("utf-8").replace("sample = true", "").replace('resident_voice = "area"', decided)
    line.write_text(text, "utf-8")
    yobikake.environment |= LIVE
    assert yobikake("db", "upgrade").code == 0
    kept = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(SECRET)
    with opened(yobikake) as parts:
        for name, role in (("kanri", Role.ADMINISTRATOR), ("sato", Role.EDITOR)):
            operators.add(parts.engine, name, role, parts.clock.now())
        with parts.engine.begin() as rows:
            rows.execute(update(Operator).values(password=kept))
    return yobikake


@pytest.fixture
def telephone(live):
    """The telephone that shows codes of the administrator's; the first of them is used up."""
    with opened(live) as parts:
        now = datetime.now(UTC)
        factor.propose(parts.engine, parts.desk.keystore, "kanri")
        codes = pyotp.TOTP(factor.proposed(parts.engine, parts.desk.keystore, "kanri"))
        with Session(parts.engine) as session, session.begin():
            found = session.get_one(Operator, "kanri")
            before = codes.at(now - timedelta(seconds=30))
            assert factor.confirm(parts.desk.keystore, found, before, now, now)
    return codes


def disable(live, typed):
    return live("operator", "disable", "sato", "--as", "kanri", typed=f"{typed}\n")


def test_a_code_does_as_well_as_the_password(live, telephone):
    assert disable(live, telephone.now()).code == 0


def test_a_code_is_taken_once_here_too(live, telephone):
    code = telephone.now()
    live("operator", "add", "mori", "--role", "viewer", "--as", "kanri", typed=f"{code}\n")

    assert disable(live, code).code == 1


@pytest.mark.parametrize("typed", ["000000", "guess", SECRET[:-1]])
def test_neither_a_wrong_code_nor_a_wrong_password_does_anything(live, telephone, typed):
    assert disable(live, typed).code == 1
    assert "disabled" not in live("operator", "list").out


def test_without_a_second_factor_no_code_is_asked_for(live):
    said = disable(live, "000000")

    assert said.code == 1
    assert "or a code" not in said.err


def test_an_administrator_alone_who_lost_the_telephone_gets_back_in_with_the_password(live, telephone):
    first = live("operator", "reset-factor", "kanri", "--as", "kanri", typed=f"{SECRET}\n")
    second = live("operator", "reset-factor", "kanri", "--as", "kanri", typed=f"{SECRET}\n")

    assert first.last == "kanri: a new second factor can be set up"
    assert second.last == "kanri: there was none"


def test_nobody_else_resets_a_factor(live):
    said = live("operator", "reset-factor", "kanri", "--as", "sato", typed=f"{SECRET}\n")

    assert said.code == 1
    assert "sato (editor) may not reset second factors" in said.err


def served(yobikake, out):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    environment = {name: value for name, value in yobikake.environment.items() if value is not None}
    environment |= {"PATH": os.environ["PATH"], "PORT": str(port), "WEB_CONCURRENCY": "1"}
    environment["PUBLIC_BASE_URL"] = f"http://127.0.0.1:{port}"
    return subprocess.Popen([PROGRAM, "web"], env=environment, stdout=out, stderr=out)


def ended(process):
    process.send_signal(signal.SIGTERM)
    process.wait(15)


def read_until(descriptor, pattern):
    text = ""
    while not re.search(pattern, text):
        text += os.read(descriptor, 4096).decode()
    return text


def test_the_web_process_of_a_new_line_prints_a_link_on_its_terminal_that_lets_the_first_one_in(yobikake):
    ours, theirs = os.openpty()
    process = served(yobikake, theirs)
    try:
        link = re.search(r"http\S+/enter/\S+", read_until(ours, r"/enter/\S+\s"))[0]
        page = None
        while page is None:
            try:
                page = requests.get(link, timeout=30, headers={"Accept-Language": "en"})
            except requests.ConnectionError:
                assert process.poll() is None
    finally:
        ended(process)
        os.close(ours)
        os.close(theirs)

    assert "The first administrator" in page.text


def test_where_a_log_would_keep_it_no_link_is_printed(yobikake):
    log = yobikake.folder / "web.log"
    with log.open("wb") as out:
        process = served(yobikake, out)
        try:
            while "operator" not in log.read_text():
                assert process.poll() is None
        finally:
            ended(process)

    assert "yobikake operator add NAME --role administrator" in log.read_text()
    assert "/enter/" not in log.read_text()


@pytest.mark.parametrize(("proxies", "counted"), [("0", 1), ("1", 2)])
def test_an_address_behind_a_proxy_counts_only_where_a_setting_says_so(yobikake, proxies, counted):
    yobikake.environment["TRUSTED_PROXIES"] = proxies
    with opened(yobikake) as parts:
        operators.add(parts.engine, "sato", Role.EDITOR, parts.clock.now())
        browser = create_app(parts).test_client()
        token = re.search(r'name="token" value="([^"]+)"', browser.get("/sign-in").get_data(as_text=True))[1]

        typed = {"token": token, "name": "nobody", "password": "guess"}
        browser.post("/sign-in", data=typed, headers={"X-Forwarded-For": "203.0.113.7"})

        with Session(parts.engine) as session:
            assert session.scalar(select(func.count()).select_from(FailedSignIn)) == counted


def test_the_worker_forgets_old_sign_ins(yobikake):
    with opened(yobikake) as parts:
        removed = retention(parts).run_all(parts.clock.now())

    assert {"sign-ins", "failed-sign-ins"} <= removed.keys()
