"""What the calls so far leave to a home, and what a busy hotline leaves to calls."""

import pytest

from campaigns.caps import Cap, judge
from campaigns.rung import Past
from campaigns.surge import share


@pytest.mark.parametrize(
    ("past", "cap"),
    [
        (Past(), Cap.FREE),
        (Past(begun=2), Cap.FREE),
        (Past(begun=3), Cap.FULL),
        (Past(begun=1, under_way=1), Cap.BUSY),
        (Past(begun=3, under_way=1), Cap.FULL),
        (Past(begun=1, answered=1, answered_in_week=1), Cap.FULL),
        (Past(answered_in_week=1), Cap.FREE),
        (Past(answered_in_week=2), Cap.FULL),
    ],
)
def test_a_home_is_called_until_it_was_called_enough(past, cap):
    assert judge(past) is cap


@pytest.mark.parametrize(
    ("calls", "left"), [(0, 1), (10, 1), (11, 0.5), (15, 0.5), (16, 0.25), (20, 0.25), (21, 0)]
)
def test_the_more_people_ring_the_less_is_left(calls, left):
    assert share(calls, 10) == left
