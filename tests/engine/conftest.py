"""A started campaign to four banks that is copied for every life it is to live, and a carrier in memory."""

import io
import shutil
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

import pytest

from app.settings import Settings
from app.wiring import build
from campaigns import intake, lifecycle
from campaigns.people import Actor, Role
from campaigns.plan import read_plan
from carrier.port import Progress, Record, Unavailable
from db.clock import TOKYO, ManualClock
from db.engine import make_engine
from privacy.do_not_call import DoNotCall
from privacy.keystore import FolderKeyStore
from privacy.number import PhoneNumber

TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)
SERVICE_KEY, BASE_URL = b"k" * 32, "http://127.0.0.1:1"
EDITOR, APPROVER = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)
NUMBERS = [PhoneNumber.parse(f"045-30{n}-1234") for n in range(4)]
PLAN = """{name: Four banks, audience: institution, source: public directory, channel: voice,
warning: isa-bail, languages: [ja], pace: {per_second: 5, at_once: 3}, retry: {times: 1, after: 1m}}"""


@dataclass
class Call:
    """A call at the carrier; `seconds` 0 is never answered."""

    ref: str
    to: PhoneNumber
    token: str
    began: datetime
    end: Progress
    seconds: int
    cancelled: bool = False

    def events(self):
        """Return what happens to it, and when."""
        if self.cancelled:
            return [(timedelta(0), Progress.CANCELLED)]
        if not self.seconds:
            return [(timedelta(seconds=2), Progress.RINGING), (timedelta(seconds=30), self.end)]
        answered, ended = timedelta(seconds=10), timedelta(seconds=10 + self.seconds)
        return [
            (timedelta(seconds=2), Progress.RINGING),
            (answered, Progress.ANSWERED),
            (ended, Progress.COMPLETED),
        ]

    def happened(self, now):
        """Return all that has happened to it by now."""
        return [
            Progress.QUEUED,
            *(progress for after, progress in self.events() if self.began + after <= now),
        ]

    def record(self, now):
        """Return what the carrier says of it."""
        return Record(self.ref, self.happened(now)[-1], self.to, self.began, self.seconds)


class Exchange:
    """A carrier in memory: what becomes of the next request and of its call is set beforehand."""

    def __init__(self, clock):
        self.clock, self.calls, self.fate, self.end = clock, {}, "answered", (Progress.BUSY, 0)

    def place(self, order):
        if self.fate == "too many":
            raise Unavailable("too many requests", 20429, processed=False)
        if self.fate == "never came":
            raise Unavailable("no answer")
        ref, token = f"CA{len(self.calls):032x}", order.answer_url.split("/")[-2]
        self.calls[ref] = Call(ref, order.to, token, self.clock.now(), *self.end)
        if self.fate == "answer lost":
            raise Unavailable("no answer")
        return ref

    def look_up(self, ref):
        return self.calls[ref].record(self.clock.now())

    def list_calls(self, sender, since, *, limit=1000):
        return iter([call.record(self.clock.now()) for call in self.calls.values()])

    def list_texts(self, sender, since, *, limit=1000):
        return iter([])

    def cancel(self, ref):
        call = self.calls[ref]
        if call.record(self.clock.now()).progress in {Progress.QUEUED, Progress.RINGING}:
            call.cancelled = True

    def erase(self, ref):
        pass


class Lives:
    """Makes the same started campaign over and over, each in a database of its own."""

    def __init__(self, databases, folder):
        self._databases, self._folder, self._made = databases, folder, 0
        self._first = databases.upgraded(folder / "first" / "yobikake.sqlite")
        (folder / "service.key").write_bytes(SERVICE_KEY)
        settings = Settings.model_validate(
            {"yobikake_data": folder / "first", "database_url": self._first, "public_base_url": BASE_URL}
        )
        clock = ManualClock(TEN)
        parts = build(settings, clock=clock)
        store = FolderKeyStore(folder / "first" / "keys", SERVICE_KEY, clock)
        self.desk = replace(parts.desk, keystore=store, do_not_call=DoNotCall(parts.engine, store))
        table = io.BytesIO("\n".join(["number,name", *(f"{n.e164},Bank" for n in NUMBERS)]).encode())
        self.campaign = intake.create(self.desk, read_plan(PLAN), table, EDITOR, TEN)
        lifecycle.submit(self.desk, self.campaign, EDITOR, TEN)
        lifecycle.approve(self.desk, self.campaign, APPROVER, TEN)
        lifecycle.start(self.desk, self.campaign, APPROVER, TEN)
        parts.close()

    def begin(self):
        """Return a desk at ten o'clock; its carrier is an Exchange."""
        self._made += 1
        data = self._folder / str(self._made)
        shutil.copytree(self._folder / "first" / "keys", data / "keys")
        clock = ManualClock(TEN)
        engine = make_engine(self._databases.copy(self._first, data / "yobikake.sqlite"))
        store = FolderKeyStore(data / "keys", SERVICE_KEY, clock)
        mine = {"keystore": store, "do_not_call": DoNotCall(engine, store), "clock": clock}
        return replace(self.desk, engine=engine, carrier=Exchange(clock), sender_pace=None, **mine)


@pytest.fixture(scope="module")
def lives(module_databases, tmp_path_factory):
    """The campaign's many lives."""
    return Lives(module_databases, tmp_path_factory.mktemp("lives"))
