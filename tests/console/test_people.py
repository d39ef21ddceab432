"""Who lets whom in and out."""

import re

import pytest
from sqlalchemy import event, select
from sqlalchemy.orm import Session

from campaigns.people import Role
from console import operators
from console.people import begun, listed
from privacy.models import AuditEntry

PASSWORD = "correct horse battery"


@pytest.fixture
def chief(person):
    """An administrator's browser."""
    return person("suzuki", Role.ADMINISTRATOR)


@pytest.fixture
def acts(desk):
    """Return what the audit has of somebody, as act and actor."""

    def of(name):
        rows = select(AuditEntry).where(AuditEntry.subject == name).order_by(AuditEntry.id)
        with Session(desk.engine) as session:
            return [(one.act, one.actor) for one in session.scalars(rows) if one.act != "sign-in"]

    return of


def do(browser, act, **typed):
    address = f"/people/{act}" if act else "/people"
    return browser.send(browser.read("/people"), address, **typed)


def link_on(page):
    return re.search(r'value="http[^"]*(/enter/[\w-]+)"', page.source)[1]


def test_somebody_is_added_with_a_link_that_is_shown_once(chief, browser, acts):
    page = do(chief, "", name="mori", role="editor")
    link = link_on(page)
    entered = browser.send(browser.read(link), link, password=PASSWORD, again=PASSWORD)

    assert "A link for mori" in page.text
    assert "/enter/" not in chief.read("/people").source
    assert "mori, editor" in entered.text
    assert acts("mori") == [("operator add editor", "suzuki")]


def test_adding_never_changes_somebody_who_is_there(chief, person):
    tanaka = person("tanaka")

    page = do(chief, "", name="tanaka", role="administrator")

    assert page.status == 422
    assert "there is somebody of this name" in page.text
    assert page.forms["/people"]["name"] == "tanaka"
    assert "tanaka, approver" in tanaka.read("/").text


@pytest.mark.parametrize("name", ["", "two words", "x" * 81, "<b>"])
def test_a_name_that_cannot_be_used_comes_back_with_a_word_beside_it(chief, name):
    page = do(chief, "", name=name, role="editor")

    assert page.status == 422
    assert "Nobody was added." in page.text
    assert page.forms["/people"]["name"] == name


@pytest.mark.parametrize("role", ["", "king"])
def test_a_role_that_there_is_not_adds_nobody(chief, role):
    page = do(chief, "", name="mori", role=role)

    assert page.status == 422
    assert "Choose a role." in page.text
    assert "mori" not in chief.read("/people").text


def test_another_role_counts_at_the_next_sign_in(chief, person, acts):
    tanaka = person("tanaka")

    page = do(chief, "role", name="tanaka", role="viewer")

    assert "The role of tanaka was changed." in page.text
    assert "tanaka, viewer" in tanaka.sign_in("tanaka").text
    assert acts("tanaka") == [("operator role viewer", "suzuki")]


def test_whoever_is_disabled_comes_back_with_a_new_link(chief, person, acts, browser):
    person("tanaka")

    do(chief, "disable", name="tanaka")
    off = browser.sign_in("tanaka")
    page = do(chief, "link", name="tanaka")
    browser.send(browser.read(link_on(page)), link_on(page), password=PASSWORD, again=PASSWORD)

    assert off.status == 403
    assert "tanaka, approver" in browser.read("/").text
    assert acts("tanaka") == [("operator disable", "suzuki"), ("operator enable", "suzuki")]


def test_a_new_link_ends_the_old_one(chief, browser):
    first = link_on(do(chief, "", name="mori", role="editor"))
    second = link_on(do(chief, "link", name="mori"))

    assert browser.read(first).status == 410
    assert browser.read(second).status == 200


@pytest.mark.parametrize(("act", "more"), [("disable", {}), ("role", {"role": "editor"})])
def test_the_last_administrator_stays(chief, act, more):
    page = do(chief, act, name="suzuki", **more)

    assert page.status == 409
    assert "no administrator who can sign in would be left" in page.text
    assert "suzuki, administrator" in chief.read("/").text


def test_an_administrator_who_never_came_in_is_not_counted_on(chief):
    do(chief, "", name="mori", role="administrator")

    assert do(chief, "disable", name="suzuki").status == 409


def test_one_of_two_administrators_may_go(chief, person):
    person("ota", Role.ADMINISTRATOR)

    page = do(chief, "disable", name="suzuki")

    assert page.address == "/sign-in"


@pytest.mark.parametrize("act", ["disable", "factor", "out", "link", "role"])
def test_a_name_that_nobody_has_is_said_in_words(chief, person, act):
    page = chief.read("/people")
    page.forms.setdefault("/people/factor", page.forms["/people/link"])
    gone = chief.send(page, f"/people/{act}", name="nobody", role="viewer")

    assert gone.status == 404
    assert "there is nobody of this name" in gone.text


def test_everybody_sees_whom_to_ask_but_not_who_was_here_when(chief, person):
    page = person("mori", Role.VIEWER).read("/people")

    assert "suzuki administrator" in page.text
    assert "last here" not in page.text
    assert "second factor" not in page.text
    assert [address for address in page.forms if address.startswith("/people")] == []
    assert "last here 10:00" in chief.read("/people").text


def test_an_administrator_sees_who_has_not_used_their_link(chief, clock):
    do(chief, "", name="mori", role="editor")
    before = chief.read("/people").text
    clock.sleep(60 * 50)
    for _ in range(9):
        chief.read("/")
        clock.sleep(60 * 50)
    clock.sleep(3600 * 72)
    chief.sign_in("suzuki")

    assert "has a link, not used yet" in before
    assert "the link has lapsed" in chief.read("/people").text


def test_a_new_line_shows_its_first_steps_until_they_are_done(chief, person, desk, campaign, become):
    before = chief.read("/").text
    person("tanaka")
    steps = chief.read("/first").text

    assert "First steps still to do: 3." in before
    assert begun.done(desk.engine) == {"people"}
    assert "Let people in done" in steps
    assert "Train once to do" in steps


def test_first_steps_are_shown_to_those_who_can_do_them(chief, person):
    tanaka = person("tanaka")

    assert "First steps" not in tanaka.read("/").text
    assert tanaka.client.get("/first").status_code == 403


def test_people_take_two_queries_however_many_they_are(desk, clock):
    for n in range(30):
        operators.add(desk.engine, f"person{n}", Role.EDITOR, clock.now())
    asked = []
    event.listen(desk.engine, "before_cursor_execute", lambda *given: asked.append(given[2]))

    found = listed.people(desk.engine, clock.now())

    assert len(found) == 30
    assert len([one for one in asked if one.startswith("SELECT")]) == 2
