"""What goes wrong between us and the carrier: nobody is called more often for it, and every count adds up."""

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from sqlalchemy.orm import Session

from campaigns import lifecycle, receipts
from campaigns.models import Attempt, Delivery
from campaigns.pace import MOST_SLOWED
from campaigns.reconcile import Reconciler
from campaigns.senders import slowed
from campaigns.stale import AGAIN, LOST
from carrier.events import TextProgress
from carrier.port import Progress, Unavailable
from carrier.simulator.faults import Faults

EVERY_KIND = ["0006", "0001", "0002", "0003", "0004", "0005"]


def everybody(each):
    return [f"045-{300 + n}-{last}" for n in range(each) for last in EVERY_KIND]


def test_a_report_twice_or_out_of_order_changes_nothing(house):
    house.run(*everybody(1), "090-1234-0006", channel="voice-then-sms")
    before = house.rows(Attempt), house.rows(Delivery)
    reports = [request for request, _ in house.tap.sent if "/status" in request.url]

    random.Random(1).shuffle(reports)
    answers = [house.network.web.send(report).status for report in [*reports, *reports[::-1]]]

    assert len(reports) >= 20
    assert set(answers) == {204}
    assert (house.rows(Attempt), house.rows(Delivery)) == before


def test_a_request_for_our_words_twice_gets_the_same_words(house):
    house.run("045-300-0006", "045-300-0007")
    asked = [(request, reply.body) for request, reply in house.tap.sent if reply.body]
    before = house.rows(Attempt)

    again = [house.network.web.send(request).body for request, _ in asked]

    assert again == [body for _, body in asked]
    assert house.rows(Attempt) == before


@pytest.mark.parametrize(
    "fault", ["callback_doubled", "callback_reordered", "callback_late", "callback_lost"]
)
def test_whatever_becomes_of_the_reports_the_campaign_ends_with_the_same_counts(house, open_house, fault):
    usual = house.counts(house.run(*everybody(2), retry="{times: 1}"))
    troubled = open_house(faults=Faults(**{fault: 1.0}))

    campaign = troubled.run(*everybody(2), retry="{times: 1}")

    assert troubled.counts(campaign) == usual
    assert len(troubled.calls) == len(house.calls)


def test_with_every_report_lost_the_lines_come_back(open_house):
    house = open_house(faults=Faults(callback_lost=1.0))

    campaign = house.run(*house.homes(6, "0002"), pace="{per_second: 5, at_once: 2}", retry="{times: 0}")

    assert house.counts(campaign) == {"no_answer": 6}


@pytest.mark.parametrize(
    ("faults", "each"),
    [
        (Faults(too_many=0.2), 3),
        (Faults(error_before=0.2), 3),
        (Faults(error_after=0.2), 3),
        (Faults(answer_lost=0.2), 3),
        (Faults(too_many=0.05, error_before=0.05, error_after=0.05, answer_lost=0.05, callback_lost=0.1), 10),
    ],
    ids=["429", "500 before", "503 after", "answer lost", "all together"],
)
def test_nobody_is_called_more_often_than_there_were_attempts(open_house, faults, each):
    house = open_house(faults=faults)

    campaign = house.run(*everybody(each), pace="{per_second: 5, at_once: 60}", retry="{times: 1}")

    attempts = house.attempts(campaign)
    placed = Counter(attempt.delivery_id for attempt in attempts if attempt.ref)
    calls = Counter(call.order.to for call in house.calls)
    assert sum(house.counts(campaign).values()) == 6 * each
    assert sorted(attempt.ref for attempt in attempts if attempt.ref) == sorted(
        call.sid for call in house.calls
    )
    assert sorted(calls.values()) == sorted(placed.values())
    assert max(calls.values()) <= 2


def test_a_call_whose_answer_and_reports_were_all_lost_is_found_at_the_carrier(open_house):
    house = open_house(faults=Faults(answer_lost=1.0, callback_lost=1.0))
    campaign = house.start("045-300-0001", retry="{times: 0}")
    house.pass_time(seconds=30)

    house.network.faults = Faults()
    house.finish(campaign)

    assert len(house.calls) == 1
    assert house.counts(campaign) == {"busy": 1}


def test_the_same_circumstances_play_the_same_way_again(open_house):
    faults = Faults(too_many=0.1, answer_lost=0.1, callback_late=0.2)

    plays = []
    for _ in range(2):
        house = open_house(faults=faults, seed=7)
        house.run(*[f"045-{300 + n}-1234" for n in range(12)], pace="{per_second: 3}")
        plays.append([(call.order.to, call.created_at, call.status) for call in house.calls])

    assert plays[0] == plays[1]


def test_a_sender_that_the_carrier_does_not_know_pauses_the_campaign(house):
    del house.network.numbers[house.desk.voices[0]]

    campaign = house.start("045-300-0006")
    house.pass_time(minutes=1)

    assert house.state(campaign) == "paused"
    assert house.calls == []


class Wire:
    """The carrier, with a note of what it is asked; away where the test says so."""

    def __init__(self, carrier):
        self._carrier, self.asked, self.away = carrier, [], False

    def __getattr__(self, name):
        def ask(*args, **kwargs):
            self.asked.append(name)
            if self.away:
                raise Unavailable("no connection to the carrier", processed=False)
            return getattr(self._carrier, name)(*args, **kwargs)

        return ask


@pytest.fixture
def wire(house):
    return Wire(house.desk.carrier)


def slowed_now(house):
    with Session(house.parts.engine) as session:
        return slowed(session, house.desk.voices[0], house.now)


def stop_working(house):
    house.workers.clear()


