"""The life of a campaign's deliveries in every order of events, against the few sentences that must hold."""

import json
from concurrent.futures import Future

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import lifecycle, receipts, tallies
from campaigns.desk import data_key
from campaigns.dispatch import Dispatcher
from campaigns.models import Attempt, Delivery
from campaigns.people import Actor, Role
from carrier.events import CallProgress
from carrier.port import Progress
from db.engine import reading
from privacy.do_not_call import By
from privacy.keystore import KeyGone
from privacy.number import PhoneNumber

BOSS = Actor("tanaka", Role.APPROVER)
RANK = {"placing": 0, "placed": 1, "ringing": 2, "answered": 3}
LAST = {"done", "refused", "expired", "stopped"}
FATES = st.sampled_from(["answered", "answered", "answer lost", "never came", "too many"])
ENDS = st.sampled_from(
    [(Progress.COMPLETED, 90), (Progress.COMPLETED, 3), (Progress.BUSY, 0), (Progress.NO_ANSWER, 0)]
)
WAITS = st.sampled_from([1, 5, 31, 61, 250, 310])
WHICH = st.integers(0, 9)


class Wire:
    """A worker's requests under way: each arrives when the story says so."""

    def __init__(self):
        self.jobs = []

    def submit(self, work, *given):
        answer = Future()
        self.jobs.append((answer, work, given))
        return answer

    def arrive(self, which=0, *, noted=True):
        answer, work, given = self.jobs.pop(which % len(self.jobs))
        try:
            result = work(*given)
        except Exception as trouble:
            if noted:
                answer.set_exception(trouble)
        else:
            if noted:
                answer.set_result(result)


