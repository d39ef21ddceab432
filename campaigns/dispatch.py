"""A worker's round: what is due is claimed, begun and placed; what is over is ended."""

from collections import defaultdict, deque
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.asking import Asking
from campaigns.claims import HORIZON, Claimed, claim, give_back, lanes
from campaigns.desk import Desk
from campaigns.models import Campaign
from campaigns.pace import is_late
from campaigns.pausing import interrupt
from campaigns.pinned import pinned
from campaigns.placing import begin
from campaigns.punctual import Punctuality
from campaigns.requests import Answer, note_all, request, stopped_since
from campaigns.states import CampaignState
from campaigns.surge import pace_for
from campaigns.upkeep import tidy
from campaigns.waking import next_due
from db.engine import reading, relaxed
from privacy.keystore import KeyGone, KeyUnreadable
from privacy.vault import Unsealable

BATCH = 10
"""Most requests that are begun in one commit; a Stop that comes then has so many to cancel at most."""

LATE = timedelta(milliseconds=20)
"""Lateness that is never held against a worker: what a commit takes."""
MOST_UNDER_WAY = 32
"""Requests begun and not answered; what is due beyond them waits, so that a Stop has few to cancel."""
TIDY_EVERY = timedelta(seconds=2)
SOON = timedelta(milliseconds=50)
QUIET = timedelta(seconds=0.5)
"""How long a campaign without free lines is left alone."""
IDLE = timedelta(seconds=1.5)
"""How long one is left alone in which nobody is due."""


class Dispatcher:
    """One worker. `step` never waits; it says when there will be something to do again."""

    def __init__(self, desk: Desk, worker: str, pool: ThreadPoolExecutor | None = None) -> None:
        self._desk = desk
        self._worker = worker
        self._pool = pool
        self._held: list[Claimed] = []
        self._under_way: set[Future[Answer]] = set()
        self._asking = Asking(desk, pool)
        self._punctual = Punctuality(desk.engine, desk.clock)
        self._answers: deque[Answer] = deque()
        self.called: Event = Event()
        """Set when an answer waits to be noted, so that a loop need not wait for its next tick."""
        self._wakes: list[datetime] = []
        self._tidied: datetime | None = None
        self._quiet: dict[str, datetime] = {}
        self._forgiven = LATE * getattr(desk.clock, "speed", 1.0)  # A fast clock makes everybody late.

    def step(self, now: datetime) -> datetime | None:
        """Do all that is due now. Returns the next instant at which time alone brings work, if any."""
        self._note(now)
        if self._tidied is None or now - self._tidied >= TIDY_EVERY:
            tidy(self._desk, now)
            self._asking.ask(now)
            self._tidied = now
            now = max(now, self._desk.clock.now())  # The carrier may have been slow to answer.
        self._wakes = []
        if self._punctual.check(now):
            self._claim(now)
        else:
            self._drop(now)
        self._place(now)
        self._note(now)
        return self._next(now)

    def finish(self) -> None:
        """Wait for the requests under way and note what came of them."""
        while self._under_way:
            self.called.wait(0.1)
            self._note(self._desk.clock.now())
        self._note(self._desk.clock.now())
        self._asking.finish()

    def _drop(self, now: datetime) -> None:
        """Give back what is held: nothing was begun for it."""
        held, self._held = [held.delivery for held in self._held], []
        if held:
            with Session(self._desk.engine) as session, session.begin():
                give_back(session, held, now)

    def _claim(self, now: datetime) -> None:
        with Session(reading(self._desk.engine)) as session:
            running = session.execute(
                select(Campaign.id, Campaign.next_slot)
                .where(Campaign.state == CampaignState.RUNNING)
                .order_by(Campaign.plan["audience"].as_string(), Campaign.started_at)  # Institutions first.
            ).all()
        for campaign, next_slot in running:
            if self._quiet.get(campaign, now) > now:
                continue
            if next_slot and next_slot > now + HORIZON / 2:
                self._wakes.append(next_slot - HORIZON / 2)  # What is held lasts until then.
            else:
                self._claim_for(campaign, now)

    def _claim_for(self, campaign: str, now: datetime) -> None:
        with Session(relaxed(self._desk.engine)) as session, session.begin():
            found = session.get(Campaign, campaign, with_for_update=True)
            if found is None or found.state != CampaignState.RUNNING:
                return
            plan = pace_for(session, self._desk.policy, pinned(session, campaign).plan, now)
            if plan is None:
                self._wakes.append(now + IDLE)  # The hotline has too much to do.
            if plan is None or not self._desk.policy.may_call(plan, now):
                return
            for lane in lanes(self._desk, plan):
                want = 2 * BATCH - len(self._held)
                claims = claim(session, found, plan, lane, self._worker, now, want)
                self._held += claims.taken
                self._wakes += [claims.free_at] if claims.free_at else []
                if not claims.taken:
                    self._quiet[campaign] = now + (IDLE if claims.nothing_due else QUIET)

    def _place(self, now: datetime) -> None:
        due: dict[str, list[int]] = defaultdict(list)
        late: list[int] = []
        free = MOST_UNDER_WAY - len(self._under_way)
        for held in [h for h in self._held if h.slot_at <= now][:free]:
            self._held.remove(held)
            if is_late(held.slot_at, now, held.rate) and now - held.slot_at > self._forgiven:
                late.append(held.delivery)
            else:
                due[held.campaign].append(held.delivery)
        if late:
            with Session(self._desk.engine) as session, session.begin():
                give_back(session, late, now)
        for campaign, deliveries in due.items():
            for start in range(0, len(deliveries), BATCH):
                self._begin(campaign, deliveries[start : start + BATCH], now)

    def _begin(self, campaign: str, deliveries: list[int], now: datetime) -> None:
        try:
            with Session(self._desk.engine) as session, session.begin():
                placements = begin(session, self._desk, campaign, deliveries, self._worker, now)
        except (KeyGone, KeyUnreadable, Unsealable) as trouble:
            # Only this campaign is stopped by it; the text names a key, never a number.
            interrupt(self._desk.engine, campaign, str(trouble))
            return
        for placement in placements:
            if self._pool is None:
                self._answers.append(request(self._desk.carrier, placement, now, self._desk.clock))
            else:
                future = self._pool.submit(request, self._desk.carrier, placement, now, self._desk.clock)
                self._under_way.add(future)
                future.add_done_callback(self._answered)

    def _answered(self, future: "Future[Answer]") -> None:
        try:
            self._answers.append(future.result())
        finally:
            self._under_way.discard(future)
            self.called.set()

    def _note(self, now: datetime) -> None:
        """Note all answers in one commit: many small ones would wait for each other at the database."""
        self.called.clear()
        answers = [self._answers.popleft() for _ in range(len(self._answers))]
        if answers:
            with Session(relaxed(self._desk.engine)) as session, session.begin():
                note_all(session, answers, now)
                stopped = stopped_since(session, answers)
            if stopped:
                self._asking.cancel(stopped)

    def _next(self, now: datetime) -> datetime | None:
        """Return when time alone brings work: a slot, a sender that is free, a retry, a window that opens."""
        instants = [held.slot_at for held in self._held] + self._wakes
        if instants:
            return max(min(instants), now + SOON)
        with Session(reading(self._desk.engine)) as session:
            look = self._asking.next_look(session)
            if look is not None and self._tidied is not None:
                look = max(look, self._tidied + TIDY_EVERY)  # Nobody asks the carrier before.
            soonest = min(filter(None, (next_due(self._desk, session, now), look)), default=None)
        return max(soonest, now + SOON) if soonest else None
