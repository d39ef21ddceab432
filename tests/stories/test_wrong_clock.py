"""A worker whose machine has the wrong time, on a server that knows better."""

from dataclasses import replace
from datetime import timedelta

import pytest

from campaigns.dispatch import Dispatcher
from db.clock import SystemClock

pytestmark = pytest.mark.postgres


class Fast(SystemClock):
    """A machine whose clock is two seconds ahead."""

    def now(self):
        return super().now() + timedelta(seconds=2)


@pytest.mark.parametrize(("clock", "called"), [(SystemClock(), 1), (Fast(), 0)], ids=["right", "fast"])
def test_a_worker_whose_clock_is_not_the_servers_calls_nobody(open_house, postgres_url, clock, called):
    house = open_house(database_url=postgres_url)
    house.start("045-300-0006")

    Dispatcher(replace(house.desk, clock=clock), "worker").step(house.now)

    assert len(house.calls) == called
