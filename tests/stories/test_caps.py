"""A home is called once a day and twice a week at most, whatever campaigns there are; and less in a surge."""

from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select, update
from sqlalchemy.orm import Session

from app import surging
from campaigns import lifecycle, surge, tallies
from campaigns.models import Attempt, Rung
from carrier.simulator.faults import Faults
from db.clock import TOKYO
from privacy.number import PhoneNumber

LISTENS, BUSY = "045-300-0007", "045-300-0001"
ONCE = "{times: 0}"
TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)


def at(day, clock):
    return datetime.fromisoformat(f"2026-11-{day} {clock}").replace(tzinfo=TOKYO)


def put_off(house, campaign):
    with Session(house.parts.engine) as session:
        return tallies.put_off(session, campaign)


def starts(house, number):
    return [call.created_at.astimezone(TOKYO) for call in house.calls_to(number)]


def test_who_took_a_call_today_is_called_tomorrow(house):
    house.run(LISTENS)
    second = house.run(LISTENS, name="another")

    assert [start.date().day for start in starts(house, LISTENS)] == [24, 25]
    assert starts(house, LISTENS)[1] == at(25, "09:00")
    assert (house.counts(second), put_off(house, second)) == ({"heard": 1}, 1)


def test_who_took_two_calls_in_a_week_waits_until_the_first_is_a_week_ago(house):
    for _ in range(3):
        house.run(LISTENS)

    # 24 and 25 November; the first counts until the 30th.
    assert starts(house, LISTENS)[2] == datetime(2026, 12, 1, 9, tzinfo=TOKYO)


def test_nobody_is_tried_more_than_three_times_a_day(house):
    house.run(BUSY, retry="{times: 5, after: 1m}")

    assert [start.day for start in starts(house, BUSY)] == [24, 24, 24, 25, 25, 25]


def test_who_cannot_be_called_before_it_is_too_late_expires(house):
    house.run(LISTENS)
    second = house.run(LISTENS, not_after="2026-11-25T09:00:00+09:00")

    assert (house.counts(second), put_off(house, second)) == ({"expired": 1}, 1)


def test_a_home_that_is_just_being_called_is_not_called_by_another_campaign(house):
    first, second = house.start(LISTENS), house.start(LISTENS, name="another")
    house.pass_time(seconds=30)

    assert len(house.calls_to(LISTENS)) == 1
    assert house.finish(first)
    assert house.finish(second)
    assert [start.day for start in starts(house, LISTENS)] == [24, 25]


def test_texts_and_institutions_have_no_caps(house):
    bank = "045-311-0007"
    house.run(bank, audience="institution")
    house.run(bank, audience="institution")
    house.run("090-1234-0007", channel="sms")
    house.run("090-1234-0007", channel="sms")

    assert [start.day for start in starts(house, bank)] == [24, 24]
    assert len(house.texts_to("090-1234-0007")) == 2


def test_an_emergency_may_go_without_caps(house):
    house.run(LISTENS)
    campaign = house.draft(LISTENS, emergency="true", cap="off")
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    for name in ("tanaka", "kimura"):
        lifecycle.approve(house.desk, campaign, replace(house.tanaka, name=name), house.now)
    lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    house.finish(campaign)

    assert [start.day for start in starts(house, LISTENS)] == [24, 24]


def test_a_request_that_was_never_processed_is_no_attempt(open_house):
    house = open_house(faults=Faults(too_many=0.4))
    house.run(*house.homes(10), pace="{per_second: 5}", retry=ONCE)

    with Session(house.parts.engine) as session:
        rows = session.scalars(select(Rung)).all()
    assert len(house.rows(Attempt)) > 10
    assert sum(row.begun for row in rows) == sum(row.ended for row in rows) == len(house.calls) == 10


def test_what_is_not_counted_yet_is_counted_before_the_numbers_are_erased(house):
    campaign = house.run(LISTENS)
    with Session(house.parts.engine) as session, session.begin():
        session.execute(update(Attempt).values(counted=False))
        session.execute(update(Rung).values(answered=0, ended=0))
    lifecycle.close(house.desk, campaign, house.tanaka, house.now)

    with Session(house.parts.engine) as session:
        assert session.execute(select(Rung.answered, Rung.ended)).all() == [(1, 1)]


def test_institutions_are_called_before_homes(open_house):
    house = open_house(sender_pace=1)
    homes, bank = house.homes(5), "045-311-0007"
    house.start(*homes)
    house.start(bank, audience="institution")
    house.pass_time(seconds=10)

    called = [call.order.to for call in house.calls]
    assert called.index(PhoneNumber.parse(bank).e164) == 0
    assert len(called) > 3


@pytest.fixture
def busy_house(house):
    """A house whose line lets calls to homes give way at more than four calls a minute."""
    for worker in house.workers:
        worker._desk = replace(house.desk, policy=replace(house.desk.policy, surge_calls_a_minute=4))
    return house


def people_ring(house, callers):
    inbound = house._app.extensions["inbound"]
    for _ in range(callers):
        inbound.came(house.now)
    surging.tell(house.parts, inbound)


def calls_told(house):
    surging.tell(house.parts, house._app.extensions["inbound"])
    with Session(house.parts.engine) as session:
        return surge.load(session, house.now)


def test_every_call_that_comes_in_counts_for_a_minute(house):
    house.telephone().dial(house.hotline)
    house.telephone().text(house.hotline, "1")
    told = calls_told(house)
    house.pass_time(minutes=1)

    assert (told, calls_told(house)) == (1, 0)


def test_a_process_that_is_gone_says_nothing_any_more(house):
    surge.note(house.parts.engine, "gone", 50, house.now)
    house.pass_time(seconds=31)

    assert calls_told(house) == 0


@pytest.mark.parametrize(("callers", "called"), [(4, 30), (5, 15), (7, 8), (9, 0)])
def test_the_more_people_ring_the_hotline_the_fewer_homes_are_called(busy_house, callers, called):
    people_ring(busy_house, callers)
    busy_house.start(*busy_house.homes(40), retry=ONCE, pace="{per_second: 1, at_once: 40}")
    busy_house.pass_time(seconds=29.5)

    assert abs(len(busy_house.calls) - called) <= 1


def test_when_the_hotline_is_quiet_again_calls_go_on_and_institutions_never_waited(busy_house):
    people_ring(busy_house, 9)
    homes, bank = busy_house.homes(3), "045-311-0007"
    campaign = busy_house.start(*homes)
    busy_house.run(bank, audience="institution")

    assert starts(busy_house, bank)[0] < TEN + timedelta(seconds=3)
    assert busy_house.finish(campaign)
    assert min(starts(busy_house, home)[0] for home in homes) >= TEN + surge.FRESH
