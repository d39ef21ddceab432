"""From an incident to warnings in the approver's tray: claim, area, words, people, one press."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.checking import check_campaign
from campaigns import institutions, lifecycle, once
from campaigns.models import Campaign, Delivery, Institution, Script
from campaigns.people import Actor, Role
from campaigns.pinned import plan_of
from privacy.number import PhoneNumber
from privacy.standing_list import StandingList
from privacy.wanted import Wanted, end_of
from prompts.promises import ResidentVoice

SATO, TANAKA = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)
EAST, BAIL = "見本市東区", "isa-bail-acquaintance"
BANKS = f"""\
name,number,kind,area
Bank,045-300-0006,bank,{EAST}
Shop,045-300-0007,shop,{EAST}
Far bank,045-300-0008,bank,見本市西区
Sleepy shop,045-300-0009,shop,{EAST}
"""


@pytest.fixture
def ward(desk, clock):
    """A ward with two institutions that have enrolled, one that has not, and two people who asked."""
    table = institutions.read(io.BytesIO(BANKS.encode()))
    institutions.bring_in(desk, table, SATO, clock.now(), replace=False)
    with Session(desk.engine) as session, session.begin():
        for entry in session.scalars(select(Institution)):
            entry.enrolled_at = None if entry.name == "Sleepy shop" else clock.now()
    people = StandingList(desk.engine, desk.keystore)
    until = end_of(clock.now().date() + timedelta(days=30))
    for number, language in (("045-301-0007", "ja"), ("045-302-0007", "vi")):
        people.add(PhoneNumber.parse(number), Wanted("voice", language, EAST, until), clock.now(), "operator")
    return desk


@pytest.fixture
def yamada(person):
    """An editor."""
    return person("yamada", Role.EDITOR)


@pytest.fixture
def made(desk):
    """Return the campaigns there are, by audience."""

    def read():
        with Session(desk.engine) as session:
            found = session.scalars(select(Campaign).order_by(Campaign.id)).all()
            return {plan_of(one).audience: one for one in found}

    return read


@pytest.fixture
def said(desk):
    """Return the words that were pinned for a campaign, by language."""

    def read(campaign):
        with Session(desk.engine) as session:
            rows = session.scalars(select(Script).where(Script.campaign_id == campaign.id))
            return {row.language: row.voice for row in rows}

    return read


def filled(page):
    """Return what stands in the form, as a browser would send it."""
    fields = {}
    for about in page.attributes("input"):
        kind, name = about.get("type", "text"), about.get("name", "")
        if kind not in {"radio", "checkbox", "file"} or "checked" in about:
            fields[name] = about.get("value", "on")
    return fields


def send(browser, page, address="/alert", **typed):
    """Send the form of an alert with something chosen or typed in it."""
    page.forms[address] = filled(page)
    return browser.send(page, address, **typed)


def csv(text):
    return io.BytesIO(text.encode()), "homes.csv"


def told(desk, campaign):
    with Session(desk.engine) as session:
        return session.scalars(select(Delivery).where(Delivery.campaign_id == campaign.id)).all()


def test_a_claim_and_an_area_are_enough_to_lie_in_the_approvers_tray(ward, yamada, made):
    page = send(yamada, yamada.read("/alert"), claim=BAIL, area="東区")

    assert "it waits for approval (institutions: 2 · people who asked to be warned: 2)" in page.text
    campaigns = made()
    assert {one.state for one in campaigns.values()} == {"submitted"}
    assert plan_of(campaigns["institution"]).area == plan_of(campaigns["resident"]).area == EAST
    assert len(told(ward, campaigns["resident"])) == 2


def test_it_shows_who_will_be_warned_and_what_it_takes_before_anything_is_made(ward, yamada, made):
    page = send(yamada, yamada.read("/alert"), "/alert/preview", claim=BAIL, area=EAST)

    assert "Enrolled, and will be called: 2 of the 3 in the directory" in page.text
    assert "Not enrolled, and will not be called: 1 Sleepy shop" in page.text
    assert made() == {}


def test_every_language_of_the_line_stands_there_with_its_words(ward, yamada, desk):
    page = yamada.read(f"/alert?claim={BAIL}&area={EAST}")

    shown = {
        about["id"].removeprefix("said-")
        for about in page.attributes("div")
        if "said-" in about.get("id", "")
    }
    assert shown == set(desk.prompts.languages)
    assert desk.prompts.warning_body("vi", BAIL) in page.text


def test_a_mistyped_ward_is_asked_about_and_makes_nothing(ward, yamada, made):
    page = send(yamada, yamada.read("/alert"), claim=BAIL, area="横浜市朝日区")

    assert page.status == 422
    assert "Did you mean one of these? 横浜市旭区" in page.text
    assert made() == {}

    page = send(yamada, page, "/alert/preview", take="横浜市旭区")
    assert filled(page)["area"] == "横浜市旭区"


def test_a_ward_of_several_cities_asks_which(yamada):
    page = send(yamada, yamada.read("/alert"), "/alert/preview", claim=BAIL, area="旭区")

    buttons = [about["value"] for about in page.attributes("button") if about.get("name") == "take"]
    assert buttons == ["横浜市旭区", "大阪市旭区"]


@pytest.mark.parametrize(
    ("table", "why"),
    [
        ("氏名,電話番号\n見本花子,045-311-0007\n", "Column 1, “氏名”, may hold personal data"),
        ("number\n12\n045-311-0007\n", "Rows to correct: 1"),
        ("number\n", "There is no row under the header"),
    ],
)
def test_a_file_that_is_refused_stores_nothing_and_keeps_what_was_typed(ward, yamada, made, table, why):
    page = send(
        yamada,
        yamada.read("/alert"),
        claim=BAIL,
        area=EAST,
        homes="file",
        source="consent",
        file=csv(table),
        **{"words-ja": "保釈金の電話は詐欺です。", "worded": BAIL},
    )

    assert page.status == 422
    assert why in page.text
    assert made() == {}
    assert "見本花子" not in page.source
    assert "045-311" not in page.source
    kept = filled(page)
    assert (kept["claim"], kept["area"], kept["homes"]) == (BAIL, EAST, "file")
    assert "保釈金の電話は詐欺です。</textarea>" in page.source


def test_bad_rows_can_be_left_out(ward, yamada, made, desk):
    table = csv("number,language\n12,ja\n045-311-0007,ja\n")

    send(
        yamada,
        yamada.read("/alert"),
        claim=BAIL,
        area=EAST,
        homes="file",
        source="consent",
        skip="1",
        file=table,
    )

    assert len(told(desk, made()["resident"])) == 1


def test_a_file_is_waited_for_while_somebody_looks(ward, yamada):
    page = send(yamada, yamada.read("/alert"), "/alert/preview", claim=BAIL, area=EAST, homes="file")

    assert "checked here as soon as you choose it" in page.text
    assert "To be warned: institutions: 2 Check" in page.text


def test_a_file_needs_its_source(ward, yamada, made):
    table = csv("number\n045-311-0007\n")

    page = send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST, homes="file", file=table)

    assert "Choose where the numbers come from" in page.text
    assert made() == {}


def test_without_homes_institutions_alone_are_warned(ward, yamada, made):
    send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST, homes="nobody")

    assert set(made()) == {"institution"}


def test_where_nobody_is_to_be_warned_nothing_is_made(yamada, made):
    page = send(yamada, yamada.read("/alert"), claim=BAIL, area="横浜市旭区")

    assert page.status == 422
    assert "There is nobody to warn" in page.text
    assert made() == {}


def test_own_words_that_ask_for_a_key_are_marked_and_refused(ward, yamada, made):
    words = "保釈金の電話は詐欺です。1を押してください。"

    page = send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST, worded=BAIL, **{"words-ja": words})

    assert page.status == 422
    assert "Nobody is asked to press a key" in page.text
    marks = page.source.split("<mark>")[1:]
    assert marks
    assert any("を押し" in mark.partition("</mark>")[0] for mark in marks)
    assert made() == {}


def test_own_words_of_one_language_stand_beside_the_checked_words_of_the_others(
    ward, yamada, made, said, desk
):
    words = "知り合いのための保釈金を求める電話は、詐欺です。払わず、切ってください。"

    page = send(
        yamada,
        yamada.read("/alert"),
        "/alert/preview",
        claim=BAIL,
        area=EAST,
        worded=BAIL,
        **{"words-ja": words},
    )
    assert "Languages that you did not change keep the checked words" in page.text
    send(yamada, page, claim=BAIL, area=EAST, worded=BAIL, **{"words-ja": words})

    pinned = said(made()["resident"])
    assert words in pinned["ja"]
    assert desk.prompts.warning_body("vi", BAIL) in pinned["vi"]


def test_words_can_be_brought_back(ward, yamada):
    typed = {"claim": BAIL, "area": EAST, "worded": BAIL, "words-ja": "詐欺です。"}

    page = send(yamada, yamada.read("/alert"), "/alert/preview", **typed, back="ja")

    assert "詐欺です。</textarea>" not in page.source.replace("、詐欺です。", "")
    assert "Changed words" not in page.text


def test_words_typed_for_another_claim_are_not_taken_over(ward, yamada):
    typed = {"claim": "police-accomplice", "area": EAST, "worded": BAIL, "words-ja": "保釈金だけの話です。"}

    page = send(yamada, yamada.read("/alert"), "/alert/preview", **typed)

    assert "保釈金だけの話です。" not in page.source


def test_the_same_alert_again_is_told_with_a_way_to_it_and_made_only_where_that_is_meant(
    ward, yamada, made, desk
):
    send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST, homes="nobody")
    first = made()["institution"]

    page = send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST, homes="nobody")
    assert page.status == 409
    assert f"/campaigns/{first.id}" in page.links
    assert "To warn again, tick the box below" in page.text
    page = send(yamada, page, again="1")

    assert "it waits for approval" in page.text
    with Session(desk.engine) as session:
        assert len(session.scalars(select(Campaign)).all()) == 2


def test_the_same_alert_is_known_again_whoever_changed_its_words(ward, yamada, made):
    own = {
        "worded": BAIL,
        "words-ja": "知り合いのための保釈金を求める電話は、詐欺です。払わず、切ってください。",
    }
    send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST, **own)
    assert plan_of(made()["institution"]).warning is None

    assert send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST).status == 409


def test_it_begins_and_ends_when_it_is_told(ward, yamada, made):
    times = {"when": "later", "starts": "2026-11-24T11:00", "ends": "2026-11-24T15:00"}

    send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST, **times)

    plan = plan_of(made()["institution"])
    assert f"{plan.starts_at:%d %H:%M} {plan.not_after:%d %H:%M}" == "24 02:00 24 06:00"


@pytest.mark.parametrize(
    ("times", "why"),
    [
        ({"when": "later"}, "Type a date and a time"),
        ({"when": "later", "starts": "2026-11-24T09:00"}, "This time is past"),
        ({"ends": "2026-11-24T09:00"}, "Choose a time to come"),
        ({"when": "later", "starts": "2026-11-24T20:00", "ends": "2026-11-24T21:00"}, "No calls are allowed"),
    ],
)
def test_times_that_cannot_be_are_refused_at_the_field(ward, yamada, made, times, why):
    page = send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST, **times)

    assert page.status == 422
    assert why in page.text
    assert made() == {}


def test_a_link_fills_in_claim_and_area(ward, yamada):
    page = yamada.read(f"/alert?claim={BAIL}&area={EAST}")

    assert (filled(page)["claim"], filled(page)["area"]) == (BAIL, EAST)
    assert "To be warned: institutions: 2 · people who asked to be warned: 2" in page.text


def test_a_viewer_sees_what_would_be_made_and_is_told_who_may(ward, person, made):
    abe = person("abe", Role.VIEWER)
    page = abe.read(f"/alert?claim={BAIL}&area={EAST}")
    assert "Ask an editor" in page.text
    assert "Submit for approval" not in page.text

    assert send(abe, page, claim=BAIL, area=EAST).status == 403
    assert made() == {}


def test_the_script_gets_the_form_alone(ward, yamada):
    page = send(yamada, yamada.read("/alert"), "/alert/preview", claim=BAIL, area=EAST, part="1")

    assert "<html" not in page.source
    assert "To be warned: institutions: 2 · people who asked to be warned: 2" in page.text


def test_nothing_typed_is_wrong_before_somebody_comes_to_it(yamada):
    assert yamada.read("/alert").attributes("p")
    assert "error" not in yamada.read("/alert").source

    page = send(yamada, yamada.read("/alert"))
    assert page.status == 422
    assert "Choose one claim." in page.text
    assert "Type an area" in page.text


def test_what_is_told_today_stands_first_with_its_number(yamada, incident):
    incident("police-accomplice", times=3)

    page = yamada.read("/alert")

    first = next(about["value"] for about in page.attributes("input") if about.get("name") == "claim")
    assert first == "police-accomplice"
    assert "told today: 3" in page.text


def test_the_homes_we_propose_follow_the_area_until_somebody_chooses(ward, yamada):
    page = send(yamada, yamada.read("/alert"), "/alert/preview", claim=BAIL, area="見本市西区")
    assert filled(page)["homes"] == "nobody"

    page = send(yamada, page, "/alert/preview", area=EAST)
    assert filled(page)["homes"] == "list:registered"

    page = send(yamada, page, "/alert/preview", homes="nobody")
    assert filled(page)["homes"] == "nobody"


def test_in_japanese(ward, person):
    page = person("yamada", Role.EDITOR, language="ja").read(f"/alert?claim={BAIL}&area={EAST}")

    assert "関係機関2件・お知らせを希望する方2件" in page.text
    assert "知り合いのための保釈金" in page.text


def test_who_approves_it_starts_what_was_drafted(ward, yamada, made, clock):
    send(yamada, yamada.read("/alert"), claim=BAIL, area=EAST)

    for one in made().values():
        lifecycle.approve(ward, one.id, TANAKA, clock.now())
        lifecycle.start(ward, one.id, TANAKA, clock.now())

    assert {one.state for one in made().values()} == {"running"}


@pytest.fixture
def silent(app, desk):
    """A line that rings no homes."""
    quiet = replace(desk, policy=replace(desk.policy, resident_voice=ResidentVoice.OFF))
    app.extensions["desk"] = quiet
    app.extensions["judge"] = lambda plan, people, name: check_campaign(
        plan, people, quiet.clock.now(), name, quiet.prompts, policy=quiet.policy
    )


def test_a_line_that_rings_no_homes_texts_them_and_says_so(ward, silent, yamada, made):
    table = csv("number\n090-3000-0007\n")
    page = yamada.read("/alert")
    assert "This line does not call residents: they get texts." in page.text

    page = send(yamada, page, claim=BAIL, area=EAST, homes="file", source="consent", file=table)

    assert plan_of(made()["resident"]).channel == "sms"


def test_a_refused_file_is_told_of_before_its_source_is(ward, yamada):
    table = csv("氏名,number\n見本,045-311-0007\n")

    page = send(
        yamada, yamada.read("/alert"), "/alert/preview", claim=BAIL, area=EAST, homes="file", file=table
    )

    assert "Column 1, “氏名”, may hold personal data" in page.text
    assert "#wrong-file" in page.links


def test_a_second_press_makes_nothing_while_the_first_is_being_made(ward, yamada, made):
    page = yamada.read("/alert")
    with once.alone(ward, "alert", BAIL, EAST):
        second = send(yamada, page, claim=BAIL, area=EAST)
        other = send(yamada, page, claim="police-banking", area=EAST)

    assert second.address == other.address == "/approvals"
    assert {plan_of(one).warning for one in made().values()}.isdisjoint({BAIL, None})
    assert "it waits for approval" in send(yamada, page, claim=BAIL, area=EAST).text
