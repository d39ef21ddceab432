"""What may get stuck: callers wait for it once, and then go on without it until it is well again."""

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from app.lane import Lane
from app.turnstile import Turnstile
from tree.running import LookFailed


class Broken(Exception):
    """What a database may say."""


@pytest.fixture
def stuck():
    """Work that gets stuck until the test lets it go on."""
    go_on = threading.Event()

    def work():
        assert go_on.wait(10)
        return "found"

    work.ends = go_on
    yield work
    go_on.set()


def fails_at_once(lane):
    began = time.monotonic()
    with pytest.raises(LookFailed):
        lane.run(lambda: "found")
    return time.monotonic() - began < 0.05


def test_what_goes_well_is_returned_and_what_goes_wrong_is_raised():
    lane = Lane()

    assert lane.run(lambda: "found") == "found"
    with pytest.raises(ZeroDivisionError):
        lane.run(lambda: 1 // 0)
    assert lane.run(lambda: "found") == "found"


def test_nobody_waits_longer_than_the_lane_allows(stuck):
    with pytest.raises(LookFailed):
        Lane(seconds=0.05).run(stuck)


def test_while_work_is_stuck_the_next_ones_fail_at_once(stuck):
    lane = Lane(seconds=0.05, rest=0)
    with pytest.raises(LookFailed):
        lane.run(stuck)

    assert fails_at_once(lane)

    stuck.ends.set()
    ends = time.monotonic() + 5
    while not _goes(lane):
        assert time.monotonic() < ends


def _goes(lane):
    try:
        return lane.run(lambda: True)
    except LookFailed:
        return False


def test_after_somebody_waited_long_for_a_failure_nobody_tries_for_a_while():
    lane = Lane(seconds=0.1, rest=60)

    def too_late():
        time.sleep(0.07)
        raise Broken

    with pytest.raises(Broken):
        lane.run(too_late)

    assert fails_at_once(lane)


def test_a_failure_that_comes_at_once_stops_nobody():
    lane = Lane(seconds=10, rest=60)
    with pytest.raises(ZeroDivisionError):
        lane.run(lambda: 1 // 0)

    assert lane.run(lambda: "found") == "found"


def test_one_tries_first_when_the_rest_is_over(stuck):
    lane = Lane(seconds=0.2, rest=0)
    with pytest.raises(Broken):
        lane.run(_slow_failure)

    with ThreadPoolExecutor(1) as first:
        tried = first.submit(lane.run, stuck)
        time.sleep(0.02)
        assert fails_at_once(lane)
        stuck.ends.set()
        assert tried.result() == "found"
    assert lane.run(lambda: "found") == "found"


def _slow_failure():
    time.sleep(0.15)
    raise Broken


def test_the_turnstile_keeps_places_free(stuck):
    view = Turnstile(places=2, seconds=0.02).behind(stuck)

    with ThreadPoolExecutor(2) as others:
        inside = [others.submit(view) for _ in range(2)]
        time.sleep(0.05)
        turned_away = view()
        stuck.ends.set()

        assert [one.result() for one in inside] == ["found", "found"]
    assert turned_away.status_code == 503
    assert view() == "found"
