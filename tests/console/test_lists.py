"""Standing lists: made with a word about the consent, filled from a table, left by number, ended."""

import io

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import barring
from campaigns.listing import lists_of
from campaigns.people import Actor, Role
from privacy.keystore import KeyGone
from privacy.models import AuditEntry, List, Registration
from privacy.named_list import NoSuchList
from privacy.number import PhoneNumber
from privacy.scan import scan

PAGE, ONE = "/lists", "/lists/asahi-seniors"
MADE = {"name": "asahi-seniors", "consent": "form at the counter, 2026-11", "until": "2027-03-31"}
PEOPLE = "電話番号,言語,地域\n045-300-0001,日本語,横浜市旭区\n045-300-0002,ベトナム語,\n045-300-0003,,\n"


@pytest.fixture
def tanaka(person):
    return person("tanaka", Role.APPROVER)


@pytest.fixture
def yamada(person):
    return person("yamada", Role.EDITOR)


@pytest.fixture
def made(tanaka):
    tanaka.send(tanaka.read(PAGE), PAGE, **MADE)


@pytest.fixture
def on_it(desk):
    """Tell which last digits are on the list now."""

    def digits():
        people = lists_of(desk).one("asahi-seniors", desk.clock.now()).everybody(desk.clock.now())
        return {one.number.e164[-2:] for one in people}

    return digits


def send(browser, table, **typed):
    page = browser.read(ONE)
    page.forms[f"{ONE}/import"].pop("skip")
    file = (io.BytesIO(table.encode()), "people.csv")
    return browser.send(page, f"{ONE}/import", **{"file": file, "channel": "voice", **typed})


def stored(desk):
    with Session(desk.engine) as session:
        return len(session.scalars(select(Registration)).all())


def test_without_lists_the_page_says_what_they_are_for(yamada):
    page = yamada.read(PAGE)

    assert "There is no list yet" in page.text
    assert "No page shows them." in page.text


def test_an_approver_makes_a_list_and_answers_for_the_consent(tanaka, desk):
    page = tanaka.send(tanaka.read(PAGE), PAGE, **MADE)

    assert page.address == ONE
    assert "form at the counter, 2026-11" in page.text
    with Session(desk.engine) as session:
        row = session.get_one(List, "asahi-seniors")
        assert (row.consent, row.created_by) == (MADE["consent"], "tanaka")
    assert "31 March 2027" in tanaka.read(PAGE).text


