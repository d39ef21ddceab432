"""What operators do to a campaign from its page."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery, Sender
from campaigns.people import Role
from privacy.models import AuditEntry


def press(browser, campaign, act, **typed):
    page = browser.read(f"/campaigns/{campaign}")
    return browser.send(page, f"/campaigns/{campaign}/{act}", **typed)


def forms(page, campaign):
    return {address.split("/")[-1] for address in page.forms if address.startswith(f"/campaigns/{campaign}/")}


def test_an_approver_approves_then_starts(person, campaign, state):
    tanaka, id_ = person("tanaka"), campaign("submitted")

    approved = press(tanaka, id_, "approve")
    started = press(tanaka, id_, "start")

    assert "Approved. Nothing rings until it is started." in approved.text
    assert "Started." in started.text
    assert state(id_) == "running"


def test_an_editor_hands_in_and_cannot_approve(person, campaign, state):
    yamada, id_ = person("yamada", Role.EDITOR), campaign()
    page = press(yamada, id_, "submit")
    assert forms(page, id_) == set()

    token = page.forms["/sign-out"]["token"]
    page.forms[f"/campaigns/{id_}/approve"] = {"token": token}
    refused = yamada.send(page, f"/campaigns/{id_}/approve")

    assert refused.status == 403
    assert "You are signed in as editor; this needs the role approver." in refused.text
    assert state(id_) == "submitted"


def test_nobody_approves_their_own(person, campaign, state):
    yamada, id_ = person("yamada"), campaign()
    page = press(yamada, id_, "submit")
    assert "somebody else has to approve it" in page.text
    assert forms(page, id_) == {"reject"}

    page.forms[f"/campaigns/{id_}/approve"] = page.forms[f"/campaigns/{id_}/reject"]
    refused = yamada.send(page, f"/campaigns/{id_}/approve")

    assert refused.status == 403
    assert "you submitted this yourself" in refused.text
    assert state(id_) == "submitted"


def test_a_viewer_sees_no_button(person, campaign):
    viewer = person("mori", Role.VIEWER)

    for until in ("draft", "submitted", "approved", "running"):
        id_ = campaign(until)
        assert forms(viewer.read(f"/campaigns/{id_}"), id_) == set()
    assert not any("stop" in address for address in viewer.read("/").forms)


@pytest.mark.parametrize(
    ("until", "acts"),
    [
        ("draft", {"submit"}),
        ("submitted", {"approve", "reject"}),
        ("approved", {"start", "reject"}),
        ("running", {"stop", "pause"}),
    ],
)
def test_an_approver_sees_what_can_be_done_now(person, campaign, until, acts):
    id_ = campaign(until)

    assert forms(person("tanaka").read(f"/campaigns/{id_}"), id_) - {"close"} == acts


def test_pause_and_resume(person, campaign, state):
    tanaka, id_ = person("tanaka"), campaign("running")

    page = press(tanaka, id_, "pause")
    assert state(id_) == "paused"
    assert forms(page, id_) == {"resume", "stop"}

    press(tanaka, id_, "resume")
    assert state(id_) == "running"


def test_stop_says_how_many_are_spared_before_and_after(person, campaign, become, state):
    tanaka, id_ = person("tanaka"), campaign("running")
    become(id_, "heard", 3)
    assert "for good: will not be called (again): 5" in tanaka.read(f"/campaigns/{id_}").text

    page = press(tanaka, id_, "stop")

    assert "Stopped. Not called (again): 5." in page.text
    assert state(id_) == "stopping"


def test_stop_stands_on_the_first_page(person, campaign, state):
    tanaka, id_ = person("tanaka"), campaign("running")

    page = tanaka.send(tanaka.read("/"), f"/campaigns/{id_}/stop")

    assert "Stopped. Not called (again): 8." in page.text
    assert state(id_) == "stopping"


def test_stop_cancels_what_rings_and_says_what_is_left(person, campaign, desk, clock):
    tanaka, id_ = person("tanaka"), campaign("running")
    with Session(desk.engine) as session, session.begin():
        one = session.scalars(select(Delivery).where(Delivery.campaign_id == id_)).first()
        one.state = "open"
        session.add(
            Attempt(
                campaign_id=id_,
                delivery_id=one.id,
                number=1,
                channel="voice",
                token="t" * 22,
                state="ringing",
                ref="CA1",
                placing_at=clock.now(),
            )
        )
    began = clock.now()

    page = press(tanaka, id_, "stop")

    assert desk.carrier.cancelled == ["CA1"]
    assert "Not called (again): 7. Stopped while ringing: 1." in page.text
    assert clock.now() - began <= timedelta(seconds=6)


def test_sending_back_needs_a_reason(person, campaign, state):
    tanaka, id_ = person("tanaka"), campaign("submitted")

    refused = press(tanaka, id_, "reject", reason="  ")

    assert refused.status == 422
    assert "Say what has to be changed." in refused.text
    assert state(id_) == "submitted"


def test_a_reason_is_kept_and_shown(person, campaign, state):
    tanaka, id_ = person("tanaka"), campaign("submitted")

    page = press(tanaka, id_, "reject", reason="Name the ward.")

    assert state(id_) == "rejected"
    assert "Name the ward." in page.text


@pytest.mark.parametrize(
    ("reason", "back"),
    [
        ("call 045-300-0001 first", "call …-…-… first"),
        ("x" * 201, "x" * 201),
        ("see https://example.com", "see https://example.com"),
    ],
)
def test_a_reason_that_cannot_be_kept_comes_back_without_a_number(person, campaign, state, reason, back):
    tanaka, id_ = person("tanaka"), campaign("submitted")

    refused = press(tanaka, id_, "reject", reason=reason)

    assert refused.status == 422
    assert back in refused.text
    assert state(id_) == "submitted"


def test_an_act_that_came_too_late_says_where_things_stand(person, campaign, state):
    tanaka, ota, id_ = person("tanaka"), person("ota"), campaign("submitted")
    old = ota.read(f"/campaigns/{id_}")
    press(tanaka, id_, "reject", reason="Name the ward.")

    late = ota.send(old, f"/campaigns/{id_}/approve")

    assert late.status == 409
    assert "it is “sent back” now" in late.text
    assert state(id_) == "rejected"


def test_an_act_done_twice_is_done_once(person, campaign, desk):
    tanaka, ota, id_ = person("tanaka"), person("ota"), campaign("submitted")
    old = ota.read(f"/campaigns/{id_}")
    press(tanaka, id_, "approve")

    again = ota.send(old, f"/campaigns/{id_}/approve")

    assert "That had been done already." in again.text
    with Session(desk.engine) as session:
        acts = session.scalars(select(AuditEntry.actor).where(AuditEntry.act == "approved")).all()
    assert acts == ["tanaka"]


def test_what_was_changed_after_its_approval_does_not_start(person, campaign, desk, state):
    tanaka, id_ = person("tanaka"), campaign("approved")
    with Session(desk.engine) as session, session.begin():
        session.get_one(Campaign, id_).audience_digest = "another"

    refused = press(tanaka, id_, "start")

    assert refused.status == 409
    assert "it was changed after its approval" in refused.text
    assert state(id_) == "approved"


def test_the_page_tells_who_did_what(person, campaign):
    tanaka, id_ = person("ota"), campaign("submitted")
    press(tanaka, id_, "approve")

    text = tanaka.read(f"/campaigns/{id_}").text

    assert "10:00 sato: made the draft" in text
    assert "10:00 ota: approved" in text


@pytest.mark.parametrize("path", ["", "/report", "/report.csv", "/report.json"])
def test_a_campaign_that_is_not_there_is_said_in_words(person, path):
    page = person("tanaka").read(f"/campaigns/abcdefgh{path}")

    assert page.status == 404
    assert "There is no such campaign" in page.text


@pytest.mark.parametrize("token", [None, "", "another"])
def test_a_form_from_elsewhere_does_nothing(person, campaign, state, token):
    tanaka, id_ = person("tanaka"), campaign("running")
    fields = {} if token is None else {"token": token}

    english = {"Accept-Language": "en"}
    answer = tanaka.client.post(f"/campaigns/{id_}/stop", data=fields, headers=english)

    assert answer.status_code == 403
    assert "This page was too old" in answer.get_data(as_text=True)
    assert state(id_) == "running"


def test_another_persons_form_does_nothing(person, campaign, state):
    tanaka, ota, id_ = person("tanaka"), person("ota"), campaign("running")
    theirs = ota.read(f"/campaigns/{id_}")

    refused = tanaka.send(theirs, f"/campaigns/{id_}/stop")

    assert refused.status == 403
    assert state(id_) == "running"


@pytest.mark.parametrize("path", ["/sign-in", "/sign-out", "/enter/abc"])
def test_the_doors_want_their_own_forms_too(browser, path):
    browser.read("/sign-in")

    assert browser.client.post(path, data={"token": "another"}).status_code == 403


def test_an_act_without_a_session_does_nothing(browser, campaign, state):
    id_ = campaign("running")

    answer = browser.client.post(f"/campaigns/{id_}/stop")

    assert answer.status_code == 303
    assert answer.headers["Location"] == "/sign-in"
    assert state(id_) == "running"


def test_who_is_left_over_has_to_be_accepted_by_a_button_that_says_how_many(person, campaign, state, desk):
    tanaka = person("tanaka")
    id_ = campaign("submitted", count=40, also="not_after: 2026-11-24T10:00:15+09:00\n")
    page = tanaka.read(f"/campaigns/{id_}")
    form = f"/campaigns/{id_}/approve"
    left = int(page.forms[form]["remainder"])

    refused = tanaka.send(page, form, remainder=str(left - 1))
    before = state(id_)
    accepted = tanaka.send(page, form)

    assert f"Approve, and accept that {left} are left over" in page.text
    assert refused.status == 409
    assert f"{left} would be left over" in refused.text
    assert (before, state(id_)) == ("submitted", "approved")
    assert f"Left over, as accepted {left}" in accepted.text


def test_what_may_cost_too_much_is_refused_with_the_sum(person, campaign, state):
    tanaka, id_ = person("tanaka"), campaign("submitted", count=40, also="most_yen: 100\n")

    refused = press(tanaka, id_, "approve")

    assert refused.status == 409
    assert "more than its file allows" in refused.text
    assert state(id_) == "submitted"


def test_the_first_of_two_who_approve_an_emergency_is_told_so(person, campaign, desk, app, state):
    app.extensions["desk"] = replace(desk, policy=replace(desk.policy, emergency=True))
    tanaka, mori = person("tanaka"), person("mori")
    id_ = campaign("submitted", also="emergency: true\n")

    first = press(tanaka, id_, "approve")
    between = state(id_)
    second = press(mori, id_, "approve")

    assert "You have approved it. An emergency needs a second person" in first.text
    assert "This is an emergency and needs two approvals." in first.text
    assert (between, state(id_)) == ("submitted", "approved")
    assert "Second approval mori" in second.text
    assert "One of two persons" not in second.text


def test_a_recurring_campaign_shows_its_next_runs_and_what_was_missed(person, campaign, desk):
    tanaka = person("tanaka")
    again = "repeat: {at: '10:30', until: 2026-11-26}\nstarts_at: 2026-11-25T09:00:00+09:00\n"
    id_ = campaign("running", audience="institution", also=f"institutions: {{}}\n{again}")
    with Session(desk.engine) as session, session.begin():
        session.execute(update(Campaign).values(missed_runs=2))

    page = tanaka.read(f"/campaigns/{id_}")

    assert "Next runs 25 November, 10:30 · 26 November, 10:30" in page.text
    assert "Missed runs 2" in page.text
    assert "It calls nobody itself" in page.text
    assert "Telephones are ringing" not in page.text
    assert "Not before 25 November, 09:00" in page.text


def test_how_many_were_put_off_and_how_slow_it_is_stands_on_the_page(person, campaign, desk):
    tanaka, id_ = person("tanaka"), campaign("running")
    with Session(desk.engine) as session, session.begin():
        waiting = select(Delivery.id).limit(3)
        session.execute(update(Delivery).where(Delivery.id.in_(waiting)).values(put_off=1))
        now = desk.clock.now()
        session.add(Sender(name=desk.voices[0], next_slot=now, slowed=2, slowed_at=now))

    page = tanaka.read(f"/campaigns/{id_}")

    assert "Put off to another day 3, because they had been called enough" in page.text
    assert "Slowed at the carrier's request to 1/4 of the pace" in page.text
