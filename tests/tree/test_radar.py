"""What rises, what does not, and what nobody can say yet."""

from datetime import UTC, date, datetime, timedelta

import pytest

from db.clock import TOKYO
from db.engine import make_engine
from prompts.tree import Node, Verdict
from tree import rising
from tree.radar import Seen, Span, Trend, claims_of, rises, span
from tree.tallies import Tally

NOON = datetime(2026, 11, 24, 12, 20, tzinfo=TOKYO)  # A Tuesday.
HOLIDAY = date(2026, 11, 23)
SHARE = 3 / 63
"""Three hours now, and the same three on twenty days."""


def is_day_off(day):
    return day.weekday() >= 5 or day == HOLIDAY


def over(weeks=4.0, past=60, elapsed=3.0):
    hour = NOON.astimezone(UTC).replace(minute=0)
    return Span((hour,), tuple(hour - timedelta(hours=n) for n in range(1, past + 1)), elapsed, weeks)


def trend(seen, **about):
    return rises({"isa-bail": seen}, over(**about))[0].trend


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (Seen(10, 40), Trend.RISING),  # Two in three hours are usual.
        (Seen(5, 4), Trend.RISING),
        (Seen(4, 0), Trend.FEW),
        (Seen(0, 90), Trend.FEW),
        (Seen(0, 200), Trend.USUAL),
        (Seen(10, 200), Trend.USUAL),
        (Seen(12, 190), Trend.USUAL),
        (Seen(0, 0), Trend.FEW),
    ],
)
def test_what_is_said_of_counts(seen, expected):
    assert trend(seen) is expected


def test_what_rises_by_chance_among_many_is_not_called_rising():
    seen = Seen(7, 50)
    alone = rises({"isa-bail": seen}, over())[0]
    among_many = rises({"isa-bail": seen, **{f"other-{n}": Seen(2, 40) for n in range(40)}}, over())

    found = next(rise for rise in among_many if rise.subject == "isa-bail")
    assert (alone.trend, found.trend) == (Trend.RISING, Trend.UNCLEAR)
    assert found.q > found.p == alone.p


def test_answers_that_were_merged_earlier_may_be_the_reason():
    plain, clouded = Seen(16, 40), Seen(16, 40, merged_past=200)

    assert (trend(plain), trend(clouded)) == (Trend.RISING, Trend.UNCLEAR)
    assert rises({"isa-bail": clouded}, over())[0].expected == pytest.approx((2, 12))


def test_a_wave_is_seen_through_what_was_merged():
    assert trend(Seen(36, 0, merged_past=240)) is Trend.RISING


def test_the_ratio_widens_by_what_was_merged():
    plain = rises({"isa-bail": Seen(16, 40)}, over())[0].ratio
    clouded = rises({"isa-bail": Seen(16, 40, merged_present=4, merged_past=100)}, over())[0].ratio

    assert plain[0] < 8 < plain[1]
    assert clouded[0] < plain[0] < plain[1] < clouded[1]


@pytest.mark.parametrize(("weeks", "past"), [(1.9, 27), (4.0, 0)])
def test_a_new_line_has_nothing_to_compare_with(weeks, past):
    assert trend(Seen(50, 10), weeks=weeks, past=past) is Trend.NEW


def test_what_rises_stands_first():
    found = rises({"usual": Seen(40, 800), "few": Seen(1, 2), "rising": Seen(30, 100)}, over())

    assert [rise.subject for rise in found] == ["rising", "usual", "few"]


def test_three_full_hours_are_compared_with_the_same_ones_of_working_days():
    found = span(NOON, NOON - timedelta(days=100), is_day_off, running=False)

    assert [hour.astimezone(TOKYO).hour for hour in found.present] == [9, 10, 11]
    days = {hour.astimezone(TOKYO).date() for hour in found.past}
    assert len(found.past) == 3 * len(days) == 57  # Twenty working days, and one of them a holiday.
    assert not [day for day in days if is_day_off(day)]
    assert (found.elapsed, found.weeks, found.is_enough) == (3, 4, True)


def test_a_holiday_is_compared_with_weekends():
    found = span(NOON - timedelta(days=1), NOON - timedelta(days=100), is_day_off, running=False)

    days = {hour.astimezone(TOKYO).date() for hour in found.past}
    assert len(days) == 8
    assert {day.weekday() for day in days} == {5, 6}


