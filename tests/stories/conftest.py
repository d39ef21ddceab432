"""A house with its own carrier, database and clock, and the people who use it."""

import io
import sys
from contextlib import ExitStack
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.house import Circumstances, House
from campaigns import intake, lifecycle, tallies
from campaigns.models import Attempt, Delivery
from campaigns.people import Actor, Role
from campaigns.plan import read_plan
from db.clock import TOKYO
from privacy.number import PhoneNumber

TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)
"""A Tuesday."""
PLAN = {
    "name": "Asahi ward",
    "audience": "resident",
    "source": "public directory",
    "channel": "voice",
    "warning": "isa-bail",
    "languages": "[ja, en]",
}


class Tap:
    """Listens on the wire between carrier and application, and changes nothing."""

    def __init__(self, web):
        self._web, self.sent = web, []

    def send(self, request):
        reply = self._web.send(request)
        self.sent.append((request, reply))
        return reply

    def close(self):
        self._web.close()

    @property
    def documents(self):
        return [reply.body.decode() for _, reply in self.sent if reply.body]


class Line(House):
    """The house, with what a test asks of it. Sato edits, Tanaka approves."""

    sato, tanaka = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)

    def __init__(self, folder, start, circumstances):
        super().__init__(folder, start, circumstances)
        self.folder, self.desk = folder, self.parts.desk
        self.tap = self.network.web = Tap(self.network.web)

    @property
    def now(self):
        return self.clock.now()

    @property
    def hotline(self):
        return self.parts.line.hotline[0].e164

    @staticmethod
    def homes(count, last="0007"):
        """Return so many numbers whose last four digits decide what they do."""
        return [f"045-{300 + n}-{last}" for n in range(count)]

    def draft(self, *numbers, **plan):
        """Make a campaign; behind a number, with commas, may stand language, area and extension."""
        text = "\n".join(f"{key}: {value}" for key, value in {**PLAN, **plan}.items())
        named = plan.get("audience") == "institution"
        head = "number,language,area" + (",extension,name" if named else "")
        rows = [f"{row}{',' * (4 - row.count(','))}Bank" if named else row for row in numbers]
        table = io.BytesIO("\n".join([head, *rows]).encode())
        return intake.create(self.desk, read_plan(text), table, self.sato, self.now)

    def approved(self, *numbers, **plan):
        """Make a campaign that may be started; each act by somebody who may, whoever is left over by it."""
        campaign = self.draft(*numbers, **plan)
        lifecycle.submit(self.desk, campaign, self.sato, self.now)
        lifecycle.approve(self.desk, campaign, self.tanaka, self.now, remainder=sys.maxsize)
        return campaign

    def start(self, *numbers, **plan):
        """Make a campaign and start it."""
        campaign = self.approved(*numbers, **plan)
        lifecycle.start(self.desk, campaign, self.tanaka, self.now)
        return campaign

    def run(self, *numbers, **plan):
        """Make a campaign and let it run to its end."""
        campaign = self.start(*numbers, **plan)
        assert self.finish(campaign)
        return campaign

    def finish(self, campaign):
        return self.drive(lambda: self.state(campaign) == "finished", until=self.now + timedelta(days=10))

    def pass_time(self, **length):
        until = self.now + timedelta(**length)
        self.network.at(until, "a hand on the clock", lambda _: None)  # No step goes past it.
        self.drive(lambda: self.now >= until)

    def state(self, campaign):
        with Session(self.parts.engine) as session:
            return lifecycle.find(session, campaign).state

    def counts(self, campaign):
        with Session(self.parts.engine) as session:
            return tallies.counts(session, lifecycle.find(session, campaign))

    def rows(self, table):
        with Session(self.parts.engine) as session:
            columns = list(table.__table__.columns)
            return [tuple(row) for row in session.execute(select(*columns).order_by(columns[0]))]

    def attempts(self, campaign):
        with Session(self.parts.engine) as session:
            return list(
                session.scalars(select(Attempt).where(Attempt.campaign_id == campaign).order_by(Attempt.id))
            )

    def deliveries(self, campaign):
        with Session(self.parts.engine) as session:
            return list(
                session.scalars(
                    select(Delivery).where(Delivery.campaign_id == campaign).order_by(Delivery.id)
                )
            )

    @property
    def calls(self):
        """All calls of ours that the carrier knows, in order."""
        return [call for call in self.network.calls.values() if call.direction == "outbound-api"]

    def calls_to(self, number):
        to = PhoneNumber.parse(number).e164
        return [call for call in self.calls if call.order.to == to]

    def texts_to(self, number):
        to = PhoneNumber.parse(number).e164
        return [
            text for text in self.network.texts.values() if text.to == to and text.direction == "outbound-api"
        ]

    def resident(self, number):
        """Return the telephone of somebody who takes our calls by hand."""
        return self.telephone(PhoneNumber.parse(number).e164).register()


@pytest.fixture
def open_house(databases, tmp_path):
    """Open a house at a time of day, under whatever circumstances."""
    with ExitStack() as doors:

        def opened(start=TEN, **circumstances):
            folder = tmp_path / f"house-{start:%H%M}-{len(list(tmp_path.iterdir()))}"
            circumstances.setdefault("database_url", databases.upgraded(folder / "yobikake.sqlite"))
            given = replace(Circumstances(), **circumstances)
            return doors.enter_context(Line(folder, start, given))

        yield opened


@pytest.fixture
def house(open_house):
    """A house on a Tuesday at ten."""
    return open_house()
