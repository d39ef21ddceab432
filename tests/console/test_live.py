"""Half past two: "Are we calling people in Aoba? With which words? How many have heard it? Stop it!" """

import re
from datetime import timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery
from campaigns.people import Role


@pytest.fixture
def ring(desk, clock):
    """Let so many recipients who wait be called just now, with calls that stand like this."""

    def begin(campaign, state, count):
        with Session(desk.engine) as session, session.begin():
            waiting = select(Delivery).where(Delivery.campaign_id == campaign, Delivery.state == "waiting")
            for one in session.scalars(waiting.order_by(Delivery.id).limit(count)).all():
                one.state = "open"
                call = {"campaign_id": campaign, "delivery_id": one.id, "number": 1, "channel": "voice"}
                token = f"{campaign}{one.id:014}"
                at = clock.now()
                session.add(Attempt(**call, token=token, state=state, ref=f"CA{one.id}", placing_at=at))

    return begin


@pytest.fixture
def change(desk):
    def set_to(campaign, **values):
        with Session(desk.engine) as session, session.begin():
            session.execute(update(Campaign).where(Campaign.id == campaign).values(**values))

    return set_to


def stops(page):
    return [address for address in page.forms if address.endswith("/stop")]


def test_one_look_tells_what_is_said_in_a_ward_and_one_press_stops_it(person, campaign, become, ring):
    tanaka = person("tanaka")
    become(campaign("running", name="Kohoku, bail"), "heard", 1)
    id_ = campaign("running", name="Asahi, police", count=14)
    become(id_, "heard", 5)
    ring(id_, "ringing", 2)
    ring(id_, "answered", 1)

    found = tanaka.read("/campaigns?text=asahi, POLICE")
    assert stops(found) == [f"/campaigns/{id_}/stop"]
    assert "heard it 5 being called 3 not reached 0 not called 0 waiting 6 done about –" in found.text
    assert "Telephones are ringing." in found.text
    assert "ringing now, stops ringing: 2. Listening now, hears it to the end: 1." in found.text
    assert "It says: " in found.text
    assert "Stop 横浜市旭区 (residents) for good: will not be called (again): 6" in found.text

    stopped = tanaka.send(found, f"/campaigns/{id_}/stop")

    both = "Stopped while ringing: 2. Listening at the stop, hears it to the end: 1."
    assert f"Stopped. Not called (again): 6. {both}" in stopped.text
    assert "stopping Nothing new begins. Listening now, hears it to the end: 1." in stopped.text
    assert "Stopped by tanaka, 10:00. Not called (again): 6. Stopped while ringing: 2." in stopped.text
    assert "5 of 14 heard it · not called (again), as it was stopped: 6" in stopped.text
    assert "done (" not in stopped.text  # Those who were not called are not done.
    assert not [address for address in stops(tanaka.read("/")) if id_ in address]


def test_the_words_on_the_first_page_are_those_of_the_page_and_come_without_the_opening(person, campaign):
    campaign("running")

    english = person("tanaka").read("/").source
    japanese = person("ota", language="ja").read("/").source

    assert '<span lang="en">' in english
    assert '<span lang="ja">' in japanese
    assert "This is Sample Prefecture Police" not in english


def test_the_live_part_is_a_part_and_its_forms_work(person, campaign, desk):
    tanaka, id_ = person("tanaka"), campaign("running")

    part = tanaka.read("/live/today")

    assert not part.attributes("html")
    assert part.headers["X-Made"] == "10:00:00"
    assert "X-Done" not in part.headers
    stopped = tanaka.send(part, f"/campaigns/{id_}/stop")
    assert "Stopped. Not called (again): 8." in stopped.text


def test_nothing_is_stopped_by_a_live_part_of_another_person(person, campaign):
    tanaka, suzuki, id_ = person("tanaka"), person("suzuki"), campaign("running")

    refused = suzuki.send(tanaka.read("/live/today"), f"/campaigns/{id_}/stop")

    assert refused.status == 403


def test_a_page_loads_again_when_it_has_to_offer_something_else(person, campaign, change):
    tanaka, id_ = person("tanaka"), campaign("running")
    page = tanaka.read(f"/campaigns/{id_}")
    live = next(about["data-live"] for _, about in page.tags if "data-live" in about)
    assert live == f"/live/campaigns/{id_}?was=running"
    assert "X-Done" not in tanaka.read(live).headers

    change(id_, state="paused")

    assert tanaka.read(live).headers["X-Done"] == "1"