@pytest.mark.parametrize(
    ("typed", "field", "says"),
    [
        ({"name": "Asahi Seniors"}, "name", "2 to 39 of a-z"),
        ({"name": "registered"}, "name", "2 to 39 of a-z"),
        ({"consent": "ask Mrs Suzuki, 045-300-0001"}, "consent", "without telephone numbers"),
        ({"consent": " "}, "consent", "how and when they agreed"),
        ({"until": "2028-01-01"}, "until", "at most a year ahead"),
        ({"until": "soon"}, "until", "at most a year ahead"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_and_nothing_is_made(tanaka, desk, typed, field, says):
    page = tanaka.send(tanaka.read(PAGE), PAGE, **{**MADE, **typed})

    wrong = [about["name"] for about in page.attributes("input") if "aria-invalid" in about]
    assert (page.status, wrong) == (422, [field])
    assert says in page.text
    assert "045-300-0001" not in page.source
    other = "consent" if field == "name" else "name"
    assert page.forms[PAGE][other] == MADE[other]
    with Session(desk.engine) as session:
        assert session.scalars(select(List)).all() == []


def test_a_name_is_taken_once(tanaka, made):
    page = tanaka.send(tanaka.read(PAGE), PAGE, **{**MADE, "consent": "another"})

    assert page.status == 422
    assert "there is a list of this name" in page.text


def test_an_editor_brings_people_in_and_reads_counts_alone(yamada, made, on_it):
    page = send(yamada, PEOPLE)

    assert "Imported. New: 3, on the list before: 0." in page.text
    assert on_it() == {"01", "02", "03"}
    assert "On the list: 3" in page.text
    assert "Tiếng Việt" in page.text
    assert "045-300" not in page.source
    assert "…0" not in page.source


def test_a_table_with_a_column_for_persons_is_refused_by_name_and_nothing_is_stored(yamada, made, desk):
    page = send(yamada, PEOPLE.replace("地域", "生年月日"))

    assert page.status == 422
    assert "Column 3, “生年月日”, may hold personal data" in page.text
    assert stored(desk) == 0


def test_bad_rows_are_named_by_line_and_left_out_only_if_somebody_says_so(yamada, made, on_it):
    table = PEOPLE + "045-300,,\n"

    stopped = send(yamada, table)
    assert (stopped.status, on_it()) == (422, set())
    assert "5 no telephone number that exists" in stopped.text

    assert "1 in rows to correct" in send(yamada, table, skip="1").text
    assert on_it() == {"01", "02", "03"}


def test_a_table_can_be_checked_without_storing_anything(yamada, made, desk):
    page = send(yamada, PEOPLE, check="1")

    assert "Rows that can be taken: 3" in page.text
    assert stored(desk) == 0


def test_landlines_take_no_texts(yamada, made, desk):
    page = send(yamada, PEOPLE, channel="sms")

    assert page.status == 422
    assert "2 this line takes no texts …01" in page.text
    assert stored(desk) == 0


def test_who_asked_not_to_be_called_stays_out(yamada, made, desk, on_it):
    barred = PhoneNumber.parse("045-300-0002")
    barring.bar(desk, [barred], Actor("sato", Role.EDITOR), desk.clock.now())

    page = send(yamada, PEOPLE)

    assert "Left out: 1 who asked not to be called" in page.text
    assert on_it() == {"01", "03"}


@pytest.mark.sqlite
def test_somebody_is_taken_off_by_number_which_is_seen_no_more(yamada, made, on_it, tmp_path):
    page = yamada.send(send(yamada, PEOPLE), f"{ONE}/leave", number="０４５-300-0002")

    assert "+81…02 is off the list." in page.text
    assert on_it() == {"01", "03"}
    assert "was not on this list" in yamada.send(page, f"{ONE}/leave", number="045-300-0002").text
    assert list(scan([tmp_path], [PhoneNumber.parse("045-300-0002")])) == []


def test_what_is_no_number_is_not_shown_again(yamada, made):
    page = yamada.send(send(yamada, PEOPLE), f"{ONE}/leave", number="Suzuki 045-300")

    assert page.status == 422
    assert "Suzuki" not in page.source


def test_a_list_that_was_ended_opens_nothing_any_more(tanaka, yamada, made, desk):
    page = send(yamada, PEOPLE)
    assert f"{ONE}/end" not in page.forms
    with Session(desk.engine) as session:
        sealed = session.scalars(select(Registration.sealed)).all()

    ended = tanaka.send(tanaka.read(ONE), f"{ONE}/end")

    assert "Deleted for good: 3." in ended.text
    assert len(sealed) == 3
    assert stored(desk) == 0
    desk.keystore.forget("list/asahi-seniors/data")
    with pytest.raises(KeyGone):
        desk.keystore.get("list/asahi-seniors/data")
    with pytest.raises(NoSuchList):
        lists_of(desk).one("asahi-seniors", desk.clock.now())
    assert tanaka.read(ONE).status == 404


def test_the_button_says_how_many_go_for_good(tanaka, yamada, made):
    send(yamada, PEOPLE)

    assert "End it, and delete all 3 for good" in tanaka.read(ONE).text


def test_a_list_whose_day_is_over_takes_nobody(yamada, tanaka, made, desk):
    page = yamada.read(ONE)
    desk.clock.sleep(200 * 24 * 3600)
    again = yamada.sign_in("yamada")
    page.forms[f"{ONE}/import"]["token"] = again.forms["/sign-out"]["token"]

    answer = yamada.send(
        page, f"{ONE}/import", file=(io.BytesIO(PEOPLE.encode()), "p.csv"), channel="voice", skip="1"
    )

    assert answer.status == 404
    assert stored(desk) == 0


def test_a_list_whose_keys_are_gone_says_so(yamada, made, desk):
    send(yamada, PEOPLE)
    for name in ("data", "handles"):
        desk.keystore.destroy(f"list/asahi-seniors/{name}")

    page = yamada.read(ONE)

    assert "Without its keys no number on the list can be opened" in page.text
    assert f"{ONE}/leave" not in page.forms
    assert send(yamada, PEOPLE).status == 409


def test_a_viewer_reads_counts_and_no_form(person, yamada, made):
    send(yamada, PEOPLE)
    mori = person("mori", Role.VIEWER)

    assert set(mori.read(ONE).forms) | set(mori.read(PAGE).forms) == {"/sign-out"}


def test_every_act_is_in_the_audit_without_a_number(tanaka, yamada, made, desk):
    yamada.send(send(yamada, PEOPLE), f"{ONE}/leave", number="045-300-0002")
    tanaka.send(tanaka.read(ONE), f"{ONE}/end")

    with Session(desk.engine) as session:
        acts = [row for row in session.scalars(select(AuditEntry)) if row.act.startswith("list ")]
    assert [(row.actor, row.act) for row in acts] == [
        ("tanaka", "list create"),
        ("yamada", "list import"),
        ("yamada", "list withdraw"),
        ("tanaka", "list end"),
    ]
    assert "300" not in str([row.detail for row in acts])
