"""The second person: reads what is new, decides with one press, and never on something of their own."""

from datetime import timedelta

import pyotp
import pytest
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.models import Script
from campaigns.people import Actor, Role
from campaigns.reminders import Approvals
from console import factor
from console.approvals.difference import ADDED, LEFT_OUT, SAME, difference
from console.models import Operator

SATO, TANAKA = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)


@pytest.fixture
def reword(desk):
    """Give a draft other words in one language, as an operator's own would be."""

    def change(campaign, language, old, new):
        with Session(desk.engine) as session, session.begin():
            script = session.get_one(Script, (campaign, language))
            assert old in script.voice
            script.voice = script.voice.replace(old, new, 1)

    return change


@pytest.fixture
def alert(campaign, desk):
    """Hand in the two campaigns of one alert: institutions, and homes."""

    def make():
        name = "police-banking, 横浜市旭区, Tue 10:00"
        banks = campaign(name=name, audience="institution", count=3)
        homes = campaign(name=f"{name} (homes)")
        for one in (banks, homes):
            lifecycle.submit(desk, one, SATO, desk.clock.now())
        return banks, homes

    return make


def test_an_empty_tray_says_what_comes_here(person):
    page = person("tanaka").read("/approvals")

    assert "Nothing waits for approval." in page.text
    assert "/alert" in page.links


def test_what_waits_stands_in_the_tray_the_oldest_first(person, campaign, clock):
    campaign("submitted", name="Asahi, calls")
    clock.move_to(clock.now() + timedelta(minutes=12))
    campaign("submitted", name="Midori, calls")

    text = person("tanaka").read("/approvals").text

    assert text.index("Asahi, calls") < text.index("Midori, calls")
    assert "submitted by sato, 10:00 (12 minutes ago)" in text
    assert "lapses 1 December, 10:00 if nobody decides (in 7 days)" in text


def test_the_tray_says_when_deputies_hear_of_it(person, app, campaign, clock, desk):
    object.__setattr__(desk, "approvals", Approvals(deputies_after=timedelta(minutes=15)))
    campaign("submitted")
    tanaka = person("tanaka")

    assert "deputies are told 10:15" in tanaka.read("/approvals").text
    clock.move_to(clock.now() + timedelta(minutes=20))
    assert "deputies were told 10:15" in tanaka.read("/approvals").text


def test_a_second_person_reads_approves_and_starts_with_one_press(person, campaign, state):
    id_ = campaign("submitted")
    tanaka = person("tanaka")
    page = tanaka.read(f"/approvals/{id_}")
    assert "nothing like it was approved before" in page.text
    assert "residents: 8" in page.text
    assert "Approve and start: warns 8" in page.text

    after = tanaka.send(page, f"/approvals/{id_}/approve", start="1")

    assert state(id_) == "running"
    assert after.address == f"/campaigns/{id_}"
    assert "Approved and started: “Asahi, calls”." in after.text


def test_approving_alone_leads_to_what_waits_next(person, campaign, state, clock):
    first = campaign("submitted", name="Asahi, calls")
    clock.move_to(clock.now() + timedelta(minutes=1))
    campaign("submitted", name="Midori, calls")
    tanaka = person("tanaka")

    after = tanaka.send(tanaka.read(f"/approvals/{first}"), f"/approvals/{first}/approve")

    assert state(first) == "approved"
    assert after.address == "/approvals"
    assert "Midori, calls" in after.text


def test_nothing_is_approved_twice(person, campaign, state):
    id_ = campaign("submitted")
    tanaka = person("tanaka")
    page = tanaka.read(f"/approvals/{id_}")
    tanaka.send(page, f"/approvals/{id_}/approve")

    again = tanaka.send(page, f"/approvals/{id_}/approve", start="1")

    assert "That had been done already." in again.text
    assert state(id_) == "approved"


def test_the_campaigns_of_an_alert_are_read_and_started_together(person, alert, state):
    banks, homes = alert()
    tanaka = person("tanaka")
    assert "2 campaigns made together as one alert" in tanaka.read("/approvals").text
    page = tanaka.read(f"/approvals/{banks}")
    assert "Approve both and start: warns 11" in page.text

    tanaka.send(page, f"/approvals/{banks}/approve", start="1")

    assert (state(banks), state(homes)) == ("running", "running")