def test_what_was_found_renews_itself_with_what_was_asked(person, campaign, change):
    tanaka, id_ = person("tanaka"), campaign("running", name="Asahi, police")
    campaign("running", name="Kohoku")

    page = tanaka.read("/campaigns?text=asahi")
    live = next(about["data-live"] for _, about in page.tags if "data-live" in about)
    assert stops(tanaka.read(live)) == [f"/campaigns/{id_}/stop"]

    change(id_, state="finished")

    assert tanaka.read(live).headers["X-Done"] == "1"


def test_the_first_page_loads_again_when_wishes_are_held_since(person):
    tanaka = person("tanaka")

    assert tanaka.read("/live/today?held=2").headers["X-Done"] == "1"
    assert "X-Done" not in tanaka.read("/live/today?held=0").headers


def test_who_only_looks_on_sees_everything_and_no_button(person, campaign, become):
    mori, id_ = person("mori", Role.VIEWER), campaign("running")
    become(id_, "heard", 3)

    for path in ("/", "/live/today", "/campaigns", f"/campaigns/{id_}", f"/live/campaigns/{id_}?was=running"):
        page = mori.read(path)
        assert "3 of 8 heard it" in page.text or "heard it 3" in page.text
        assert [address for address in page.forms if id_ in address] == []
    assert mori.read(f"/campaigns/{id_}/correct").status == 403


def test_banks_that_have_not_confirmed_are_called_again_by_one_press(person, campaign, become, change, desk):
    id_ = campaign("running", name="Banks", audience="institution", count=5)
    become(id_, "acknowledged", 3)
    become(id_, "no_answer", 2)
    change(id_, state="finished", finished_at=desk.clock.now())
    yamada = person("yamada", Role.EDITOR)
    page = yamada.read("/")
    assert "Banks · not confirmed: 2" in page.text
    assert "Call again those not confirmed (2)" in page.text

    done = yamada.send(page, f"/campaigns/{id_}/recall")

    assert "Submitted. Those not confirmed are called again" in done.text
    assert "Banks (again)" in done.text
    assert "2 have not confirmed" not in yamada.read("/").text
    with Session(desk.engine) as session:
        made = session.scalars(select(Campaign).where(Campaign.recall_of == id_)).one()
        assert (made.state, made.total, made.submitted_by) == ("submitted", 2, "yamada")


def test_a_second_press_makes_no_second_call(person, campaign, become, change, desk):
    id_ = campaign("running", audience="institution", count=3)
    become(id_, "no_answer", 3)
    change(id_, state="finished", finished_at=desk.clock.now())
    yamada = person("yamada", Role.EDITOR)
    page = yamada.read("/")
    yamada.send(page, f"/campaigns/{id_}/recall")

    again = yamada.send(page, f"/campaigns/{id_}/recall")

    assert "That had been done already." in again.text
    with Session(desk.engine) as session:
        assert len(session.scalars(select(Campaign).where(Campaign.recall_of == id_)).all()) == 1


def test_what_is_due_stands_on_the_first_page_with_its_time(person, campaign, change, desk):
    campaign("submitted", name="Waits")
    over = campaign("running", name="Over")
    change(over, state="finished", finished_at=desk.clock.now())
    text = person("tanaka").read("/").text

    assert "1 December, 10:00: lapses unless somebody decides or starts it: Waits" in text
    assert "25 November, 10:00: the numbers are erased: Over" in text


def test_the_hotline_just_now_stands_beside_what_runs(person, app, clock):
    for _ in range(6):
        app.extensions["tally"].later(clock.now(), "voice", "ja", "1-1-2")

    text = person("tanaka").read("/").text

    assert "Hotline since 09:00 Answers reached: 6 · of these, warned of a swindle: 6 6 日本語" in text


def said_of(page):
    return re.search(r"waiting \d+ done about \S+ (.*?) If stopped", page.text)[1]


