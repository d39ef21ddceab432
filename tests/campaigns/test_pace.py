"""The pace: never more starts in a second than allowed, however the calls come."""

import math
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.pace import (
    LATE,
    MOST_SLOWED,
    QUIET,
    effective,
    is_late,
    next_slot,
    one_slower,
    ramped,
    still_slowed,
)

TEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
SECOND = timedelta(seconds=1)
paces = st.one_of(st.integers(1, 1000), st.floats(0.1, 1000))
waits = st.integers(0, 3_000_000)
late = st.integers(0, LATE // timedelta(microseconds=1))


def slots(pace, pauses):
    """Take a slot after each pause, in microseconds."""
    free_at = now = TEN
    for pause in pauses:
        now += timedelta(microseconds=pause)
        slot, free_at = next_slot(free_at, now, pace)
        yield now, slot


def begun(pace, turns):
    """Take slots and begin a call in each, so late that it is just not too late."""
    taken = [slot for _, slot in slots(pace, [pause for pause, _ in turns])]
    starts = [at + timedelta(microseconds=late) for at, (_, late) in zip(taken, turns, strict=True)]
    assert not any(is_late(slot, start) for slot, start in zip(taken, starts, strict=True))
    return sorted(starts)


@given(paces, st.lists(st.tuples(st.one_of(st.just(0), waits), late), min_size=1, max_size=200))
def test_whenever_they_come_and_however_late_no_second_holds_more_starts_than_the_pace(pace, turns):
    starts, most = begun(pace, turns), math.ceil(pace)

    apart = [beyond - first for first, beyond in zip(starts, starts[most:], strict=False)]

    assert all(length >= timedelta(seconds=most / pace) for length in apart)


@given(paces, st.lists(waits, min_size=1, max_size=50))
def test_a_slot_is_never_in_the_past(pace, pauses):
    assert all(slot >= now for now, slot in slots(pace, pauses))


@given(paces)
def test_the_pace_is_nearly_reached(pace):
    starts = [slot for _, slot in slots(pace, [0] * 101)]

    assert 100 * SECOND / (starts[-1] - starts[0]) == pytest.approx(effective(pace), rel=0.001)
    assert 0.97 * pace < effective(pace) < pace


def test_three_a_second_are_not_four():
    starts = [slot for _, slot in slots(3, [0] * 4)]

    assert starts[3] - starts[0] >= SECOND


def test_a_free_sender_begins_at_once():
    assert next_slot(TEN - SECOND, TEN, 2) == (TEN, TEN + (SECOND + LATE) / 2)


def test_idle_time_is_not_made_up_for():
    _, free_at = next_slot(TEN, TEN + 60 * SECOND, 1)

    assert free_at == TEN + 61 * SECOND + LATE


def test_who_is_later_than_a_commit_takes_has_missed_the_slot():
    assert not is_late(TEN, TEN + LATE)
    assert is_late(TEN, TEN + LATE + timedelta(microseconds=1))
    assert not is_late(TEN, TEN + 10 * LATE, speed=10)


def test_a_ramp_grows_from_a_quarter_to_the_whole_pace():
    paces = [ramped(8, timedelta(minutes=4), TEN, after(s)) for s in (-1, 0, 60, 120, 240, 9999)]

    assert paces == [2, 2, 3.5, 5, 8, 8]


def test_without_a_ramp_or_a_start_the_pace_is_whole():
    assert ramped(8, timedelta(0), TEN, TEN) == 8
    assert ramped(8, timedelta(minutes=4), None, TEN) == 8


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