@pytest.fixture
def telephone(desk, clock):
    """Give somebody a second factor, and the codes that their telephone shows."""

    def set_up(name):
        factor.propose(desk.engine, desk.keystore, name)
        codes = pyotp.TOTP(factor.proposed(desk.engine, desk.keystore, name))
        now = clock.now()
        with Session(desk.engine) as session, session.begin():
            factor.confirm(desk.keystore, session.get_one(Operator, name), codes.at(now), now, now)
        clock.move_to(now + timedelta(minutes=1))
        return lambda: codes.at(clock.now())

    return set_up


def test_one_code_of_the_second_factor_is_enough_for_both(person, alert, state, telephone):
    banks, homes = alert()
    tanaka, code = person("tanaka"), telephone("tanaka")
    page = tanaka.read(f"/approvals/{banks}")
    assert "code" in page.forms[f"/approvals/{banks}/approve"]

    tanaka.send(page, f"/approvals/{banks}/approve", start="1", code=code())

    assert (state(banks), state(homes)) == ("running", "running")


def test_without_the_right_code_nothing_is_approved(person, alert, state, telephone):
    banks, homes = alert()
    tanaka, code = person("tanaka"), telephone("tanaka")
    page = tanaka.read(f"/approvals/{banks}")
    wrong = "000000" if code() != "000000" else "111111"

    after = tanaka.send(page, f"/approvals/{banks}/approve", start="1", code=wrong)

    assert after.status == 403
    field = next(one for one in after.attributes("input") if one.get("name") == "code")
    assert field["aria-invalid"] == "true"
    assert (state(banks), state(homes)) == ("submitted", "submitted")


def test_what_was_not_on_the_page_is_not_approved_with_it(person, alert, state):
    banks, homes = alert()
    tanaka = person("tanaka")
    page = tanaka.read(f"/approvals/{banks}")
    del page.forms[f"/approvals/{banks}/approve"]["with"]

    tanaka.send(page, f"/approvals/{banks}/approve")

    assert (state(banks), state(homes)) == ("approved", "submitted")


def test_sending_back_wants_a_reason_and_says_so_at_the_field(person, campaign, state):
    id_ = campaign("submitted")
    tanaka = person("tanaka")

    page = tanaka.send(tanaka.read(f"/approvals/{id_}"), f"/approvals/{id_}/reject", reason=" ")

    assert page.status == 422
    assert "Say what has to be changed." in page.text
    assert page.attributes("textarea")[0]["aria-describedby"] == "refused"
    assert state(id_) == "submitted"


def test_a_reason_that_cannot_be_taken_is_kept_in_the_field(person, campaign, state):
    id_ = campaign("submitted")
    tanaka = person("tanaka")

    page = tanaka.send(
        tanaka.read(f"/approvals/{id_}"), f"/approvals/{id_}/reject", reason="see https://list.example"
    )

    assert "without telephone numbers, links or brackets" in page.text
    assert "see https://list.example" in page.text
    assert state(id_) == "submitted"


def test_with_a_reason_it_goes_back(person, campaign, state):
    id_ = campaign("submitted")
    tanaka = person("tanaka")

    after = tanaka.send(tanaka.read(f"/approvals/{id_}"), f"/approvals/{id_}/reject", reason="Wrong ward")

    assert state(id_) == "rejected"
    assert "Sent back: “Asahi, calls”." in after.text
    assert "Wrong ward" in after.text


def test_whoever_submitted_it_is_told_who_may_approve(person, campaign):
    person("suzuki", Role.ADMINISTRATOR)
    person("ito", Role.VIEWER)
    page_of = person("sato", Role.APPROVER).read(f"/approvals/{campaign('submitted')}")

    assert "You submitted or approved this yourself" in page_of.text
    assert "Who may: suzuki" in page_of.text
    assert "ito" not in page_of.text
    assert not [form for form in page_of.forms if form.endswith("/approve")]


