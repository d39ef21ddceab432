"""Several numbers of ours: they take turns, each keeps its own pace, and each is looked up for itself."""

from collections import Counter
from datetime import timedelta

import pytest

from app.settings import Settings
from campaigns.pace import interval
from carrier.simulator.faults import Faults

FIRST, SECOND = "+81450000100", "+81450000222"
BOTH = {"settings": Settings.model_validate({"voice_from": f"{FIRST}, {SECOND}", "sms_from": "KakuuPolice"})}


@pytest.fixture
def house(open_house):
    """A house whose calls come from two numbers."""
    return open_house(**BOTH)


def senders(house):
    return Counter(call.order.from_ for call in house.calls)


def test_calls_come_from_each_number_in_turn_and_texts_from_their_own(house):
    campaign = house.start(*house.homes(6, "0001"), channel="voice-then-sms", retry="{times: 0}")
    house.finish(campaign)

    assert senders(house) == {FIRST: 3, SECOND: 3}
    assert Counter(attempt.sender for attempt in house.attempts(campaign)) == senders(house)


def test_each_number_keeps_the_pace_of_a_sender(open_house):
    house = open_house(sender_pace=1, **BOTH)

    house.run(*house.homes(8), pace="{per_second: 10}")

    for sender in (FIRST, SECOND):
        begun = sorted(call.created_at for call in house.calls if call.order.from_ == sender)
        assert len(begun) == 4
        assert begun[-1] - begun[0] == 3 * interval(1)


def test_a_campaign_may_name_the_number_that_it_calls_from(house):
    house.run(*house.homes(3), sender=f'"{SECOND}"')

    assert senders(house) == {SECOND: 3}


def test_a_campaign_waits_with_the_reason_where_its_number_is_ours_no_more(house):
    campaign = house.start(*house.homes(3), sender='"+81450000999"')
    house.pass_time(seconds=5)

    assert house.state(campaign) == "paused"
    assert house.calls == []


def test_lost_answers_are_looked_up_by_the_number_they_came_from(open_house):
    house = open_house(faults=Faults(answer_lost=1.0, callback_lost=1.0), **BOTH)
    campaign = house.start(*house.homes(4, "0001"), retry="{times: 0}")
    house.pass_time(seconds=30)

    house.network.faults = Faults()
    house.finish(campaign)

    assert senders(house) == {FIRST: 2, SECOND: 2}
    assert house.counts(campaign) == {"busy": 4}
    assert all(attempt.ref for attempt in house.attempts(campaign))


def test_only_the_number_that_the_carrier_complains_about_goes_more_slowly(open_house):
    house = open_house(sender_pace=1, **BOTH)
    house.network.faults = Faults(too_many=1.0)
    campaign = house.start(*house.homes(1), sender=f'"{FIRST}"')
    house.pass_time(seconds=1)
    house.network.faults = Faults()

    other = house.start(*house.homes(12)[1:], pace="{per_second: 10}")
    for _ in range(6):
        house.pass_time(seconds=1)

    counted = Counter(attempt.sender for attempt in house.attempts(other))
    assert counted[SECOND] > counted[FIRST] > 0
    assert house.finish(campaign)
    assert house.now - house.calls[0].created_at < timedelta(hours=1)
