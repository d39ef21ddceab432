"""How everything is, in sentences: what has to be mended first, and with it what to do."""

import threading
from datetime import timedelta

import pytest
from flask import Blueprint
from sqlalchemy import insert, select, update
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery, Sender
from campaigns.people import Role
from carrier.access import Access
from carrier.gate import protect
from carrier.port import Unavailable
from console.health import asking, running
from console.health.finding import Finding
from db.seen import Sign


@pytest.fixture
def carrier(desk):
    """The carrier, which counts how often it is asked."""

    class Asked:
        asked, away = 0, False

    asked = Asked()

    def list_calls(sender, since, limit):
        asked.asked += 1
        if asked.away:
            raise Unavailable("it did not answer in time")
        return []

    desk.carrier.list_calls = list_calls
    return asked


@pytest.fixture
def found(desk):
    """Return the English sentence of what is found now, by id."""
    return lambda: {one.id: one.words for one in running.running(desk, desk.clock.now())}


@pytest.fixture
def called(desk):
    """Let so many calls of a campaign have begun and, unless told otherwise, ended some time ago."""

    def call(campaign, count=1, *, ended=None, begun=timedelta(), ref="CA1"):
        now = desk.clock.now()
        with Session(desk.engine) as session, session.begin():
            waiting = select(Delivery.id).where(Delivery.campaign_id == campaign).limit(count)
            for n, delivery in enumerate(session.scalars(waiting).all()):
                row = {"campaign_id": campaign, "delivery_id": delivery, "number": 1, "channel": "voice"}
                row |= {"token": f"{campaign}{n}", "ref": f"{ref}{n}", "placing_at": now - begun}
                row |= {"state": "heard" if ended else "ringing", "ended_at": ended and now - ended}
                session.execute(insert(Attempt).values(**row))

    return call


def test_the_page_says_how_everything_is(person, carrier, campaign, desk):
    campaign("running")
    Sign(desk.engine, "host-1").give(desk.clock.now())

    page = person("yamada", Role.VIEWER).read("/health")

    assert "The carrier answers in" in page.text
    assert "Workers: 1; the last spoke 0 s ago." in page.text
    assert "Numbers held for campaigns: 8; of those under way until they have ended" in page.text
    assert "Everything is well" in page.text
    assert [about["data-live"] for about in page.attributes("div") if "data-live" in about] == [
        "/health/live"
    ]


def test_a_running_campaign_without_a_worker_stands_first_with_what_to_do(person, carrier, campaign):
    campaign("running")

    page = person("yamada", Role.VIEWER, language="ja").read("/health")

    assert "待っている呼びかけは1件です" in page.text
    assert (
        page.text.index("対応が必要なもの")
        < page.text.index("`yobikake worker`")
        < page.text.index("正常なもの")
    )


def test_a_worker_that_falls_silent_is_missed_half_a_minute_later(campaign, desk, clock, found):
    campaign("running")
    sign = Sign(desk.engine, "host-1")
    sign.give(clock.now())

    clock.sleep(25)
    assert found()["workers.alive"] == "workers: Workers: 1; the last spoke 25 s ago."
    clock.sleep(6)
    assert "workers.missing" in found()
    sign.give(clock.now())
    assert "workers.alive" in found()
    sign.end()
    assert "workers.missing" in found()


def test_where_nothing_runs_no_worker_is_missed(found):
    assert found()["workers.none"].endswith("No worker runs, and no campaign waits for one.")


def test_many_who_look_ask_the_carrier_once_in_half_a_minute(person, carrier, clock):
    viewers = [person(name, Role.VIEWER) for name in ("yamada", "ito")]

    for _ in range(3):
        for viewer in viewers:
            viewer.read("/health/live")
    assert carrier.asked == 1
    clock.sleep(31)
    page = viewers[0].read("/health")

    assert carrier.asked == 2
    assert "Asked at 10:00." in page.text


def test_a_press_asks_the_carrier_again_but_not_twice_within_seconds(person, carrier, clock):
    viewer = person("yamada", Role.VIEWER)
    page = viewer.read("/health")
    clock.sleep(6)
    carrier.away = True

    page = viewer.send(page, "/health/ask")

    assert "The carrier does not answer: it did not answer in time." in page.text
    assert "What to do: Look at CARRIER, TWILIO_*" in page.text
    viewer.send(page, "/health/ask")
    assert carrier.asked == 2


def test_nobody_waits_for_a_carrier_that_stays_silent(desk, clock):
    silent = threading.Event()
    desk.carrier.list_calls = lambda *_, **__: [] if silent.wait(5) else None
    asker = asking.Asker(desk)

    waiting = asker.look(patience=0.01)
    silent.set()

    assert (waiting.finding.id, waiting.at) == ("carrier.waiting", None)
    assert asker.look(patience=5).finding.id == "carrier.training"


def test_records_that_nobody_erases_are_told_of_after_an_hour(campaign, called, found):
    id_ = campaign("running")
    called(id_, 3, ended=timedelta(minutes=40))
    assert found()["records.wait"] == (
        "records: Records that wait for erasure at the carrier: 3, the oldest for 40 min."
    )


def test_old_records_are_to_be_mended(campaign, called, found):
    called(campaign("running"), 3, ended=timedelta(hours=3))

    assert "A worker erases them" in found()["records.late"]


def test_calls_that_never_end_are_told_of(campaign, called, found):
    called(campaign("running"), 2, begun=timedelta(hours=5))

    assert "the oldest for 5 h" in found()["calls.stuck"]
    assert found()["calls.work"].startswith(
        "calls: Due now and waiting for their turn: 8. Under way: 2. Late"
    )


def test_a_sender_that_the_carrier_slows_is_named(desk, clock, found):
    row = {"next_slot": clock.now(), "slowed": 2, "slowed_at": clock.now()}
    with Session(desk.engine) as session, session.begin():
        session.execute(insert(Sender).values(name=desk.voices[0], **row))

    assert "is slowed by the carrier to 1/4" in found()["senders.slowed"]


def test_numbers_are_held_until_the_last_hold_is_over(campaign, desk, clock, found):
    campaign("running")
    with Session(desk.engine) as session, session.begin():
        session.execute(update(Campaign).values(state="finished", finished_at=clock.now()))

    assert found()["held.until"] == "numbers held: Numbers held for campaigns: 8, until 2026-11-25 10:00."
    clock.sleep(86_401)
    assert "the hold was over at 2026-11-25 10:00" in found()["held.over"]


def test_requests_that_are_not_the_carriers_are_counted(app, person, carrier):
    hooks = Blueprint("hooks", __name__)
    protect(hooks)
    hooks.post("/hook")(lambda: "")
    app.register_blueprint(hooks)
    assert hooks.yobikake_access == Access.CARRIER
    viewer = person("yamada", Role.VIEWER)

    quiet = viewer.read("/health/live")
    app.test_client().post("/hook")
    wrong = viewer.read("/health/live")

    assert "no request of the carrier has reached this process" in quiet.text
    assert "every request to the webhooks was wrongly signed and turned away: 1" in wrong.text
    assert "compare both" in wrong.text


def test_a_length_of_time_is_said_in_the_unit_that_people_would_take():
    def said(**length):
        return Finding("records.wait", slots={"count": 1, "oldest": timedelta(**length)}).words[-10:]

    assert [said(seconds=119), said(minutes=119), said(hours=47), said(hours=48)] == [
        *("for 119 s.", "r 119 min.", " for 47 h.", "or 2 days."),
    ]
