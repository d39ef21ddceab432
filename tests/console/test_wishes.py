"""Wishes that operators enter for people, and the decision on those that came in a burst."""

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.people import Role
from privacy.do_not_call import By
from privacy.models import AuditEntry, Refusal
from privacy.number import Caller, PhoneNumber
from privacy.scan import scan

NUMBER = "045-300-0022"


@pytest.fixture
def listed(desk):
    def is_listed(number=NUMBER):
        with Session(desk.engine) as session:
            return desk.do_not_call.contains(session, PhoneNumber.parse(number), desk.clock.now())

    return is_listed


@pytest.fixture
def burst(desk):
    """Let more people than usual ask by telephone not to be called, within one hour."""
    for one in range(22):
        caller = Caller(PhoneNumber.parse(f"045-300-{one:04}"))
        desk.do_not_call.add(caller, desk.clock.now(), By.HOTLINE)


def enter(browser, number):
    return browser.send(browser.read("/wishes"), "/wishes/do-not-call", number=number)


def audited(desk):
    with Session(desk.engine) as session:
        rows = session.scalars(select(AuditEntry).where(AuditEntry.act.startswith("do-not-call")))
        return [(row.actor, row.act, row.detail) for row in rows]


def test_a_number_that_an_editor_enters_is_not_called(person, listed, desk):
    page = enter(person("yamada", Role.EDITOR), "０４５－３００－００２２")

    assert listed()
    assert "+81…22 will not be called." in page.text
    assert audited(desk) == [("yamada", "do-not-call add", {"count": 1})]


def test_right_after_adding_it_can_be_undone_without_typing_it_again(person, listed, desk):
    yamada = person("yamada", Role.EDITOR)
    enter(yamada, "045-300-0023")
    desk.clock.sleep(1)
    page = enter(yamada, NUMBER)

    undone = yamada.send(page, "/wishes/undo")

    assert "Undone: +81…22 may be called again." in undone.text
    assert (listed(), listed("045-300-0023")) == (False, True)
    assert "/wishes/undo" not in undone.forms
    assert audited(desk)[-1] == ("yamada", "do-not-call remove", {"count": 1})


def test_after_ten_minutes_it_is_not_undone_by_one_press(person, listed, desk):
    yamada = person("yamada", Role.EDITOR)
    page = enter(yamada, NUMBER)
    desk.clock.sleep(11 * 60)

    late = yamada.send(page, "/wishes/undo")

    assert "Nothing was undone" in late.text
    assert listed()


def test_a_wish_of_before_is_not_undone_by_whoever_renews_it(person, listed, desk):
    enter(person("yamada", Role.EDITOR), NUMBER)

    page = enter(person("kato", Role.EDITOR), NUMBER)

    assert "/wishes/undo" not in page.forms


def test_two_numbers_of_one_instant_are_not_guessed_between(person, listed, desk):
    yamada = person("yamada", Role.EDITOR)
    enter(yamada, "045-300-0023")
    page = enter(yamada, NUMBER)

    assert "Nothing was undone" in yamada.send(page, "/wishes/undo").text
    assert listed()
    assert listed("045-300-0023")


def test_a_number_is_taken_back_when_its_owner_says_so(person, listed, desk):
    yamada = person("yamada", Role.EDITOR)
    page = enter(yamada, NUMBER)
    assert "Numbers that are not called: 1." in page.text

    freed = yamada.send(page, "/wishes/take-back", number="045 300 0022")

    assert "+81…22 may be called again." in freed.text
    assert not listed()
    assert "Numbers that are not called: 0." in freed.text


@pytest.mark.parametrize(("typed", "status"), [("045-300-0099", 200), ("Mrs Suzuki", 422)])
def test_what_was_not_listed_is_told_and_what_is_no_number_too(person, listed, typed, status):
    yamada = person("yamada", Role.EDITOR)

    page = yamada.send(enter(yamada, NUMBER), "/wishes/take-back", number=typed)

    assert page.status == status
    assert ("had not asked" in page.text) == (status == 200)
    assert "Suzuki" not in page.source
    assert "0099" not in page.source
    assert listed()


