"""The pace: never more starts in a second than allowed, however the calls come."""

import math
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from campaigns.pace import MOST_SLOWED, QUIET, is_late, next_slot, one_slower, still_slowed

TEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
paces = st.one_of(st.integers(1, 300), st.floats(0.05, 300))


def slots(pace, waits):
    free_at = now = TEN
    for wait in waits:
        now += timedelta(microseconds=wait)
        slot, free_at = next_slot(free_at, now, pace)
        yield now, slot


@given(paces, st.lists(st.integers(0, 3_000_000), min_size=1, max_size=200))
def test_no_sliding_second_holds_more_starts_than_the_pace(pace, waits):
    starts = [slot for _, slot in slots(pace, waits)]

    assert all(sum(first <= s < first + SECOND for s in starts) <= math.ceil(pace) for first in starts)


@given(paces, st.lists(st.integers(0, 3_000_000), min_size=1, max_size=50))
def test_a_slot_is_never_in_the_past(pace, waits):
    assert all(slot >= now for now, slot in slots(pace, waits))


def test_three_a_second_are_not_four():
    starts = [slot for _, slot in slots(3, [0] * 4)]

    assert starts[3] - starts[0] >= SECOND


def test_a_free_sender_begins_at_once():
    assert next_slot(TEN - SECOND, TEN, 2) == (TEN, TEN + SECOND / 2)


def test_idle_time_is_not_made_up_for():
    _, free_at = next_slot(TEN, TEN + 60 * SECOND, 1)

    assert free_at == TEN + 61 * SECOND


def test_half_an_interval_late_is_late():
    assert not is_late(TEN, TEN + timedelta(milliseconds=250), 2)
    assert is_late(TEN, TEN + timedelta(milliseconds=251), 2)


def after(seconds):
    return TEN + timedelta(seconds=seconds)


def test_a_complaint_of_the_carriers_halves_the_pace_once():
    assert one_slower(0, None, TEN) == (1, TEN)
    assert one_slower(1, TEN, after(1)) == (1, TEN)
    assert one_slower(1, TEN, after(6)) == (2, after(6))


def test_each_quiet_while_takes_one_step_back():
    assert [still_slowed(3, TEN, after(s)) for s in (0, 9, 10, 19, 20, 30, 3000)] == [3, 3, 2, 2, 1, 0, 0]
    assert still_slowed(0, None, TEN) == 0
    assert still_slowed(2, after(60), TEN) == 2


def test_a_complaint_after_a_while_counts_from_where_the_pace_is_then():
    assert one_slower(3, TEN, after(15)) == (3, after(15))


@given(st.lists(st.floats(0, 40), max_size=60))
def test_however_often_the_carrier_complains_calls_go_on_and_recover(waits):
    steps, since, now = 0, None, TEN

    for wait in waits:
        now += timedelta(seconds=wait)
        steps, since = one_slower(steps, since, now)

        assert 1 <= still_slowed(steps, since, now) <= MOST_SLOWED
    assert still_slowed(steps, since, now + MOST_SLOWED * QUIET) == 0