class Life(RuleBasedStateMachine):
    """Two workers, a carrier, people who stop and go on; time passes when it is told to."""

    def __init__(self, lives):
        super().__init__()
        self.desk, self.campaign = lives.begin(), lives.campaign
        self.clock, self.carrier = self.desk.clock, self.desk.carrier
        self.born, self.state, self.refused = 0, "running", set()
        self.wires, self.workers = [Wire(), Wire()], [None, None]
        self.hire(0)
        self.hire(1)
        self.before = self.look()

    def hire(self, which):
        self.born += 1
        self.wires[which] = Wire()
        self.workers[which] = Dispatcher(self.desk, f"w{self.born}", self.wires[which])

    def look(self):
        """Return deliveries and attempts as they stand."""
        with Session(reading(self.desk.engine)) as session:
            deliveries = {row.id: row.state for row in session.scalars(select(Delivery))}
            attempts = {
                row.id: (row.delivery_id, row.state, row.ref, row.token)
                for row in session.scalars(select(Attempt))
            }
            return lifecycle.find(session, self.campaign).state, deliveries, attempts

    @rule(which=st.integers(0, 1))
    def a_worker_looks(self, which):
        self.workers[which].step(self.clock.now())

    @rule(which=st.integers(0, 1), job=WHICH, fate=FATES, end=ENDS)
    def a_request_arrives(self, which, job, fate, end):
        self.carrier.fate, self.carrier.end = fate, end
        if self.wires[which].jobs:
            self.wires[which].arrive(job)

    @rule(which=st.integers(0, 1), arrived=st.booleans(), end=ENDS)
    def a_worker_dies(self, which, arrived, end):
        self.carrier.fate, self.carrier.end = "answered", end
        while arrived and self.wires[which].jobs:
            self.wires[which].arrive(noted=False)
        self.hire(which)

    @rule(which=WHICH, event=WHICH)
    def the_carrier_reports(self, which, event):
        calls = list(self.carrier.calls.values())
        if not calls:
            return
        call = calls[-1 - which % len(calls)]
        happened = call.happened(self.clock.now())
        self.report(call, happened[event % len(happened)])

    def report(self, call, progress):
        now = self.clock.now()
        with Session(self.desk.engine) as session, session.begin():
            if progress == Progress.ANSWERED:
                receipts.answered(session, call.token, now)
            else:
                receipts.record(
                    session, call.token, CallProgress(call.ref, progress, None, call.seconds), now
                )

    @rule(seconds=WAITS)
    def time_passes(self, seconds):
        self.clock.sleep(seconds)

    @rule(which=st.integers(0, 3))
    def somebody_asks_not_to_be_called(self, which):
        with Session(reading(self.desk.engine)) as session:
            row = session.scalars(select(Delivery).order_by(Delivery.id)).all()[which]
        self.desk.do_not_call.add(NUMBERS[which], self.clock.now(), By.OPERATOR)
        self.refused.add(row.id)

    @precondition(lambda self: self.state == "running" and self.before[0] == "running")
    @rule()
    def pause(self):
        lifecycle.pause(self.desk, self.campaign, BOSS, self.clock.now())
        self.state = "paused"

    @precondition(lambda self: self.state == "paused" and self.before[0] == "paused")
    @rule()
    def resume(self):
        lifecycle.resume(self.desk, self.campaign, BOSS, self.clock.now())
        self.state = "running"

    @precondition(lambda self: self.born > 3)
    @rule()
    def stop(self):
        lifecycle.halt(self.desk, self.campaign, BOSS, self.clock.now())
        self.state = "stopping"

    @invariant()
    def what_must_hold_does(self):
        was, now = self.before, self.look()
        self.before = now
        begun = {id_: row for id_, row in now[2].items() if id_ not in was[2]}
        assert now[0] in {self.state, "finished"}
        assert not begun or self.state == "running"
        assert not {row[0] for row in begun.values()} & self.refused
        for id_, (_, state, ref, _) in was[2].items():
            assert follows(state, now[2][id_][1]), (state, now[2][id_][1])
            assert ref in {None, now[2][id_][2]}
        for id_, state in was[1].items():
            assert state not in LAST or now[1][id_] == state
        for id_, state in now[1].items():
            mine = [row for row in now[2].values() if row[0] == id_]
            alive = sum(row[1] in RANK for row in mine)
            rung = sum(call.token in {row[3] for row in mine} for call in self.carrier.calls.values())
            assert (state == "open") <= (alive == 1)
            assert rung <= min(2, sum(row[1] != "not_placed" for row in mine))
            assert state not in {"waiting", "claimed"} or self.state != "stopping"

    def teardown(self):
        """However it went: once the workers are left alone it ends, and nothing is kept that was to go."""
        try:
            self.settle()
        finally:
            self.desk.engine.dispose()

    def settle(self):
        if self.look()[0] == "paused":
            self.resume()
        self.hire(0)
        for _ in range(200):
            due = self.workers[0].step(self.clock.now())
            while self.wires[0].jobs:
                self.carrier.fate, self.carrier.end = "answered", (Progress.COMPLETED, 90)
                self.wires[0].arrive()
            self.what_must_hold_does()
            if self.before[0] == "finished":
                break
            self.clock.sleep(1)
            self.clock.move_to(due or self.clock.now())
        state, deliveries, attempts = self.before
        assert state == "finished", json.dumps([deliveries, attempts])
        assert set(deliveries.values()) <= LAST
        for call in self.carrier.calls.values():
            mine = [row for row in attempts.values() if row[3] == call.token]
            assert [row[2] for row in mine if row[1] != "unknown"] in [[call.ref], []]
        self.close()

    def close(self):
        with Session(self.desk.engine) as session:
            counts = tallies.counts(session, lifecycle.find(session, self.campaign))
        lifecycle.close(self.desk, self.campaign, BOSS, self.clock.now())
        with Session(self.desk.engine) as session:
            assert tallies.counts(session, lifecycle.find(session, self.campaign)) == counts
            assert {row.sealed for row in session.scalars(select(Delivery))} == {None}
        assert sum(counts.values()) == 4
        with pytest.raises(KeyGone):
            self.desk.keystore.get(data_key(self.campaign))


NUMBERS = [PhoneNumber.parse(f"045-30{n}-1234") for n in range(4)]


def follows(before, after):
    """Tell whether a call may have come from one state to the other: never back, never out of an end."""
    if before == after or before == "unknown":
        return True
    return before in RANK and RANK.get(after, 9) > RANK[before]


def test_in_whatever_order_things_happen_what_must_hold_does(lives):
    limits = settings(
        max_examples=20,
        stateful_step_count=35,
        deadline=None,
        derandomize=True,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    run_state_machine_as_test(lambda: Life(lives), settings=limits)
