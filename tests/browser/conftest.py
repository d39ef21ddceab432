"""Operators at real browsers, in front of a line with its own carrier, database and clock."""

import io
import re
from datetime import datetime, timedelta

import pytest
from argon2 import PasswordHasher
from axe_playwright_python.base import AXE_FILE_PATH
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.furnishing import furnish, tell
from app.house import TICK, Circumstances, House
from app.samples import directory, volunteers
from campaigns import intake, lifecycle
from campaigns.models import Campaign, Institution
from campaigns.people import Actor, Role
from campaigns.plan import read_plan
from console import operators
from console.models import Operator
from db.clock import TOKYO
from tests.support import stores

TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)
"""A Tuesday."""
PLAN = """\
name: {area} bail calls
audience: resident
source: public directory
channel: voice
warning: isa-bail
languages: {languages}
area: {area}
pace: {{per_second: 1, at_once: 20}}
"""
PASSWORD = "correct horse battery"
DESK, PHONE = {"width": 1280, "height": 900}, {"width": 360, "height": 740}
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LOCALES = {"ja": "ja-JP", "en": "en-GB"}
SATO, TANAKA = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)
ROLES = {"sato": Role.EDITOR, "tanaka": Role.APPROVER, "mori": Role.ADMINISTRATOR, "abe": Role.VIEWER}
_KEPT = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)
"""What is kept of the password, made so that comparing with it takes no time."""


class Person:
    """Somebody at a browser. Whatever the browser complains of, a refused script above all, is a fault."""

    def __init__(self, context, house):
        self.context, self.house, self.page = context, house, context.new_page()
        self.complaints = []
        self.page.set_default_timeout(10_000)
        self.page.on("pageerror", lambda error: self.complaints.append(str(error)))
        self.page.on("console", self._heard)

    def _heard(self, message):
        if message.type == "error" and "Content Security Policy" in message.text:
            self.complaints.append(message.text)

    def open(self, path):
        answer = self.page.goto(f"{self.house.base_url}{path}")
        assert answer.status < 400, path
        return self.page

    def press(self, words, inside=None):
        """Press the button or link that is called so."""
        place = inside or self.page
        button = place.get_by_role("button", name=words)
        (button if button.count() else place.get_by_role("link", name=words)).first.click()

    @property
    def text(self):
        return " ".join(self.page.inner_text("body").split())

    def axe(self):
        """Return what axe finds on the page as it is now, and where."""
        if not self.page.evaluate("'axe' in window"):
            self.page.evaluate(AXE_FILE_PATH.read_text(encoding="utf-8"))
        only = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
        told = "found => found.violations.map(one => one.id + ': ' + one.nodes[0].html.slice(0, 90))"
        return self.page.evaluate(f"only => axe.run(document, only).then({told})", only)

    def too_wide(self):
        """Return how many pixels of the page lie outside the screen's width."""
        return self.page.evaluate("document.documentElement.scrollWidth - innerWidth")