def test_an_editor_reads_it_and_is_told_whom_to_ask(person, campaign):
    id_ = campaign("submitted")
    person("suzuki")

    page = person("ito", Role.EDITOR).read(f"/approvals/{id_}")

    assert "Your role may not approve. Who may: suzuki" in page.text


def test_words_that_were_approved_before_are_said_to_be_the_same(person, campaign):
    campaign("approved")

    page = person("suzuki").read(f"/approvals/{campaign('submitted')}")

    assert "The same as tanaka approved, 10:00." in page.text
    assert not page.attributes("ins")
    assert not page.attributes("del")


def test_words_approved_for_institutions_are_not_those_for_homes(person, campaign):
    campaign("approved", audience="institution", count=2)

    page = person("suzuki").read(f"/approvals/{campaign('submitted')}")

    assert "nothing like it was approved before" in page.text


def test_what_differs_from_the_last_approved_words_is_marked(person, campaign, reword, desk):
    campaign("approved")
    draft = campaign()
    reword(draft, "ja", "警察", "警察署")
    reword(draft, "en", "police", "prefecture police")
    lifecycle.submit(desk, draft, SATO, desk.clock.now())

    page = person("suzuki").read(f"/approvals/{draft}")

    assert "署</ins>" in page.source
    assert "prefecture </ins>" in page.source
    assert "Compared with what tanaka approved, 10:00" in page.text


@pytest.mark.parametrize(
    ("language", "before", "now", "shown"),
    [
        ("ja", "横浜市旭区の皆さま", "横浜市緑区の皆さま", "横浜市[-旭-][+緑+]区の皆さま"),
        ("ja", "同じ言葉", "同じ言葉", "同じ言葉"),
        ("en", "Hang up at once.", "Hang up and stay calm.", "Hang up [-at once-][+and stay calm+]."),
        ("en", "Dial 110.", "Please dial 110.", "[-Dial-][+Please dial+] 110."),
        ("th", "วางสาย", "วางสายทันที", "วางสาย[+ทันที+]"),
        ("en", "", "All of it", "[+All of it+]"),
    ],
)
def test_differences_are_shown_by_letters_or_by_words(language, before, now, shown):
    mark = {SAME: "{}", ADDED: "[+{}+]", LEFT_OUT: "[-{}-]"}

    found = "".join(mark[piece.kind].format(piece.text) for piece in difference(before, now, language))

    assert found == shown


def test_both_texts_can_be_read_out_of_the_marks():
    before, now = (
        "Nobody will visit you. Hang up, please.",
        "Nobody will call or visit you. Please hang up now.",
    )

    pieces = difference(before, now, "en")

    assert "".join(p.text for p in pieces if p.kind != LEFT_OUT) == now
    assert "".join(p.text for p in pieces if p.kind != ADDED) == before


def test_every_heard_language_can_be_played(person, campaign):
    page = person("suzuki").read(f"/approvals/{campaign('submitted')}")

    assert page.source.count('action="/listen"') == 2


def test_the_page_is_whole_in_japanese(person, campaign):
    id_ = campaign("submitted")

    page = person("suzuki", language="ja").read(f"/approvals/{id_}")

    assert "承認して開始（8件に伝えます）" in page.text
    assert "satoが10:00" not in page.text
    assert "前に承認した文面はありません" in page.text


def test_what_the_checks_say_stands_beside_the_words(person, campaign, reword, desk):
    draft = campaign()
    reword(draft, "en", "police", "Tanaka police")
    lifecycle.submit(desk, draft, SATO, desk.clock.now())

    page = person("suzuki").read(f"/approvals/{draft}")

    assert "Tanaka" in page.source.split('class="checks"')[1]


def test_a_campaign_that_was_decided_leads_to_its_own_page(person, campaign):
    id_ = campaign("approved")

    assert person("suzuki").read(f"/approvals/{id_}").address == f"/campaigns/{id_}"


def test_an_address_cut_short_is_told_in_words(person):
    page = person("suzuki").read("/approvals/nothing")

    assert page.status == 404
    assert "Perhaps the address was cut off." in page.text
