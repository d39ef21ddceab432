"""Reports in whatever order: a call never goes back, and never leaves its end."""

from itertools import permutations

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import receipts
from campaigns.dispatch import Dispatcher
from campaigns.models import Attempt
from carrier.events import CallProgress
from carrier.port import Progress

RANK = ["placing", "placed", "ringing", "answered", "heard"]
REPORTS = (Progress.QUEUED, Progress.RINGING, Progress.ANSWERED, Progress.COMPLETED)


def told(desk, progress):
    """Report on the only call, and return the state of its attempt afterwards."""
    with Session(desk.engine) as session, session.begin():
        attempt = session.scalars(select(Attempt)).one()
        report = CallProgress(attempt.ref or "CA0", progress, None, 170)
        receipts.record(session, attempt.token, report, desk.clock.now())
    with Session(desk.engine) as session:
        return session.scalars(select(Attempt.state)).one()


@pytest.mark.parametrize("order", list(permutations(REPORTS)), ids=" ".join)
def test_whatever_comes_first_a_call_only_goes_on(lives, order):
    desk = lives.begin()
    Dispatcher(desk, "w1").step(desk.clock.now())

    states = [told(desk, progress) for progress in order]

    desk.engine.dispose()
    assert states == sorted(states, key=RANK.index)
    assert states[-1] == "heard"


@pytest.mark.parametrize("late", [Progress.BUSY, Progress.NO_ANSWER, Progress.FAILED, Progress.CANCELLED])
def test_what_has_ended_stays_as_it_is(lives, late):
    desk = lives.begin()
    Dispatcher(desk, "w1").step(desk.clock.now())
    told(desk, Progress.COMPLETED)

    state = told(desk, late)

    desk.engine.dispose()
    assert state == "heard"
