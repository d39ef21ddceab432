"""However long commits take and whoever is held up: no second has more starts than the pace, of whomever."""

import io
import random
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.invariants import paced
from campaigns import intake, lifecycle
from campaigns.dispatch import Dispatcher
from campaigns.models import Attempt
from campaigns.pace import interval
from campaigns.people import Actor, Role
from campaigns.plan import read_plan

EDITOR, APPROVER = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)
SECOND, SECONDS = timedelta(seconds=1), 3
PLAN = """{{name: Many banks, audience: institution, source: public directory, channel: voice,
warning: isa-bail, languages: [ja], pace: {{per_second: {pace}, at_once: 900{more}}}, retry: {{times: 0}}}}"""


class Sluggish:
    """A clock of machines on which everything takes a while: no two looks in one step show the same time."""

    def __init__(self, start, dice, most=0.008):
        self._now, self._dice, self._most = start, dice, most

    def now(self):
        self._now += timedelta(seconds=self._dice.uniform(0, self._most))
        return self._now

    def set_to(self, at):
        """Show what another machine does, which it may do at the same time."""
        self._now = at


@pytest.fixture
def dice():
    return random.Random(1)


@pytest.fixture
def desk(lives, dice):
    """A line on a machine that is slow."""
    found = lives.begin()
    clock = Sluggish(found.clock.now(), dice)
    found.carrier.clock = clock
    yield replace(found, clock=clock)
    found.engine.dispose()


def start(desk, banks, pace, more=""):
    """Start a campaign to so many banks."""
    table = io.BytesIO(
        "\n".join(["number,name", *(f"045-{200 + n}-1234,Bank" for n in range(banks))]).encode()
    )
    plan = read_plan(PLAN.format(pace=pace, more=more))
    campaign = intake.create(desk, plan, table, EDITOR, desk.clock.now())
    lifecycle.submit(desk, campaign, EDITOR, desk.clock.now())
    lifecycle.approve(desk, campaign, APPROVER, desk.clock.now())
    lifecycle.start(desk, campaign, APPROVER, desk.clock.now())
    return campaign


def attempts(desk, campaign):
    with Session(desk.engine) as session:
        mine = select(Attempt).where(Attempt.campaign_id == campaign).order_by(Attempt.placing_at)
        return list(session.scalars(mine))


def drive(desk, dice, seconds, *, workers=4, held_up=0.0):
    """Let workers step, each at its own time, when something is due for them; now and then one is held up."""
    hands = [Dispatcher(desk, f"w{n}") for n in range(workers)]
    start = desk.clock.now()
    due = [start] * workers
    while min(due) < start + timedelta(seconds=seconds):
        n = min(range(workers), key=due.__getitem__)
        late = timedelta(seconds=dice.uniform(0, 0.2)) if dice.random() < held_up else timedelta(0)
        desk.clock.set_to(due[n] + late)
        following = hands[n].step(desk.clock.now())
        over = desk.clock.now()
        due[n] = max(over, min(following or over + SECOND, over + SECOND / 5))


@pytest.mark.parametrize("pace", [20, 7.5, 0.8])
def test_four_slow_workers_keep_the_pace_and_come_near_it(desk, dice, pace):
    campaign = start(desk, 60, pace)

    drive(desk, dice, SECONDS)

    begun = [attempt.placing_at for attempt in attempts(desk, campaign)]
    assert list(paced("campaign", begun, pace)) == []
    assert len(begun) >= 0.8 * SECONDS * pace


def test_workers_that_are_held_up_lose_their_turns_and_nobody_makes_up_for_them(desk, dice):
    campaign = start(desk, 60, 20)

    drive(desk, dice, SECONDS, held_up=0.1)

    begun = [attempt.placing_at for attempt in attempts(desk, campaign)]
    assert list(paced("campaign", begun, 20)) == []
    assert 15 < len(begun) < SECONDS * 20 * 0.97


def test_senders_take_turns_and_each_keeps_its_own_pace(desk, dice):
    desk = replace(desk, voices=("+81450000100", "+81450000222"), sender_pace=4)
    campaign = start(desk, 60, 20)

    drive(desk, dice, SECONDS)

    by_sender = {voice: [] for voice in desk.voices}
    for attempt in attempts(desk, campaign):
        by_sender[attempt.sender].append(attempt.placing_at)
    assert [list(paced(voice, begun, 4)) for voice, begun in by_sender.items()] == [[], []]
    assert all(len(begun) >= 0.7 * SECONDS * 4 for begun in by_sender.values())


def test_a_ramp_begins_with_a_quarter_of_the_pace(desk, dice):
    campaign = start(desk, 60, 8, more=", ramp: 1m")

    drive(desk, dice, SECONDS)

    begun = [attempt.placing_at for attempt in attempts(desk, campaign)]
    assert list(paced("campaign", begun, 3)) == []
    assert len(begun) >= 5


def test_a_slot_is_waited_for_to_the_microsecond(lives):
    desk = lives.begin()
    worker = Dispatcher(desk, "w1")
    now = desk.clock.now()

    following = worker.step(now)

    desk.engine.dispose()
    assert following == now + interval(5)
