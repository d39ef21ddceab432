"""What people told operators: one press, and it can be taken back."""

from datetime import timedelta
from urllib.parse import quote

import pytest
from sqlalchemy.orm import Session

from campaigns.people import Role
from tree import incidents
from tree.models import HourCount

BAIL, ASAHI = "isa-bail-acquaintance", "横浜市旭区"


@pytest.fixture
def noted(desk, clock):
    def today():
        since = clock.now() - timedelta(hours=10)
        return [(n.warning, n.area, n.count) for n in incidents.counts(desk.engine, since)]

    return today


def press(browser, warning=BAIL, area=""):
    return browser.send(browser.read("/told"), "/told", warning=warning, area=area)


def selected(page):
    return [about["value"] for about in page.attributes("option") if "selected" in about]


def test_one_press_notes_one_more(person, campaign, noted):
    campaign()  # It names the ward, so the ward can be chosen.

    page = press(person("yamada", Role.EDITOR), area=ASAHI)

    assert noted() == [(BAIL, ASAHI, 1)]
    assert "Noted at 10:00: Bail for a friend in immigration custody (横浜市旭区)." in page.text


def test_the_area_stays_for_the_next_press(person, campaign, noted):
    campaign()
    yamada = person("yamada", Role.EDITOR)
    page = press(yamada, area=ASAHI)
    assert selected(page) == [ASAHI]

    yamada.send(page, "/told", warning=BAIL, area=selected(page)[0])

    assert noted() == [(BAIL, ASAHI, 2)]


@pytest.mark.parametrize(
    ("warning", "area", "said"),
    [
        (BAIL, "Mrs Suzuki in Asahi", "choose an area from the list"),
        ("a call from Mr Suzuki", "", "choose one of the claims"),
        ("", "", "choose one of the claims"),
        ("stop-international-calls", "", "choose one of the claims"),  # Advice, and nothing that is claimed.
    ],
)
def test_what_was_typed_freely_is_refused_and_not_shown_again(person, noted, warning, area, said):
    page = press(person("yamada", Role.EDITOR), warning, area)

    assert page.status == 422
    assert said in page.text
    assert "Suzuki" not in page.source
    assert noted() == []


def test_a_press_is_taken_back_once(person, incident, noted):
    yamada = person("yamada", Role.EDITOR)
    incident(BAIL, times=2)
    page = press(yamada)

    back = yamada.send(page, "/told/back")
    page.forms["/told/back"] |= {"token": back.forms["/sign-out"]["token"]}
    again = yamada.send(page, "/told/back")

    assert "Undone." in back.text
    assert "Nothing was changed" in again.text
    assert noted() == [(BAIL, "", 2)]


def test_after_ten_minutes_it_stays(person, clock, noted):
    yamada = person("yamada", Role.EDITOR)
    page = press(yamada)
    clock.move_to(clock.now() + timedelta(minutes=11))

    assert "/told/back" not in yamada.read("/told").forms
    assert "too long ago" in yamada.send(page, "/told/back").text
    assert noted() == [(BAIL, "", 1)]


def test_nobody_takes_back_what_a_colleague_noted(person, noted):
    page = press(person("yamada", Role.EDITOR))
    ota = person("ota", Role.EDITOR)
    other = ota.read("/told")
    other.forms["/told/back"] = {"token": other.forms["/told"]["token"]}

    assert "/told/back" in page.forms
    assert "Nothing was changed" in ota.send(other, "/told/back").text
    assert noted() == [(BAIL, "", 1)]


def test_a_viewer_looks_and_presses_nothing(person, incident, noted):
    incident(BAIL)
    mori = person("mori", Role.VIEWER)
    page = mori.read("/told")
    assert "/told" not in page.forms
    assert "Bail for a friend in immigration custody" in page.text

    page.forms["/told"] = {"token": page.forms["/sign-out"]["token"]}
    refused = mori.send(page, "/told", warning=BAIL)

    assert refused.status == 403
    assert "this needs the role editor" in refused.text
    assert noted() == [(BAIL, "", 1)]