def test_what_happens_just_now_is_said_as_it_is(person, campaign, ring, become, desk, clock):
    tanaka, id_ = person("tanaka"), campaign("running")
    assert said_of(tanaka.read("/")) == "Starting: the first call has not begun yet."

    ring(id_, "ringing", 2)
    assert said_of(tanaka.read("/")) == "Telephones are ringing."

    with Session(desk.engine) as session, session.begin():
        session.execute(update(Attempt).values(state="busy"))
        later = {"attempts": 1, "due_at": clock.now() + timedelta(minutes=12)}
        session.execute(update(Delivery).where(Delivery.state == "open").values(state="waiting", **later))
    text = said_of(tanaka.read("/"))
    again = "No answer so far, called again from 10:12: 2 (of those waiting)."
    assert text == f"Nothing rings now; the next calls follow. {again}"

    become(id_, "heard", 6)
    with Session(desk.engine) as session, session.begin():
        waits = update(Delivery).values(state="waiting", end=None, **later)
        session.execute(waits.where(Delivery.attempts == 1))
        session.execute(update(Delivery).where(Delivery.attempts == 0).values(state="done", end="heard"))
    text = tanaka.read(f"/campaigns/{id_}").text
    assert "running Waits: the next tries are at 10:12. Calls allowed until 17:00." in text
    assert "No answer so far, called again from 10:12: 2 (of those waiting)." in text

    clock.move_to(clock.now() + timedelta(hours=7))
    assert said_of(person("ota").read("/")).startswith("Nothing rings now. No calls now; allowed again from")


def test_campaigns_keep_their_places_whichever_began_last(person, campaign, desk, change):
    ids = [campaign("running", name=name) for name in ("Nishi", "Asahi", "Midori")]
    order = [f"/campaigns/{ids[at]}/stop" for at in (1, 2, 0)]
    tanaka = person("tanaka")
    assert stops(tanaka.read("/")) == order

    change(ids[1], state="paused")

    assert stops(tanaka.read("/")) == [*order[1:], order[0]]


@pytest.fixture
def stopped(person, campaign, become, desk, change, clock):
    """A campaign that tanaka stopped and that is over: three heard it, two had been tried in vain."""
    id_ = campaign("running", name="Aoba")
    become(id_, "heard", 3)
    with Session(desk.engine) as session, session.begin():
        waiting = select(Delivery).where(Delivery.campaign_id == id_, Delivery.state == "waiting").limit(2)
        for one in session.scalars(waiting):
            one.attempts, one.due_at = 1, clock.now() + timedelta(minutes=10)
    tanaka = person("tanaka")
    tanaka.send(tanaka.read("/"), f"/campaigns/{id_}/stop")
    change(id_, state="finished", finished_at=clock.now() + timedelta(minutes=5))
    clock.move_to(clock.now() + timedelta(minutes=20))
    return id_


def test_who_had_been_tried_before_a_stop_is_told_apart_from_who_had_not(person, stopped):
    text = person("ota").read(f"/campaigns/{stopped}").text

    assert (
        "not called: stopped before the first call 3 37.5% tried, no answer, not tried again 2 25.0%" in text
    )
    assert "not called (again), as it was stopped: 5" in text


def test_a_campaign_that_was_stopped_says_so_when_it_is_over(person, stopped):
    text = person("ota").read(f"/campaigns/{stopped}").text

    assert "stopped The last call ended at 10:05. Stopped by tanaka, 10:00." in text
    assert "Whoever had answered could hear it to the end. Results 3 3 of 8 heard it" in text
    assert "All is done" not in text


def test_what_ended_today_stands_under_what_runs(person, stopped, campaign, change, clock):
    change(campaign("running", name="Older"), state="finished", finished_at=clock.now() - timedelta(days=1))

    text = person("ota").read("/").text

    left_out = "not called (again), as it was stopped: 5"
    assert f"Ended today Aoba · stopped · 10:05 · 3 of 8 heard it · {left_out} Hotline" in text
    assert "Aoba stopped · residents · 10:05 · 3 of 8 heard it" in text


def test_a_stop_with_nobody_waiting_says_what_it_silences(person, campaign, become, ring):
    id_ = campaign("running")
    ring(id_, "ringing", 2)
    become(id_, "heard", 6)

    text = person("tanaka").read("/").text

    assert "Stop 横浜市旭区 (residents) for good: stops what rings now: 2" in text


def test_what_should_have_been_done_by_now_is_called_overdue(person, campaign, change, clock):
    change(campaign("running", name="Old"), state="finished", finished_at=clock.now() - timedelta(days=6))

    text = person("tanaka").read("/").text

    assert "Overdue since 19 November, 10:00, the numbers are still to be erased: Old" in text
    assert "10:00: the numbers are erased: Old" not in text


def test_the_other_half_of_an_alert_is_one_press_away(person, campaign):
    homes, banks = (
        campaign("running", name="Bail, homes"),
        campaign("running", name="Bail, banks", audience="institution"),
    )

    page = person("tanaka").read(f"/campaigns/{homes}")

    assert "Together with: Bail, banks (institutions, 8)" in page.text
    assert f"/campaigns/{banks}" in page.links
