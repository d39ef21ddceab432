"""Two clocks compared: the machine's and the database server's."""

from datetime import UTC, datetime, timedelta

import pytest

from campaigns.punctual import Punctuality, told
from db.clock import ManualClock, SystemClock
from db.drift import drift
from db.engine import make_engine

TEN = datetime(2026, 11, 24, 1, tzinfo=UTC)


class Off(SystemClock):
    """A machine whose clock is wrong."""

    def __init__(self, seconds):
        self.by = timedelta(seconds=seconds)

    def now(self):
        return super().now() + self.by


@pytest.fixture
def server(postgres_url):
    engine = make_engine(postgres_url)
    yield engine
    engine.dispose()


@pytest.mark.sqlite
def test_a_file_has_no_clock_of_its_own(engine):
    assert drift(engine, SystemClock()) is None


@pytest.mark.postgres
def test_a_clock_that_somebody_moves_is_not_compared(server):
    assert drift(server, ManualClock(TEN)) is None


@pytest.mark.postgres
@pytest.mark.parametrize("seconds", [0, 3, -3])
def test_the_difference_is_measured(server, seconds):
    apart = drift(server, Off(seconds))

    assert abs(apart.total_seconds() - seconds) < 0.5


@pytest.mark.postgres
@pytest.mark.parametrize(("seconds", "well"), [(0, True), (0.4, True), (2, False), (-2, False)])
def test_more_than_a_second_is_too_much(server, caplog, seconds, well):
    assert Punctuality(server, Off(seconds)).check(TEN) is well
    assert ("calling nobody" in caplog.text) is not well


@pytest.mark.postgres
def test_a_clock_that_was_set_right_is_noticed(server, caplog):
    clock = Off(5)
    punctuality = Punctuality(server, clock)
    assert not punctuality.check(TEN)

    clock.by = timedelta(0)

    assert not punctuality.check(TEN + timedelta(seconds=1))
    assert punctuality.check(TEN + timedelta(seconds=6))
    assert "calling again" in caplog.text


def test_what_is_wrong_is_said_with_what_to_do():
    assert told(timedelta(seconds=2)) == (
        "this machine's clock is 2.00 s ahead of the database's; set both machines' clocks (NTP)"
    )
    assert told(timedelta(seconds=-0.5)) == "this machine's clock is 0.50 s behind the database's"
