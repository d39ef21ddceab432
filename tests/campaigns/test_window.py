"""Opening hours: Japan's weekday, its holidays, the turn of the year."""

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from campaigns.holidays import is_holiday
from campaigns.window import Hours
from db.clock import TOKYO

WEEK = Hours(frozenset(range(5)), time(9), time(17))
SATURDAY, HOLIDAY, WEDNESDAY = date(2026, 11, 28), date(2026, 11, 23), date(2026, 11, 25)
instants = st.integers(0, 10 * 366 * 86_400).map(
    lambda s: datetime(2025, 1, 1, tzinfo=UTC) + timedelta(seconds=s)
)
hours = st.builds(
    lambda days, start, length, closed: Hours(days, time(start), time(start + length), closed),
    st.frozensets(st.integers(0, 6), min_size=1),
    st.integers(0, 20),
    st.integers(1, 3),
    st.booleans(),
)
a_week = st.frozensets(st.dates(date(2026, 11, 20), date(2026, 11, 29)), max_size=5)
near = st.builds(
    lambda days, closed, opened: Hours(days, time(6), time(20), closed=closed, opened=opened),
    st.frozensets(st.integers(0, 6)),
    a_week,
    a_week,
)
days_of_ten_years = st.dates(date(2025, 1, 1), date(2035, 12, 31))
calendars = st.builds(
    lambda window, closed, opened: replace(window, closed=closed - opened, opened=opened),
    hours,
    st.frozensets(days_of_ten_years, max_size=4),
    st.frozensets(days_of_ten_years, max_size=4),
)


def tokyo(*when):
    return datetime(*when, tzinfo=TOKYO)


def test_national_holidays_agree_with_a_second_calendar():
    other = holidays.country_holidays("JP", years=range(2020, 2036))
    days = [date(2020, 1, 1) + timedelta(days=n) for n in range((date(2036, 1, 1) - date(2020, 1, 1)).days)]
    turn = {(12, 29), (12, 30), (12, 31), (1, 2), (1, 3)}

    assert [d for d in days if is_holiday(d) != (d in other or (d.month, d.day) in turn)] == []


def test_window_is_open_from_its_first_minute_until_just_before_its_last():
    assert not WEEK.is_open(tokyo(2026, 11, 24, 8, 59, 59))
    assert WEEK.is_open(tokyo(2026, 11, 24, 9))
    assert WEEK.is_open(tokyo(2026, 11, 24, 16, 59, 59))
    assert not WEEK.is_open(tokyo(2026, 11, 24, 17))


def test_weekday_is_japans():
    monday_morning_in_japan = datetime(2026, 11, 29, 23, 30, tzinfo=UTC)

    assert Hours(frozenset({0}), time(8), time(9)).is_open(monday_morning_in_japan)
    assert not Hours(frozenset({6}), time(8), time(9)).is_open(monday_morning_in_japan)


def test_friday_before_a_long_weekend_goes_on_on_tuesday():
    friday = tokyo(2026, 10, 9, 16, 59)

    assert WEEK.is_open(friday)
    assert WEEK.closes_at(friday) == tokyo(2026, 10, 9, 17)
    assert WEEK.next_opening(tokyo(2026, 10, 9, 17)) == tokyo(2026, 10, 13, 9)


def test_substitute_holiday_is_closed():
    # 3 May 2026 is a Sunday, so that Wednesday 6 May is free in its stead.
    assert not WEEK.is_open(tokyo(2026, 5, 6, 10))
    assert WEEK.next_opening(tokyo(2026, 5, 1, 17)) == tokyo(2026, 5, 7, 9)


def test_turn_of_the_year_is_closed_unless_holidays_are_open():
    always = Hours(frozenset(range(7)), time(9), time(17), holidays_closed=False)

    assert WEEK.next_opening(tokyo(2026, 12, 28, 17)) == tokyo(2027, 1, 4, 9)
    assert always.is_open(tokyo(2026, 12, 31, 10))


