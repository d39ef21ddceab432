"""Stop, at the worst moment: requests are under way, answers are lost, somebody has just picked up."""

from dataclasses import replace

import pytest
from sqlalchemy import update
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.dispatch import Dispatcher
from campaigns.halting import cancel_begun, stop_and_wait
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


def test_stop_finds_calls_whose_answers_were_lost_and_cancels_them(open_house):
    house = open_house(faults=Faults(answer_lost=1.0, callback_lost=1.0), calls_per_second=0.01)
    campaign = house.start("045-300-0002", "045-301-0002")
    house.pass_time(seconds=5)
    house.network.faults = Faults()
    house.workers.clear()

    stopped = stop_and_wait(house.desk, campaign, house.tanaka)

    assert (stopped.cancelled, stopped.left) == (2, 0)
    assert [call.status for call in house.calls] == ["canceled", "canceled"]


def test_what_was_approved_and_found_wrong_never_starts(house):
    campaign = house.approved("045-300-0001")

    assert lifecycle.halt(house.desk, campaign, house.tanaka, house.now) == 1

    with pytest.raises(lifecycle.NotNow):
        lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    assert house.counts(campaign) == {"stopped": 1}
    house.pass_time(minutes=5)
    assert house.calls == []
