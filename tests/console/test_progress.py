"""How far a campaign is, from counts alone."""

from datetime import UTC, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from campaigns.report import ORDER
from campaigns.window import Hours
from console.progress import GROUPS, group_of, likely_end, progress

TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
HOURS = Hours(frozenset(range(5)), time(9), time(17))


def test_what_heard_is_reached_and_what_was_busy_is_not():
    found = progress({"heard": 6, "busy": 2, "waiting": 1, "claimed": 1, "open": 2, "refused": 4})

    assert [(part.group, part.number) for part in found.parts] == [
        ("reached", 6),
        ("calling", 2),
        ("missed", 2),
        ("left", 4),
        ("waiting", 2),
    ]
    assert (found.done, found.total, found.percent) == (12, 16, 75)


def test_a_hundred_percent_means_all():
    assert progress({"heard": 999, "waiting": 1}).percent == 99


def test_a_campaign_without_recipients_has_no_bar():
    found = progress({})

    assert (found.percent, found.parts, found.share(0)) == (0, (), "–")


@given(some.dictionaries(some.sampled_from(ORDER), some.integers(0, 10**6)))
def test_the_parts_of_a_bar_lie_side_by_side_and_fill_it(counts):
    found = progress(counts)

    edge = 0.0
    for part in found.parts:
        assert part.start == pytest.approx(edge, abs=0.01)
        edge = part.start + part.length
    assert edge == pytest.approx(100 if found.total else 0, abs=0.01)
    assert sum(part.number for part in found.parts) == found.total


@pytest.mark.parametrize("end", ORDER)
def test_every_end_belongs_to_a_part(end):
    assert group_of(end) in GROUPS


def test_the_end_is_told_at_the_speed_so_far():
    found = progress({"heard": 600, "waiting": 300})

    assert likely_end(found, HOURS, TEN, TEN + timedelta(minutes=10)) == TEN + timedelta(minutes=15)


def test_a_closed_night_is_no_slowness():
    found = progress({"heard": 600, "waiting": 300})
    evening, morning = TEN.replace(hour=7, minute=55), (TEN + timedelta(days=1)).replace(hour=0, minute=5)

    assert likely_end(found, HOURS, evening, morning) == morning + timedelta(minutes=5)


@pytest.mark.parametrize(
    ("counts", "minutes"),
    [({"heard": 19, "waiting": 300}, 10), ({"heard": 600, "waiting": 300}, 0.9), ({"heard": 600}, 10)],
)
def test_no_end_is_told_while_too_little_is_known_or_all_is_done(counts, minutes):
    assert likely_end(progress(counts), HOURS, TEN, TEN + timedelta(minutes=minutes)) is None