def test_the_page_shows_only_the_ends_of_what_was_entered(person, listed):
    yamada = person("yamada", Role.EDITOR)

    page = enter(yamada, NUMBER)

    assert "300" not in page.source
    assert page.address == "/wishes"
    assert page.forms["/wishes/do-not-call"]["number"] == ""
    assert "before" in enter(yamada, NUMBER).text


@pytest.mark.sqlite
def test_neither_the_database_nor_the_log_holds_the_number(person, listed, desk, tmp_path, caplog):
    with caplog.at_level(0):
        enter(person("yamada", Role.EDITOR), NUMBER)

    assert listed()
    assert list(scan([tmp_path], [PhoneNumber.parse(NUMBER)])) == []
    assert "300" not in caplog.text


@pytest.mark.parametrize("typed", ["045-300-002", "Mrs Suzuki 045-300-0022", "", "9" * 100])
def test_what_is_no_number_is_said_at_the_field_and_not_shown_again(person, typed, desk):
    page = enter(person("yamada", Role.EDITOR), typed)

    assert page.status == 422
    assert "that is no telephone number" in page.text
    assert page.forms["/wishes/do-not-call"]["number"] == ""
    assert not typed or typed not in page.source
    assert audited(desk) == []


def test_the_field_is_kept_by_no_browser(person):
    page = person("yamada", Role.EDITOR).read("/wishes")

    field = next(about for about in page.attributes("input") if about["name"] == "number")
    assert (field["type"], field["autocomplete"]) == ("tel", "off")


def test_a_viewer_enters_nothing(person, listed):
    mori = person("mori", Role.VIEWER)
    page = mori.read("/wishes")
    assert set(page.forms) == {"/sign-out"}

    page.forms["/wishes/do-not-call"] = {"token": page.forms["/sign-out"]["token"]}
    refused = mori.send(page, "/wishes/do-not-call", number=NUMBER)

    assert refused.status == 403
    assert not listed()


@pytest.mark.parametrize("path", ["/wishes/do-not-call", "/wishes/held/accept", "/wishes/held/discard"])
def test_a_form_from_elsewhere_does_nothing(person, listed, burst, desk, path):
    answer = person("tanaka").client.post(path, data={"number": NUMBER})

    assert answer.status_code == 403
    assert not listed()
    with Session(desk.engine) as session:
        assert desk.do_not_call.held(session).count == 22


def test_without_a_burst_there_is_no_alarm(person):
    assert "held" not in person("tanaka").read("/").text


def test_a_burst_is_an_alarm_on_the_first_page(person, burst):
    page = person("tanaka").read("/")

    assert "22 wishes not to be called are on hold and need a decision." in page.text
    assert "The oldest is from 10:00." in page.text
    assert {"/wishes/held/accept", "/wishes/held/discard"} <= set(page.links)


def test_an_approver_lets_them_count(person, burst, listed, desk):
    tanaka = person("tanaka")
    assert not listed("045-300-0003")

    asked = tanaka.read("/wishes/held/accept")
    assert "Let the wishes on hold count?" in asked.text
    page = tanaka.send(asked, "/wishes/held/accept")

    assert "Wishes not to be called that count from now on: 22." in page.text
    assert listed("045-300-0003")
    assert audited(desk) == [("tanaka", "do-not-call accept", {"count": 22})]


def test_discarding_asks_whether_it_is_meant(person, burst, desk):
    tanaka = person("tanaka")

    asked = tanaka.read("/wishes/held/discard")
    assert "This cannot be undone." in asked.text
    page = tanaka.send(asked, "/wishes/held/discard")

    assert "Wishes not to be called that were discarded: 22." in page.text
    with Session(desk.engine) as session:
        assert session.scalars(select(Refusal)).all() == []
    assert audited(desk) == [("tanaka", "do-not-call discard", {"count": 22})]


def test_an_editor_sees_the_alarm_and_decides_nothing(person, burst, desk):
    yamada = person("yamada", Role.EDITOR)
    page = yamada.read("/")
    assert "An approver decides this." in page.text
    assert "/wishes/held/accept" not in page.forms

    page.forms["/wishes/held/accept"] = {"token": page.forms["/sign-out"]["token"]}
    assert yamada.send(page, "/wishes/held/accept").status == 403
    assert yamada.read("/wishes/held/discard").status == 403
    with Session(desk.engine) as session:
        assert desk.do_not_call.held(session).count == 22
