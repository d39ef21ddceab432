"""The audit, read by people."""

import csv
import io

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaigns.people import Role
from privacy.audit import Audit, Entry
from privacy.models import AuditEntry


@pytest.fixture
def chief(person):
    """An administrator's browser."""
    return person("suzuki", Role.ADMINISTRATOR)


@pytest.fixture
def acted(desk):
    """Note that somebody did something."""

    def note(act, actor="sato", subject="", system_user="", **detail):
        with Session(desk.engine) as session, session.begin():
            entry = Entry(actor, system_user, act, subject, detail)
            Audit(desk.keystore).record(session, entry, desk.clock.now())

    return note


def table(browser, asked=""):
    sent = browser.client.get(f"/people/audit.csv{asked}", headers={"Accept-Language": "en"}).get_data()
    assert sent.startswith(b"\xef\xbb\xbf")
    return list(csv.reader(io.StringIO(sent.decode("utf-8-sig"))))


def test_it_says_who_did_what_to_which_campaign(chief, campaign):
    id_ = campaign("approved")

    text = chief.read("/people/audit").text

    assert "10:00:00 tanaka approved Asahi, calls" in text
    assert "10:00:00 sato submitted Asahi, calls" in text
    assert id_ not in text


def test_what_was_typed_at_the_machine_names_its_user(chief, acted):
    acted("operator add editor", subject="mori", system_user="root")

    assert "sato typed as a command by root added as editor mori" in chief.read("/people/audit").text


def test_counts_are_said_and_what_is_for_machines_is_not(chief, acted):
    acted("institution import", subject="directory", added=41, known=0, digest="abcdef")

    text = chief.read("/people/audit").text

    assert "imported institutions added 41" in text
    assert "known before" not in text
    assert "abcdef" not in text
    assert "directory" not in text


@pytest.mark.parametrize(
    ("asked", "found"),
    [("person=tanaka", 1), ("act=submitted", 1), ("day=2026-11-24", 4), ("day=2026-11-23", 0), ("day=x", 4)],
)
def test_one_looks_for_a_person_an_act_or_a_day(chief, campaign, asked, found):
    campaign("approved")

    assert f" Entries: {found}" in chief.read(f"/people/audit?{asked}").text


def test_one_looks_for_a_campaign(chief, campaign):
    first, _ = campaign("submitted"), campaign("draft", name="Another")

    page = chief.read(f"/people/audit?campaign={first}")

    assert "Entries: 2" in page.text
    assert f"/people/audit.csv?campaign={first}" in page.links


def test_there_are_a_hundred_on_a_page(chief, acted):
    for n in range(105):
        acted("do-not-call add", subject=f"name{n}")

    first, second = chief.read("/people/audit").text, chief.read("/people/audit?page=2").text

    assert "name104" in first
    assert "name0 " not in first
    assert "Page 1 of 2" in first
    assert "name0" in second
    assert "Page 2 of 2" in second


def test_the_chain_is_checked_on_a_press(chief, campaign):
    campaign("approved")

    page = chief.send(chief.read("/people/audit"), "/people/audit/verify")

    assert "The audit is whole (checked at 10:00)." in page.text


def test_a_changed_entry_is_found_and_named(chief, campaign, desk):
    campaign("approved")
    with Session(desk.engine) as session, session.begin():
        session.execute(update(AuditEntry).where(AuditEntry.act == "approved").values(actor="somebody"))

    page = chief.send(chief.read("/people/audit"), "/people/audit/verify")

    assert page.status == 409
    assert "The audit is broken at entry 4" in page.text


def test_the_table_opens_in_excel_with_the_words_of_the_page(chief, campaign):
    campaign("approved")

    heading, *rows = table(chief)

    assert heading[:4] == ["number", "time in Japan", "who", "what"]
    assert rows[0][1:5] == ["2026-11-24 10:00:00", "tanaka", "approved", "Asahi, calls"]
    assert len(rows) == 4


def test_the_table_holds_what_was_looked_for(chief, campaign):
    campaign("approved")

    assert [row[2] for row in table(chief, "?person=tanaka")[1:]] == ["tanaka"]


@pytest.mark.parametrize("name", ["=1+1", "@sum", "-1", "+1"])
def test_no_cell_is_a_formula(chief, acted, name):
    acted("list create", subject=name)

    assert table(chief)[1][4] == f"'{name}"


@pytest.mark.parametrize("language", ["ja", "en"])
def test_an_act_that_nobody_has_words_for_is_no_bare_name(person, acted, language):
    acted("something-new", subject="x")

    assert "something-new" not in person("suzuki", Role.ADMINISTRATOR, language).read("/people/audit").text
