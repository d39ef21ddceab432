"""Whose call is it? Answers were lost, and only the carrier's list tells which requests it had."""

from datetime import UTC, datetime, timedelta

import pytest

from campaigns.matching import Lost, candidates, matched
from carrier.port import Progress, Record
from privacy.number import PhoneNumber

TEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
ASAHI, MIDORI = PhoneNumber.parse("045-300-0001"), PhoneNumber.parse("045-300-0002")


def lost(attempt, to=ASAHI, *, after=0):
    return Lost(attempt, to, TEN + timedelta(seconds=after))


def call(ref, to=ASAHI, *, after=1.0):
    return Record(ref, Progress.RINGING, to, TEN + timedelta(seconds=after))


def match(attempts, calls, known=()):
    return matched(candidates(attempts, calls), set(known))


def test_the_one_call_to_the_number_is_the_attempts():
    matches = match([lost(1)], [call("CA1"), call("CA2", MIDORI)])

    assert matches.found == {1: call("CA1")}
    assert not matches.unclear


def test_many_attempts_share_one_list():
    matches = match([lost(1), lost(2, MIDORI)], [call("CA1"), call("CA2", MIDORI)])

    assert {attempt: record.ref for attempt, record in matches.found.items()} == {1: "CA1", 2: "CA2"}


def test_a_call_that_belongs_to_another_attempt_is_left_out():
    matches = match([lost(1)], [call("CA1"), call("CA2")], known=["CA1"])

    assert matches.found == {1: call("CA2")}


def test_nothing_that_fits_is_nothing():
    matches = match([lost(1)], [call("CA2", MIDORI), call("CA1")], known=["CA1"])

    assert (matches.found, matches.unclear) == ({}, frozenset())


def test_of_two_that_fit_nobody_can_tell():
    assert match([lost(1)], [call("CA1"), call("CA2")]).unclear == {1}


def test_a_call_that_fits_two_attempts_is_given_to_neither():
    matches = match([lost(1), lost(2, after=30)], [call("CA1", after=20)])

    assert matches.found == {}
    assert matches.unclear == {1, 2}


@pytest.mark.parametrize(
    ("after", "fits"), [(-61, False), (-59, True), (0, True), (89, True), (91, False), (3600, False)]
)
def test_only_the_bounds_of_the_request_count(after, fits):
    assert (match([lost(1)], [call("CA1", after=after)]).found != {}) is fits