def test_the_hour_that_runs_counts_as_far_as_it_is_over():
    found = span(NOON, NOON - timedelta(days=100), is_day_off, running=True)

    assert [hour.astimezone(TOKYO).hour for hour in found.present] == [10, 11, 12]
    assert found.elapsed == pytest.approx(2 + 1 / 3)


def test_only_weeks_that_were_counted_are_compared_with():
    hour = NOON.replace(minute=0)
    new, none = (span(NOON, first, is_day_off, running=False) for first in (hour - timedelta(days=8), None))

    assert (len(new.past), new.is_enough) == (12, False)
    assert (none.past, none.weeks) == ((), 0)


def test_around_midnight_each_hour_is_of_its_own_day():
    sunday = datetime(2026, 11, 15, 1, 5, tzinfo=TOKYO)

    found = span(
        datetime(2026, 11, 16, 1, 5, tzinfo=TOKYO), sunday - timedelta(days=90), is_day_off, running=False
    )

    weekdays = {(hour.astimezone(TOKYO).hour, hour.astimezone(TOKYO).weekday()) for hour in found.past}
    assert {day for hour, day in weekdays if hour >= 22} == {5, 6}
    assert {day for hour, day in weekdays if hour == 0} == {0, 1, 2, 3, 4}


def test_every_leaf_counts_for_its_first_claim():
    tree = {
        "1": Node("1", None, verdict=Verdict.STRONG, claims=("C-isa-bail", "C-other")),
        "2": Node("2", None, verdict=Verdict.INFO),
    }

    assert claims_of(tree) == {"1": "isa-bail"}


def test_every_claim_of_the_tree_has_a_name(whole):
    assert len(set(claims_of(whole.tree).values())) > 15


@pytest.fixture
def engine(databases, tmp_path):
    engine = make_engine(databases.upgraded(tmp_path / "line.sqlite"))
    yield engine
    engine.dispose()


def four_weeks(engine, leaves, until=NOON):
    """Let a hotline answer for four weeks, every hour of the day the same."""
    tally, hour = Tally(), until - timedelta(days=29)
    while hour < until - timedelta(hours=3):
        for leaf, times in leaves.items():
            for _ in range(times):
                tally.later(hour, "voice", "ja", leaf)
        hour += timedelta(hours=1)
    tally.flush(engine, until)
    return tally


def last_hours(engine, tally, leaves):
    for back in (1, 2, 3):
        for leaf, times in leaves.items():
            for _ in range(times):
                tally.later(NOON - timedelta(hours=back), "voice", "ja", leaf)
    tally.flush(engine, NOON)


def test_a_wave_of_bail_calls_rises_among_the_answers_of_the_hotline(engine, whole):
    tally = four_weeks(engine, {"1-1-2": 2, "2-1": 8, "4-1": 3})
    last_hours(engine, tally, {"1-1-2": 12, "2-1": 8})

    radar = rising.hotline(engine, whole.tree, NOON, is_day_off)

    said = {rise.subject: rise.trend for rise in radar.found if rise.count}
    assert said == {"isa-bail-acquaintance": Trend.RISING, "police-designated-account": Trend.USUAL}
    assert radar.merged == 0


def test_one_more_an_hour_that_is_no_longer_merged_is_no_rise(engine, whole):
    tally = four_weeks(engine, {"1-1-2": 4, "2-1": 4})
    last_hours(engine, tally, {"1-1-2": 5})

    radar = rising.hotline(engine, whole.tree, NOON, is_day_off)

    bail = next(rise for rise in radar.found if rise.subject == "isa-bail-acquaintance")
    assert bail.count == 15
    assert bail.expected == (0, pytest.approx(12, abs=0.7))
    assert bail.trend is Trend.UNCLEAR


def test_the_radar_says_how_many_answers_it_cannot_tell_apart(engine, whole):
    tally = four_weeks(engine, {"1-1-2": 6})
    last_hours(engine, tally, {"4-1": 3, "1-3": 3})

    radar = rising.hotline(engine, whole.tree, NOON, is_day_off)

    assert radar.merged == 18
    assert {rise.count for rise in radar.found} == {0}


def test_with_nothing_counted_yet_the_radar_says_nothing(engine, whole):
    radar = rising.hotline(engine, whole.tree, NOON, is_day_off)

    assert {rise.trend for rise in radar.found} == {Trend.NEW}