class Office(House):
    """A line with people who operate it; Sato edits, Tanaka approves, Mori administers, Abe looks on."""

    def __init__(self, folder, circumstances, browser):
        super().__init__(folder, TEN, circumstances)
        self._browser, self.people, self.numbers = browser, [], set()
        for name, role in ROLES.items():
            operators.add(self.parts.engine, name, role, self.clock.now())
        with Session(self.parts.engine) as session, session.begin():
            for name in ROLES:
                session.get_one(Operator, name).password = _KEPT

    def person(self, name, language="en", **how):
        """Let somebody sit down at a browser of their own and sign in."""
        how = {"viewport": DESK, **how}
        context = self._browser.new_context(locale=LOCALES[language], **how)
        person = Person(context, self)
        self.people.append(person)
        if name:
            page = person.open("/sign-in")
            page.locator("[name=name]").fill(name)
            page.locator("[name=password]").fill(PASSWORD)
            page.locator("main form button").click()
        return person

    def pass_time(self, **length):
        """Let time pass, in which everybody acts."""
        until = self.clock.now() + timedelta(**length)
        while self.clock.now() < until:
            self.drive(lambda: False, until=min(until, self.clock.now() + TICK))

    def submit(self, *, area="横浜市青葉区", count=30, languages="[ja, en, vi]"):
        """Let Sato make a warning to homes and hand it in; returns its id."""
        plan = read_plan(PLAN.format(area=area, languages=languages))
        homes = [f"045{300 + n}0007" for n in range(count)]
        rows = [f"{home},{'en' if n % 10 == 0 else 'ja'}" for n, home in enumerate(homes)]
        self.numbers |= set(homes)
        table = io.BytesIO("\n".join(["number,language", *rows]).encode())
        desk, now = self.parts.desk, self.clock.now()
        campaign = intake.create(desk, plan, table, SATO, now)
        lifecycle.submit(desk, campaign, SATO, now)
        return campaign

    def start(self, **how):
        """Have a warning to homes approved and begun; returns its id."""
        campaign, desk, now = self.submit(**how), self.parts.desk, self.clock.now()
        lifecycle.approve(desk, campaign, TANAKA, now)
        lifecycle.start(desk, campaign, TANAKA, now)
        return campaign

    def run_some(self):
        """Bring the day to its middle: one warning runs, one waits."""
        self.campaigns = {"runs": self.start(area="横浜市旭区", count=120), "waits": self.submit()}
        self.pass_time(minutes=1)

    def places(self):
        """Return what stands in the open places of addresses: an institution, a sentence, a pack."""
        with Session(self.parts.engine) as session:
            entry = session.scalars(select(Institution.id)).first()
        return {"entry": entry, "name": self.parts.line.packs_read()[0].name}

    def filled(self, pattern, places):
        """Return the addresses of a pattern: choices make several, and places are filled."""
        choice = re.search(r"<any\(([^)]*)\):\w+>", pattern)
        if choice:
            values = (value.strip(" '\"") for value in choice[1].split(","))
            ends = (pattern[: choice.start()] + value + pattern[choice.end() :] for value in values)
            return [address for end in ends for address in self.filled(end, places)]
        if "<id>" in pattern:
            which = ("waits",) if "approvals" in pattern else ("runs", "waits")
            return [pattern.replace("<id>", self.campaigns[one]) for one in which]
        for name, value in places.items():
            pattern = re.sub(rf"<(?:\w+:)?{name}>", value, pattern)
        assert "<" not in pattern, f"{pattern}: say in PLACES what stands there"
        return [pattern]

    def states(self):
        """Return the state of every campaign by its id."""
        with Session(self.parts.engine) as session:
            return {one.id: one.state for one in session.scalars(select(Campaign))}

    def state(self, campaign):
        with Session(self.parts.engine) as session:
            return lifecycle.find(session, campaign).state


def _furnish(office):
    furnish(office, 1, 12, SATO, TANAKA)
    tell(office)
    tables = (directory(1, 12) + volunteers(1, 48)).decode().replace("-", "")
    office.numbers |= set(re.findall(r"0\d{9}", tables))


def _office(files, folder, browser):
    address = files.upgraded(folder / "yobikake.sqlite")
    return Office(folder, Circumstances(database_url=address), browser)


@pytest.fixture(scope="session")
def files(tmp_path_factory):
    """Databases in files, also where other stories are on a server: a browser sees the same pages."""
    return stores.Files(tmp_path_factory.mktemp("model"))


@pytest.fixture
def office(files, tmp_path, driven):
    """An office with nothing in it but its people."""
    with _office(files, tmp_path, driven) as office:
        yield office
        for person in office.people:
            assert person.complaints == []
            person.context.close()


@pytest.fixture
def furnished(office):
    """An office with enrolled institutions, a standing list, and things that people told it."""
    _furnish(office)
    return office


@pytest.fixture(scope="module")
def lived_in(files, tmp_path_factory, driven):
    """An office in the middle of its day, shared by stories that only look."""
    with _office(files, tmp_path_factory.mktemp("office"), driven) as office:
        _furnish(office)
        yield office
        for person in office.people:
            assert person.complaints == []
