"""One request for one attempt: made in time or not at all; the carrier's "too much" is given time."""

from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaigns.placing import Placement
from campaigns.requests import LONGEST_BACK_OFF, back_off, request
from carrier.port import CallOrder
from db.clock import ManualClock
from privacy.number import PhoneNumber

TEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
ORDER = CallOrder(
    PhoneNumber.parse("045-300-0001"), "+81450000100", "http://127.0.0.1/a", "http://127.0.0.1/s"
)


class Exchange:
    def __init__(self):
        self.placed = []

    def place(self, order):
        self.placed.append(order)
        return "CA1"


def asked(after):
    exchange = Exchange()
    clock = ManualClock(TEN + timedelta(seconds=after))
    return request(exchange, Placement(1, "c", ORDER, TEN), clock), exchange


def test_a_request_is_made_once():
    answer, exchange = asked(after=1)

    assert answer.ref == "CA1"
    assert exchange.placed == [ORDER]


def test_a_worker_that_was_held_up_too_long_does_not_call_any_more():
    answer, exchange = asked(after=11)

    assert exchange.placed == []
    assert answer.trouble.processed is False
    assert not answer.made


@given(st.integers(0, 40), st.integers(1, 10**9))
def test_waits_grow_and_are_bounded(before, seed):
    wait = back_off(before, seed).total_seconds()

    usual = min(15 * 2**before, LONGEST_BACK_OFF.total_seconds())
    assert 0.5 * usual <= wait <= 1.5 * usual


def test_waits_differ_from_one_to_the_next_and_play_the_same_way_again():
    waits = [back_off(0, seed) for seed in range(100)]

    assert len(set(waits)) > 90
    assert waits == [back_off(0, seed) for seed in range(100)]
