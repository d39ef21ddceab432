"""A house in a storm, stepped: faults everywhere, workers that die, a stop, a pause, a window that closes."""

import io
import random
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.house import TICK, Circumstances, House
from bench.wire import Wire, Witness
from campaigns import intake, lifecycle
from campaigns.desk import Desk
from campaigns.dispatch import Dispatcher
from campaigns.models import Attempt, Campaign
from campaigns.people import Actor, Role
from campaigns.plan import read_plan
from campaigns.states import CampaignState
from carrier.simulator.faults import Faults
from db.clock import TOKYO
from privacy.do_not_call import By
from privacy.number import PhoneNumber

CLOSING = datetime(2026, 11, 24, 17, tzinfo=TOKYO)
"""A Tuesday's; the storm lies across it."""
ALL_AT_ONCE = Faults(
    answer_lost=0.1,
    too_many=0.1,
    error_before=0.025,
    error_after=0.025,
    callback_lost=0.3,
    callback_doubled=0.2,
    callback_late=0.2,
    callback_reordered=0.05,
)
EDITOR, APPROVER = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)


@dataclass
class Marks:
    """What was the last attempt when something was decided, by campaign."""

    stopped: dict[str, int] = field(default_factory=dict)
    paused: dict[str, tuple[int, int]] = field(default_factory=dict)
    refused: dict[str, datetime] = field(default_factory=dict)
    deaths: int = 0


class Storm(House):
    """One day's campaigns with everything going wrong at once, the same way for the same seed."""

    def __init__(
        self,
        folder: Path,
        seed: int,
        recipients: int,
        *,
        workers: int = 3,
        pace: int = 20,
        database_url: str = "",
    ) -> None:
        self.dice, self.pace = random.Random(seed), pace
        lasts = timedelta(seconds=recipients / pace)
        given = Circumstances(
            seed=seed,
            workers=workers,
            sender_pace=pace,
            faults=replace(ALL_AT_ONCE, seed=seed),
            database_url=database_url,
        )
        super().__init__(folder, CLOSING - 0.8 * lasts, given)
        self.witness = Witness(self.parts.desk.carrier, self.clock.now)
        self.desk: Desk = replace(self.parts.desk, carrier=self.witness)
        self.marks = Marks()
        self._wires = [Wire(self.network, self.dice) for _ in self.workers]
        self.workers = [self._worker(n) for n in range(workers)]
        self._due: list[datetime | None] = [self.clock.now()] * workers
        self._turn = 0
        self.numbers = self._numbers(recipients)
        whole, part = recipients * 6 // 10, recipients * 2 // 10
        self.long = self._start(self.numbers[:whole], retry="{times: 2, after: 2m}")
        self.stopped = self._start(self.numbers[whole:-part], retry="{times: 1, after: 1m}")
        mobiles = [f"090{number[3:]}" + number[-1] for number in self.numbers[-part:]]
        self.numbers[-part:] = mobiles
        self.paused = self._start(mobiles, channel="voice-then-sms", retry="{times: 0}")
        self.campaigns = [self.long, self.stopped, self.paused]
        self._befall(lasts)

    def __enter__(self) -> "Storm":
        return self

    def over(self) -> bool:
        """Tell whether every campaign has ended."""
        with Session(self.desk.engine) as session:
            states = session.scalars(select(Campaign.state).where(Campaign.id.in_(self.campaigns)))
            return all(state == CampaignState.FINISHED for state in states)

    def healed(self) -> int:
        """Return how many requests were placed whose answers nobody noted."""
        with Session(self.desk.engine) as session:
            lost = select(func.count()).where(Attempt.ref.is_not(None), Attempt.placed_at.is_(None))
            return session.scalar(lost) or 0

    def _worker(self, n: int) -> Dispatcher:
        return Dispatcher(self.desk, f"worker-{n}-{self.marks.deaths}", self._wires[n])

    def _numbers(self, recipients: int) -> list[str]:
        drawn = self.dice.sample(range(20_000, 99_000), recipients)
        return [f"0453{n // 10000}{n % 10000:04}" + "5" for n in drawn]

    def _start(self, numbers: list[str], **plan: str) -> str:
        written = {
            "name": "Storm",
            "audience": "resident",
            "source": "public directory",
            "channel": "voice",
            "warning": "isa-bail",
            "languages": "[ja, en]",
            "pace": f"{{per_second: {self.pace * 3 // 4}, at_once: 200}}",
            **plan,
        }
        text = "\n".join(f"{key}: {value}" for key, value in written.items())
        table = io.BytesIO("\n".join(["number", *numbers]).encode())
        now = self.clock.now()
        campaign = intake.create(self.desk, read_plan(text), table, EDITOR, now)
        lifecycle.submit(self.desk, campaign, EDITOR, now)
        lifecycle.approve(self.desk, campaign, APPROVER, now)
        lifecycle.start(self.desk, campaign, APPROVER, now)
        return campaign

    def _befall(self, lasts: timedelta) -> None:
        start = self.clock.now()
        for n in range(4 * len(self.workers)):
            at = start + lasts * self.dice.uniform(0.05, 2)
            self._at(at, partial(self._die, n % len(self.workers)))
        self._at(start + lasts * self.dice.uniform(0.2, 0.5), self._stop)
        self._at(start + lasts * self.dice.uniform(0.1, 0.3), self._pause)
        self._at(start + lasts * self.dice.uniform(0.1, 0.4), self._refuse)

    def _at(self, at: datetime, act: Callable[[], None]) -> None:
        self.network.at(at, "fate", lambda _: act())

    def _die(self, n: int) -> None:
        self.marks.deaths += 1
        self._wires[n].dead = True
        self._wires[n] = Wire(self.network, self.dice)
        self.workers[n] = self._worker(n)
        self._due[n] = self.clock.now() + timedelta(seconds=self.dice.uniform(0, 40))

    def _stop(self) -> None:
        lifecycle.halt(self.desk, self.stopped, APPROVER, self.clock.now())
        self.marks.stopped[self.stopped] = self._last()

    def _pause(self) -> None:
        if lifecycle.pause(self.desk, self.paused, APPROVER, self.clock.now()):
            before = self._last()
            self._at(self.clock.now() + timedelta(seconds=20), lambda: self._resume(before))

    def _resume(self, before: int) -> None:
        self.marks.paused[self.paused] = (before, self._last())
        lifecycle.resume(self.desk, self.paused, APPROVER, self.clock.now())

    def _refuse(self) -> None:
        for text in self.dice.sample(self.numbers, 5):
            number = PhoneNumber.parse(text)
            self.desk.do_not_call.add(number, self.clock.now(), By.OPERATOR)
            self.marks.refused[number.e164] = self.clock.now()

    def _last(self) -> int:
        with Session(self.desk.engine) as session:
            return session.scalar(select(func.max(Attempt.id))) or 0

    def _act(self, now: datetime) -> bool:
        """Let only those workers look who have something due, and each second one in turn; True then."""
        event = self.network.next_event()
        if event and event <= now:
            self.network.run_due(now)
            self._busy = True
        acting = {n for n, due in enumerate(self._due) if due and due <= now}
        ticks = now >= self._stepped + TICK
        if ticks:
            self._turn, self._stepped, self._busy = (self._turn + 1) % len(self.workers), now, False
            acting.add(self._turn)
        for n in self.dice.sample(sorted(acting), len(acting)):
            self._due[n] = self.workers[n].step(now)
        return ticks
