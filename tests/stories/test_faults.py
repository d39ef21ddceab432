"""What goes wrong between us and the carrier: nobody is called more often for it, and every count adds up."""

import random
from collections import Counter

import pytest

from campaigns.models import Attempt, Delivery
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
    del house.network.numbers[house.desk.voice_from]

    campaign = house.start("045-300-0006")
    house.pass_time(minutes=1)

    assert house.state(campaign) == "paused"
    assert house.calls == []