def test_no_opening_before_not_after_is_none():
    evening = tokyo(2026, 11, 24, 18)

    assert WEEK.next_opening(evening, not_after=tokyo(2026, 11, 25, 9)) is None
    assert WEEK.next_opening(evening, not_after=tokyo(2026, 11, 25, 9, 1)) == tokyo(2026, 11, 25, 9)


def test_window_without_days_never_opens():
    assert Hours(frozenset(), time(9), time(17)).next_opening(tokyo(2026, 11, 24, 10)) is None


def test_a_closed_day_is_passed_over_and_an_opened_one_is_open():
    line = replace(WEEK, closed=frozenset({WEDNESDAY}), opened=frozenset({SATURDAY, HOLIDAY}))

    assert line.is_open(tokyo(2026, 11, 23, 10))
    assert line.next_opening(tokyo(2026, 11, 24, 17)) == tokyo(2026, 11, 26, 9)
    assert line.next_opening(tokyo(2026, 11, 27, 17)) == tokyo(2026, 11, 28, 9)


@pytest.mark.parametrize("at", [tokyo(2028, 2, 29, 12), tokyo(2032, 2, 29, 12)])
def test_a_leap_day_is_a_day(at):
    window = Hours(frozenset({at.weekday()}), time(9), time(17))

    assert window.is_open(at)
    assert window.next_opening(at - timedelta(hours=4)) == at - timedelta(hours=3)


def test_a_window_to_the_last_minute_closes_before_midnight():
    window = Hours(frozenset({0}), time(0), time(23, 59))

    assert window.is_open(tokyo(2026, 11, 30, 0))
    assert window.closes_at(tokyo(2026, 11, 30, 23, 58)) == tokyo(2026, 11, 30, 23, 59)
    assert window.next_opening(tokyo(2026, 11, 30, 23, 59)) == tokyo(2026, 12, 7, 0)


@given(near, near, st.datetimes(datetime(2026, 11, 20), datetime(2026, 11, 29)))  # noqa: DTZ001 - made Japan's below
def test_hours_within_others_are_open_when_both_are(one, other, at):
    at = at.replace(tzinfo=TOKYO)

    assert one.within(other).is_open(at) == (one.is_open(at) and other.is_open(at))


@given(calendars, instants, st.timedeltas(timedelta(0), timedelta(days=30)))
def test_no_opening_is_ever_given_from_not_after_on(window, at, length):
    opening, until = window.next_opening(at), at + length
    opening_until = window.next_opening(at, until)

    assert opening_until == (opening if opening is not None and opening < until else None)


@given(st.integers(0, 10 * 366))
def test_every_opening_lasts_as_long_as_the_clock_says(days):
    noon = tokyo(2025, 1, 1, 12) + timedelta(days=days)
    always = Hours(frozenset(range(7)), time(9), time(17), holidays_closed=False)

    assert always.closes_at(noon) - always.next_opening(noon - timedelta(hours=11)) == timedelta(hours=8)


@given(hours, instants)
def test_open_only_on_its_days_and_in_its_hours(window, at):
    there = at.astimezone(TOKYO)
    fits = there.weekday() in window.days and window.start <= there.time() < window.end
    free = window.holidays_closed and is_holiday(there.date())

    assert window.is_open(at) == (fits and not free)


@given(calendars, instants)
def test_next_opening_is_open_and_the_first(window, at):
    opening = window.next_opening(at)

    assert opening >= at
    assert window.is_open(opening)
    step = timedelta(minutes=30)
    before = (at + n * step for n in range(int((opening - at) / step) + 1))
    assert not any(window.is_open(instant) for instant in before if instant < opening)


@given(calendars, instants)
def test_closing_is_the_first_instant_at_which_it_is_closed(window, at):
    closing = window.closes_at(at)

    if not window.is_open(at):
        assert closing is None
        return
    assert window.is_open(closing - timedelta(microseconds=1))
    assert not window.is_open(closing)


@pytest.mark.parametrize("instant", [datetime(2026, 11, 24, 10, tzinfo=UTC), tokyo(2026, 11, 24, 19)])
def test_instants_are_given_back_in_utc(instant):
    assert WEEK.next_opening(instant).tzinfo == UTC
