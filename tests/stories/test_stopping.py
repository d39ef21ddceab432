"""Stop, at the worst moment: requests are under way, answers are lost, somebody has just picked up."""

from dataclasses import replace
from datetime import timedelta
from threading import Barrier

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.cancelling import SIDE_BY_SIDE, cancel_begun
from campaigns.dispatch import Dispatcher
from campaigns.halting import stop_and_wait
from campaigns.models import Attempt
from carrier.simulator.faults import Faults


class StoppedMeanwhile:
    """A carrier during whose answers somebody stops the campaign."""

    def __init__(self, house, campaign):
        self._house, self._campaign = house, campaign

    def place(self, order):
        ref = self._house.desk.carrier.place(order)
        lifecycle.halt(self._house.desk, self._campaign, self._house.tanaka, self._house.now)
        return ref

    def __getattr__(self, name):
        return getattr(self._house.desk.carrier, name)


def test_a_call_whose_answer_comes_after_stop_is_cancelled_at_once(house):
    campaign = house.start("045-300-0002", "045-301-0002")
    worker = Dispatcher(replace(house.desk, carrier=StoppedMeanwhile(house, campaign)), "worker")

    worker.step(house.now)
    house.network.run_due(house.now)

    assert [call.status for call in house.calls] == ["canceled"]
    assert [attempt.state for attempt in house.attempts(campaign)] == ["cancelled"]


def test_who_picked_up_just_before_stop_hears_the_call_to_its_end(house):
    phone = house.resident("045-300-4321")
    campaign = house.start("045-300-4321")
    house.drive(lambda: phone.call is not None and phone.call.status == "ringing")
    phone.answer(hear=False)
    lifecycle.halt(house.desk, campaign, house.tanaka, house.now)
    with Session(house.parts.engine) as session, session.begin():
        session.execute(update(Attempt).values(state="ringing"))  # As if we had not heard of it yet.

    cancel_begun(house.desk, campaign)

    assert house.calls[0].status == "in-progress"
    assert [attempt.state for attempt in house.attempts(campaign)] == ["answered"]


class EightAtOnce:
    """A carrier that cancels nothing before eight requests to cancel are there."""

    def __init__(self, carrier):
        self._carrier, self._together = carrier, Barrier(SIDE_BY_SIDE, timeout=5)

    def cancel(self, ref):
        self._together.wait()
        self._carrier.cancel(ref)

    def __getattr__(self, name):
        return getattr(self._carrier, name)


def all_ring(house, count):
    """Let so many telephones ring that nobody answers."""
    pace = f"{{per_second: 20, at_once: {count}}}"
    campaign = house.start(*house.homes(count, last="0002"), pace=pace)
    ringing = ["ringing"] * count
    house.drive(lambda: [attempt.state for attempt in house.attempts(campaign)] == ringing)
    return campaign


def test_forty_that_ring_are_cancelled_eight_at_a_time_and_counted(open_house):
    house = open_house(calls_per_second=None)
    campaign, began = all_ring(house, 40), house.now
    desk = replace(house.desk, carrier=EightAtOnce(house.desk.carrier))

    stopped = stop_and_wait(desk, campaign, house.tanaka)

    assert (stopped.cancelled, stopped.rang, stopped.left) == (40, 40, 0)
    assert {call.status for call in house.calls} == {"canceled"}
    assert house.now == began  # Nothing is waited for.
    assert stopped.as_text() == f"{campaign}: stopped; 0 will not be called, 40 cancelled, 40 of them rang"


def test_stop_tells_those_that_rang_from_those_still_queued_at_the_carrier(open_house):
    house = open_house(calls_per_second=0.1)
    campaign = house.start(*house.homes(3, last="0002"), pace="{per_second: 20, at_once: 3}")
    house.drive(lambda: "ringing" in [attempt.state for attempt in house.attempts(campaign)])

    stopped = stop_and_wait(house.desk, campaign, house.tanaka)

    assert (stopped.cancelled, stopped.rang) == (3, 1)


def test_stop_finds_calls_whose_answers_were_lost_within_seconds_and_cancels_them(open_house):
    house = open_house(faults=Faults(answer_lost=1.0, callback_lost=1.0), calls_per_second=0.01)
    campaign = house.start("045-300-0002", "045-301-0002")
    house.drive(lambda: len(house.calls) == 2)
    house.network.faults = Faults()
    house.workers.clear()
    began = house.now

    stopped = stop_and_wait(house.desk, campaign, house.tanaka)

    assert (stopped.cancelled, stopped.left) == (2, 0)
    assert [call.status for call in house.calls] == ["canceled", "canceled"]
    assert house.now - began <= timedelta(seconds=2)


def test_what_the_carrier_never_had_is_told_as_left_when_its_time_is_over(open_house):
    house = open_house(faults=Faults(error_before=1.0))
    campaign = house.start("045-300-0002")
    house.drive(lambda: len(house.attempts(campaign)) == 1)
    house.network.faults = Faults()
    began = house.now

    stopped = stop_and_wait(house.desk, campaign, house.tanaka)

    assert (stopped.cancelled, stopped.left) == (0, 1)
    assert timedelta(seconds=40) < house.now - began < timedelta(seconds=50)
    assert house.finish(campaign)
    assert house.now - began > timedelta(minutes=5)
    assert house.counts(campaign) == {"not_placed": 1}
    assert house.calls == []


def test_a_call_that_may_be_another_campaigns_is_not_cancelled_in_its_place(open_house):
    house = open_house(faults=Faults(answer_lost=1.0, callback_lost=1.0), calls_per_second=0.001)
    ours = house.start("045-300-0002", audience="institution")
    house.drive(lambda: len(house.calls) == 1)
    house.network.faults = Faults(error_before=1.0)
    theirs = house.start("045-300-0002", audience="institution", name="Another")
    house.drive(lambda: len(house.attempts(theirs)) == 1)
    house.network.faults = Faults()
    house.workers.clear()

    stopped = stop_and_wait(house.desk, theirs, house.tanaka, seconds=10)

    assert (stopped.cancelled, stopped.left) == (0, 1)
    assert [call.status for call in house.calls] != ["canceled"]
    assert [attempt.state for attempt in house.attempts(ours)] == ["placing"]


def test_what_was_approved_and_found_wrong_never_starts(house):
    campaign = house.approved("045-300-0001")

    assert lifecycle.halt(house.desk, campaign, house.tanaka, house.now) == 1

    with pytest.raises(lifecycle.NotNow):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    assert house.counts(campaign) == {"stopped": 1}
    house.pass_time(minutes=5)
    assert house.calls == []