def drafts(page):
    return [link for link in page.links if link.startswith("/alert?")]


def test_the_third_from_one_ward_proposes_a_warning(person, incident):
    incident(BAIL, ASAHI, 2)
    incident(BAIL, "", 9)
    yamada = person("yamada", Role.EDITOR)
    assert drafts(yamada.read("/told")) == []

    incident(BAIL, ASAHI)
    page = yamada.read("/told")

    assert drafts(page) == [f"/alert?claim={BAIL}&area={quote(ASAHI)}"]
    assert "3 from the same area today." in page.text
    assert drafts(person("mori", Role.VIEWER).read("/told")) == []


def test_what_colleagues_note_appears_by_itself(person, incident):
    yamada = person("yamada", Role.EDITOR)
    live = [about for about in yamada.read("/told").attributes("div") if "data-live" in about]
    incident(BAIL, ASAHI)

    answer = yamada.client.get(live[0]["data-live"]).get_data(as_text=True)

    assert "横浜市旭区" in answer
    assert "<html" not in answer


def test_a_form_from_elsewhere_notes_nothing(person, noted):
    assert person("yamada").client.post("/told", data={"warning": BAIL}).status_code == 403
    assert noted() == []


def test_what_is_told_most_stands_first_and_stays_in_its_place_today(person, incident):
    yamada = person("yamada", Role.EDITOR)
    incident("police-accomplice", days=3, times=5)
    incident("isa-entry-fee-acquaintance", days=3, times=4)
    incident("isa-entry-fee-acquaintance", times=9)

    buttons = [about["value"] for about in yamada.read("/told").attributes("button") if "value" in about]

    assert buttons[:2] == ["police-accomplice", "isa-entry-fee-acquaintance"]


def test_every_claim_has_a_button(person, prompts):
    page = person("yamada").read("/told")

    buttons = {about["value"] for about in page.attributes("button") if "value" in about}
    assert buttons == {claim.warning for claim in prompts.knowledge.claims.values()}


def test_the_ward_where_it_rises_stands_on_todays_page(person, incident):
    for day in range(1, 29):
        incident(BAIL, ASAHI, days=day)
    incident(BAIL, ASAHI, 9)

    tanaka = person("tanaka")

    assert (
        "rising Bail for a friend in immigration custody (横浜市旭区): 9, usually 0.7"
        in tanaka.read("/").text
    )
    assert "by chance once in 1,000,000" in tanaka.read("/told").text


def test_what_rises_at_the_hotline_stands_on_both_pages_and_first_among_the_buttons(person, desk, clock):
    with Session(desk.engine) as session, session.begin():
        hour = clock.now().replace(minute=0)
        for day in range(29):
            at, count = hour - timedelta(days=day, hours=1), 40 if day == 0 else 6
            session.add(HourCount(hour=at, channel="voice", language="*", leaf="2-1", count=count))
    tanaka = person("tanaka")

    today, pages, told = (tanaka.read(path) for path in ("/", "/hotline", "/told"))

    assert "rising False police: send money for the investigation: 40, usually 6.2" in today.text
    assert "From 07:00 to 10:00, compared with the same hours on days of the same kind" in pages.text
    assert "times rising by chance once in 1,000,000" in pages.text
    first = next(about["value"] for about in told.attributes("button") if "value" in about)
    assert first == "police-designated-account"


def test_a_new_line_says_that_it_has_not_enough_weeks(person):
    text = person("tanaka").read("/").text

    assert "Too early to compare with other weeks." in text
    assert "Nothing is rising." not in text


def test_merged_answers_are_told_of(person, desk, clock):
    with Session(desk.engine) as session, session.begin():
        at = clock.now().replace(minute=0) - timedelta(hours=1)
        session.add(HourCount(hour=at, channel="voice", language="*", leaf="*", count=9))

    assert "9 of the answers now were too rare" in person("tanaka").read("/hotline").text
