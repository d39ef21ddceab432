"""A worker's round: what is due is claimed, begun and placed; what is over is ended."""

from collections import defaultdict, deque
from concurrent.futures import Future, ThreadPoolExecutor
from datetime import datetime, timedelta
from threading import Event

from sqlalchemy.orm import Session

from campaigns.asking import Asking
from campaigns.claiming import Claiming
from campaigns.claims import Claimed, give_back
from campaigns.desk import Desk
from campaigns.pausing import interrupt
from campaigns.placing import begin
from campaigns.punctual import Punctuality
from campaigns.requests import Answer, note_all, request, stopped_since
from campaigns.upkeep import tidy
from campaigns.waking import next_due
from db.engine import reading, relaxed
from privacy.keystore import KeyGone, KeyUnreadable
from privacy.vault import Unsealable

BATCH = 10
"""Most requests that are begun in one commit; a Stop that comes then has so many to cancel at most."""

MOST_UNDER_WAY = 32
"""Requests begun and not answered; what is due beyond them waits, so that a Stop has few to cancel."""
TIDY_EVERY = timedelta(seconds=2)
SOON = timedelta(milliseconds=50)


class Dispatcher:
    """One worker. `step` never waits; it says when there will be something to do again."""

    def __init__(self, desk: Desk, worker: str, pool: ThreadPoolExecutor | None = None) -> None:
        self._desk = desk
        self._worker = worker
        self._pool = pool
        self._claims = Claiming(worker, desk.clock.now())
        self._under_way: set[Future[Answer]] = set()
        self._asking = Asking(desk, pool)
        self._punctual = Punctuality(desk.engine, desk.clock)
        self._answers: deque[Answer] = deque()
        self.called: Event = Event()
        """Set when an answer waits to be noted, so that a loop need not wait for its next tick."""
        self._tidied: datetime | None = None

    def step(self, now: datetime) -> datetime | None:
        """Do all that is due now. Returns the next instant at which time alone brings work, if any."""
        began = now
        right = self._punctual.check(now)
        if right:
            self._place(now)  # First: a slot waits for nobody.
        else:
            self._drop(now)
        self._note(now)
        if self._tidied is None or now - self._tidied >= TIDY_EVERY:
            tidy(self._desk, now)
            self._asking.ask(now)
            self._tidied = now
        now = max(now, self._desk.clock.now())  # All that may have taken a while.
        if right:
            self._claims.claim(self._desk, now, began)
            self._place(max(now, self._desk.clock.now()))
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
        held = [held.delivery for held in self._claims.held]
        self._claims.held, self._claims.wakes = [], []
        if held:
            with Session(self._desk.engine) as session, session.begin():
                give_back(session, held, now)

    def _place(self, now: datetime) -> None:
        due: dict[str, list[Claimed]] = defaultdict(list)
        free = MOST_UNDER_WAY - len(self._under_way)
        for held in [held for held in self._claims.held if held.slot_at <= now][: max(free, 0)]:
            self._claims.held.remove(held)
            due[held.campaign].append(held)
        for mine in due.values():
            for start in range(0, len(mine), BATCH):
                self._begin(mine[start : start + BATCH], now)

    def _begin(self, held: list[Claimed], now: datetime) -> None:
        try:
            with Session(self._desk.engine) as session, session.begin():
                placements = begin(session, self._desk, held, self._worker, now)
        except (KeyGone, KeyUnreadable, Unsealable) as trouble:
            # Only this campaign is stopped by it; the text names a key, never a number.
            interrupt(self._desk.engine, held[0].campaign, str(trouble))
            return
        for placement in placements:
            if self._pool is None:
                self._answers.append(request(self._desk.carrier, placement, self._desk.clock))
            else:
                future = self._pool.submit(request, self._desk.carrier, placement, self._desk.clock)
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
        # A slot is waited for exactly; what is only looked for, or has to wait for an answer, is not.
        slots = [held.slot_at if held.slot_at > now else now + SOON for held in self._claims.held]
        wakes = [max(wake, now + SOON) for wake in self._claims.wakes]
        if slots or wakes:
            return min(slots + wakes)
        with Session(reading(self._desk.engine)) as session:
            look = self._asking.next_look(session)
            if look is not None and self._tidied is not None:
                look = max(look, self._tidied + TIDY_EVERY)  # Nobody asks the carrier before.
            soonest = min(filter(None, (next_due(self._desk, session, now), look)), default=None)
        return max(soonest, now + SOON) if soonest else None