def test_too_many_requests_are_tried_again_after_growing_waits(open_house):
    house = open_house(faults=Faults(too_many=1.0))
    campaign = house.start("045-300-0006")
    house.pass_time(minutes=12)

    begun = sorted(attempt.placing_at for attempt in house.attempts(campaign))
    waits = [(then - before).total_seconds() for before, then in pairwise(begun)]
    house.network.faults = Faults()
    house.finish(campaign)

    usual = [15, 30, 60, 120, 240]
    assert len(waits) >= 3
    assert all(0.5 * u - 1 <= wait <= 1.5 * u + 2 for wait, u in zip(waits, usual, strict=False))
    assert len(house.calls) == 1
    assert house.counts(campaign) == {"heard": 1}


def test_the_pace_gives_way_to_a_carrier_that_has_too_much_and_comes_back(open_house):
    house = open_house(faults=Faults(too_many=1.0), sender_pace=4.0)
    campaign = house.start(*house.homes(80), pace="{per_second: 4, at_once: 80}")
    house.pass_time(minutes=1)
    begun = [attempt.placing_at for attempt in house.attempts(campaign)]
    last = [at for at in begun if at > house.now - timedelta(seconds=20)]
    assert slowed_now(house) == MOST_SLOWED
    assert len(last) <= 20 * 4 / 2**MOST_SLOWED + 1

    house.network.faults = Faults()
    house.finish(campaign)

    assert slowed_now(house) == 0
    assert house.counts(campaign) == {"heard": 80}
    assert max(Counter(call.order.to for call in house.calls).values()) == 1


def test_requests_whose_answers_were_lost_share_one_list(house, wire):
    house.network.faults = Faults(answer_lost=1.0, callback_lost=1.0)
    campaign = house.start(*house.homes(12, "0001"), pace="{per_second: 10, at_once: 12}")
    house.pass_time(seconds=5)
    house.network.faults = Faults()
    stop_working(house)
    house.pass_time(minutes=1)

    Reconciler(replace(house.desk, carrier=wire)).look(house.now)

    assert wire.asked == ["list_calls"]
    assert [attempt.state for attempt in house.attempts(campaign)] == ["busy"] * 12
    assert sorted(attempt.ref for attempt in house.attempts(campaign)) == sorted(c.sid for c in house.calls)


def test_calls_that_never_report_share_one_list_too(house, wire):
    house.network.faults = Faults(callback_lost=1.0)
    campaign = house.start(*house.homes(12, "0001"), pace="{per_second: 10, at_once: 12}", retry="{times: 0}")
    house.pass_time(seconds=5)
    stop_working(house)
    house.pass_time(minutes=3)

    Reconciler(replace(house.desk, carrier=wire)).look(house.now)

    assert wire.asked == ["list_calls"]
    assert house.counts(campaign) == {"busy": 12}


def test_a_request_that_never_arrived_is_made_again_only_after_two_looks(open_house):
    house = open_house(faults=Faults(error_before=1.0))
    campaign = house.start("045-300-0006")
    house.pass_time(seconds=10)

    house.network.faults = Faults()
    house.finish(campaign)

    first, second = sorted(house.attempts(campaign), key=lambda attempt: attempt.number)
    assert first.state == "not_placed"
    assert second.placing_at - first.placing_at >= LOST + AGAIN
    assert first.ended_at - first.missed_at >= AGAIN
    assert len(house.calls) == 1


def test_a_carrier_that_is_away_is_asked_less_and_less_often(house, wire):
    house.network.faults = Faults(answer_lost=1.0, callback_lost=1.0)
    campaign = house.start(*house.homes(3, "0001"))
    house.pass_time(seconds=10)
    stop_working(house)
    house.network.faults = Faults()
    house.pass_time(minutes=1)
    reconciler, wire.away = Reconciler(replace(house.desk, carrier=wire)), True

    for second in range(0, 1800, 2):
        reconciler.look(house.now + timedelta(seconds=second))

    assert 8 <= len(wire.asked) <= 15
    assert {attempt.state for attempt in house.attempts(campaign)} == {"placing"}
    wire.away = False
    reconciler.look(house.now + timedelta(seconds=2400))
    assert {attempt.state for attempt in house.attempts(campaign)} == {"busy"}


def test_with_every_report_lost_it_ends_in_bounded_time_after_the_last_call(open_house):
    house = open_house(faults=Faults(callback_lost=1.0))

    campaign = house.run(*everybody(5), pace="{per_second: 2, at_once: 10}", retry="{times: 0}")

    with Session(house.parts.engine) as session:
        finished = lifecycle.find(session, campaign).finished_at
    last = max(call.ended_at for call in house.calls)
    assert sum(house.counts(campaign).values()) == 30
    assert finished - last <= timedelta(minutes=4)


@pytest.mark.parametrize(("code", "state"), [(30007, "paused"), (30003, "running"), (None, "running")])
def test_what_every_text_would_meet_pauses_the_campaign_and_is_said(house, code, state):
    campaign = house.start("090-1234-0006", "090-1234-0007", channel="sms")
    house.drive(lambda: any(attempt.ref for attempt in house.attempts(campaign)))
    one = house.attempts(campaign)[0]

    with Session(house.parts.engine) as session, session.begin():
        report = TextProgress(one.ref, Progress.UNDELIVERED, code)
        receipts.record(session, one.token, report, house.now)

    assert house.state(campaign) == state
    with Session(house.parts.engine) as session:
        trouble = lifecycle.find(session, campaign).trouble
    assert trouble == ("filtered as unwanted (carrier code 30007)" if state == "paused" else None)
