"""Between the claim and the call everything may change, so everything is asked once more."""

from datetime import datetime

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.claims import Claimed
from campaigns.dispatch import Dispatcher
from campaigns.models import Attempt, Delivery
from campaigns.pace import interval
from campaigns.people import Actor, Role
from campaigns.placing import begin
from db.clock import TOKYO
from privacy.do_not_call import By
from privacy.number import PhoneNumber

BOSS = Actor("tanaka", Role.APPROVER)
SLOT = interval(5)
CLOSING = datetime(2026, 11, 24, 17, tzinfo=TOKYO)


@pytest.fixture
def desk(lives):
    """A line at ten o'clock; its campaign calls five a second."""
    found = lives.begin()
    yield found
    found.engine.dispose()


@pytest.fixture
def worker(desk):
    """A worker that has placed one call and holds two more for the next instants."""
    found = Dispatcher(desk, "w1")
    found.step(desk.clock.now())
    assert begun(desk) == 1
    return found


def begun(desk):
    with Session(desk.engine) as session:
        return session.scalar(select(func.count(Attempt.id)))


def states(desk):
    with Session(desk.engine) as session:
        return sorted(session.scalars(select(Delivery.state)))


def later(desk, worker):
    """Let the worker come to the next call that it holds."""
    desk.clock.sleep(SLOT.total_seconds())
    worker.step(desk.clock.now())


def test_what_is_held_is_called_in_its_turn(desk, worker):
    later(desk, worker)

    assert begun(desk) == 2


def test_nothing_that_is_held_is_called_after_a_stop(desk, lives, worker):
    lifecycle.halt(desk, lives.campaign, BOSS, desk.clock.now())

    later(desk, worker)

    assert begun(desk) == 1
    assert states(desk) == ["open", "stopped", "stopped", "stopped"]


def test_nothing_that_is_held_is_called_in_a_pause(desk, lives, worker):
    lifecycle.pause(desk, lives.campaign, BOSS, desk.clock.now())

    later(desk, worker)

    assert begun(desk) == 1
    assert states(desk).count("waiting") >= 2


def test_nothing_that_is_held_is_called_when_the_window_has_closed(desk, lives):
    desk.clock.move_to(CLOSING - SLOT / 2)
    worker = Dispatcher(desk, "w1")
    worker.step(desk.clock.now())

    later(desk, worker)

    assert begun(desk) == 1


def test_nobody_is_even_claimed_while_the_window_is_closed(desk):
    desk.clock.move_to(CLOSING)

    Dispatcher(desk, "w1").step(desk.clock.now())

    assert states(desk) == ["waiting"] * 4


def test_nobody_is_called_who_has_asked_not_to_be_a_moment_ago(desk, worker):
    for n in range(4):
        desk.do_not_call.add(PhoneNumber.parse(f"045-30{n}-1234"), desk.clock.now(), By.OPERATOR)

    later(desk, worker)

    assert begun(desk) == 1
    assert "refused" in states(desk)


def test_nobody_is_called_for_whom_another_worker_answers_now(desk, lives, worker):
    with Session(desk.engine) as session, session.begin():
        claimed = update(Delivery).where(Delivery.state == "claimed")
        ids = list(session.scalars(claimed.values(holder="w2").returning(Delivery.id)))
    held = [Claimed(id_, lives.campaign, desk.clock.now(), desk.voices[0]) for id_ in ids]

    with Session(desk.engine) as session, session.begin():
        placements = begin(session, desk, held, "w1", desk.clock.now())

    assert held
    assert placements == []


def test_a_worker_that_was_held_up_does_not_make_up_for_it_in_a_burst(desk, worker):
    desk.clock.sleep(5)

    worker.step(desk.clock.now())

    assert begun(desk) <= 2


def test_no_more_lines_are_held_than_the_campaign_may(desk, worker):
    for _ in range(20):
        later(desk, worker)

    assert begun(desk) == 3
