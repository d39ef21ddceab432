"""The same campaign on a PostgreSQL server, with three workers that share it."""

import pytest

from campaigns import lifecycle

pytestmark = pytest.mark.postgres


def test_three_workers_on_a_server_call_everybody_once(open_house, postgres_url):
    house = open_house(database_url=postgres_url, workers=3)
    campaign = house.start(*house.homes(30), pace="{per_second: 5, at_once: 10}")

    house.finish(campaign)

    called = [call.order.to for call in house.network.calls.values()]
    assert len(called) == len(set(called)) == 30
    assert house.counts(campaign) == {"heard": 30}


def test_stop_on_a_server_leaves_nobody_waiting(open_house, postgres_url):
    house = open_house(database_url=postgres_url, workers=2)
    campaign = house.start(*house.homes(30), pace="{per_second: 2, at_once: 5}")
    house.pass_time(seconds=4)

    lifecycle.halt(house.desk, campaign, house.tanaka, house.now)
    house.finish(campaign)

    counts = house.counts(campaign)
    assert sum(counts.values()) == 30
    assert counts["stopped"] > 0
    assert "waiting" not in counts


def test_campaigns_on_a_server_that_run_at_once_call_no_home_twice_in_a_day(open_house, postgres_url):
    house = open_house(database_url=postgres_url, workers=3)
    homes = house.homes(10)
    for name in ("one", "two", "three"):
        house.start(
            *homes, name=name, pace="{per_second: 5, at_once: 10}", not_after="2026-11-24T12:00:00+09:00"
        )
    house.pass_time(minutes=5)

    called = [call.order.to for call in house.network.calls.values()]
    assert len(called) == len(set(called)) == 10
