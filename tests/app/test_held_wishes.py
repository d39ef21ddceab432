"""Wishes not to be called that came in a burst: an approver lets them count, or deletes them."""

import pytest
from sqlalchemy import select

from db.clock import ManualClock
from db.engine import make_engine
from privacy.do_not_call import By, DoNotCall
from privacy.keystore import FolderKeyStore
from privacy.models import AuditEntry
from privacy.number import Caller, PhoneNumber
from privacy.service_key import load_service_key

from .conftest import TEN


@pytest.fixture
def burst(yobikake):
    """Twenty-one people, or one with a list, ask at the hotline at ten."""
    data, clock = yobikake.folder / "data", ManualClock(TEN)
    engine = make_engine(yobikake.database)
    keys = FolderKeyStore(data / "keys", load_service_key(None, data / "service.key"), clock)
    for number in range(21):
        DoNotCall(engine, keys).add(Caller(PhoneNumber(f"+8145300{number:04}")), TEN, By.HOTLINE)
    engine.dispose()


def acts(yobikake):
    with yobikake.inside() as rows:
        return rows.execute(select(AuditEntry.actor, AuditEntry.act, AuditEntry.detail)).all()


def test_where_nothing_is_held_that_is_said(yobikake):
    yobikake("do-not-call", "add", typed="045-300-0006")

    assert yobikake("do-not-call", "held").last == "no wishes are held"


@pytest.mark.usefixtures("burst")
def test_held_tells_how_many_and_since_when(yobikake):
    said = yobikake("do-not-call", "held")

    assert said.code == 0
    assert "21 wishes are held, the oldest since 2026-11-24 10:00" in said.out
    assert "21 came in a burst" in yobikake("privacy", "report").out


@pytest.mark.usefixtures("burst")
@pytest.mark.parametrize(
    ("words", "typed"),
    [(("accept", "--yes"), ""), (("accept",), "y\n"), (("discard", "--yes"), ""), (("discard",), "y\n")],
)
def test_an_approver_decides_once_and_the_audit_keeps_it(yobikake, words, typed):
    decided = yobikake("do-not-call", *words, "--as", "tanaka", typed=typed)

    assert (decided.code, decided.last) == (0, f"21 {words[0]}ed")
    assert acts(yobikake) == [("tanaka", f"do-not-call {words[0]}", {"count": 21})]
    assert yobikake("do-not-call", "held").last == "no wishes are held"


@pytest.mark.usefixtures("burst")
def test_who_does_not_mean_it_discards_nothing(yobikake):
    said = yobikake("do-not-call", "discard", typed="n\n")

    assert said.code == 130
    assert "21 wishes" in yobikake("do-not-call", "held").out


@pytest.mark.usefixtures("burst")
@pytest.mark.parametrize("words", [("accept", "--yes"), ("discard", "--yes")])
def test_an_editor_may_not_decide(yobikake, words):
    yobikake("operator", "add", "chief", "--role", "administrator")
    yobikake("operator", "add", "sato", "--role", "editor", "--as", "chief")

    said = yobikake("do-not-call", *words, "--as", "sato")

    assert said.code == 1
    assert f"sato (editor) may not {words[0]}" in said.complaint
    assert "21 wishes" in yobikake("do-not-call", "held").out


def test_what_is_accepted_is_not_called(yobikake, burst):
    yobikake("do-not-call", "accept", "--yes")
    audience = yobikake.write("a.csv", "number\n045-300-0006\n")

    said = yobikake("campaign", "run", yobikake.plan(), "--audience", audience, "--json")

    assert '"refused": 1' in said.out
