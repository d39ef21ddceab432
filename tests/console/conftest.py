"""The console in a browser without script: pages are read, forms are filled in and sent."""

import io
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser

import pytest
from argon2 import PasswordHasher
from flask import Flask
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import select, update
from sqlalchemy.orm import Session

import console.pages
from app.checking import check_campaign
from app.line import read_line
from campaigns import intake, lifecycle
from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery
from campaigns.people import Actor, Role
from campaigns.plan import read_plan
from carrier.port import Progress, Record
from console import operators, uploads
from console.health.running import running
from console.models import Operator
from db.clock import ManualClock
from db.engine import make_engine
from privacy.do_not_call import DoNotCall
from privacy.keystore import FolderKeyStore
from prompts import library
from prompts.audio.listening import Listening
from prompts.audio.recordings import Recordings
from tree import incidents
from tree.desk import Desk as Asked
from tree.tallies import Tally

TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
PASSWORD = "correct horse battery"
SATO, TANAKA = Actor("sato", Role.EDITOR), Actor("tanaka", Role.APPROVER)
VOID = {"meta", "link", "br", "img", "input"}
PLAN = """\
name: {name}
audience: {audience}
source: public directory
channel: {channel}
warning: police-banking
languages: [ja, en]
area: 横浜市旭区
"""


class Page(HTMLParser):
    """What a page shows, and its forms by address; it complains when a tag is left open."""

    def __init__(self, response):
        super().__init__()
        self.status, self.headers = response.status_code, response.headers
        self.source, self.address = response.get_data(as_text=True), response.request.path
        self.tags, self.words, self.forms, self.links, self._open = [], [], {}, [], []
        self.feed(self.source)
        assert self._open == []
        self.text = " ".join(" ".join(self.words).split())

    def handle_starttag(self, tag, attributes):
        about = dict(attributes)
        self.tags.append((tag, about))
        if tag == "form":
            self._form = self.forms.setdefault(about.get("action", self.address), {})
        if tag == "input" and "name" in about:
            self._form[about["name"]] = about.get("value", "")
        if tag == "a":
            self.links.append(about["href"])
        if tag not in VOID:
            self._open.append(tag)

    def handle_startendtag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_endtag(self, tag):
        assert self._open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)

    def attributes(self, tag):
        return [about for name, about in self.tags if name == tag]


class Browser:
    """One person's browser: reads pages and sends the forms that stand on them."""

    def __init__(self, app, language="en"):
        self.client, self.language = app.test_client(), language

    def read(self, path):
        return Page(self.client.get(path, headers={"Accept-Language": self.language}, follow_redirects=True))

    def send(self, page, address, **typed):
        fields = {**page.forms[address], **typed}
        headers = {"Accept-Language": self.language}
        return Page(self.client.post(address, data=fields, headers=headers, follow_redirects=True))

    def sign_in(self, name, password=PASSWORD):
        return self.send(self.read("/sign-in"), "/sign-in", name=name, password=password)


class Exchange:
    """A carrier that only cancels, and says so."""

    def __init__(self):
        self.cancelled = []

    def cancel(self, ref):
        self.cancelled.append(ref)

    def look_up(self, ref):
        return Record(ref, Progress.CANCELLED if ref in self.cancelled else Progress.RINGING)


@pytest.fixture(scope="session")
def prompts():
    return library.load(read_line(None).promises())


@pytest.fixture(scope="session")
def kept():
    """What is kept of the password, made so that comparing with it takes no time."""
    return PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PASSWORD)


@pytest.fixture(scope="session")
def compiled(tmp_path_factory):
    """The templates, compiled once for all the applications of a test run."""
    return FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))


@pytest.fixture
def clock():
    return ManualClock(TEN)


@pytest.fixture
def desk(databases, tmp_path, clock, prompts):
    engine = make_engine(databases.upgraded(tmp_path / "line.sqlite"))
    keys = FolderKeyStore(tmp_path / "keys", bytes(range(32)), clock)
    base = "http://127.0.0.1:8000"
    sender = "+81450000100"
    refusals, policy = DoNotCall(engine, keys), read_line(None).call_policy()
    yield Desk(engine, Exchange(), keys, refusals, prompts, clock, base, (sender,), (sender,), policy)
    engine.dispose()


@pytest.fixture
def app(desk, compiled, tmp_path):
    app = Flask("line", static_folder=None)
    app.request_class, app.config["MAX_CONTENT_LENGTH"] = uploads.Request, 64 * 1024
    app.jinja_env.bytecode_cache = compiled
    parts = {"engine": desk.engine, "clock": desk.clock, "prompts": desk.prompts, "desk": desk}
    app.extensions |= {**parts, "tally": Tally(), "public_base_url": desk.public_base_url}
    app.extensions["examine"] = lambda carrier: [carrier(), *running(desk, desk.clock.now())]
    recordings = Recordings(tmp_path / "recordings")
    app.extensions |= {"recordings": recordings, "listening": Listening(recordings, tmp_path / "voices")}
    app.extensions["line"] = read_line(None)
    app.extensions["judge"] = lambda plan, people, name, earlier=None: check_campaign(
        plan, people, desk.clock.now(), name, desk.prompts, policy=desk.policy, earlier=earlier
    )
    app.extensions["asked"] = Asked({}, lambda language, channel: [])
    app.register_blueprint(console.pages.bp)
    return app


@pytest.fixture
def browser(app):
    """A browser in which nobody is signed in."""
    return Browser(app)


@pytest.fixture
def person(app, desk, kept):
    """Let a person with a role sign in to a browser of their own."""

    def sign_in(name, role=Role.APPROVER, language="en"):
        operators.add(desk.engine, name, role, desk.clock.now())
        with Session(desk.engine) as session, session.begin():
            session.get_one(Operator, name).password = kept
        browser = Browser(app, language)
        browser.sign_in(name)
        return browser

    return sign_in


@pytest.fixture
def campaign(desk):
    """Make a campaign of eight recipients and bring it as far as is asked."""

    def make(until="draft", *, name="Asahi, calls", audience="resident", channel="voice", count=8, also=""):
        plan = read_plan(PLAN.format(name=name, audience=audience, channel=channel) + also)
        banks = audience == "institution"
        lines = [f"{f'Bank {n},' if banks else ''}045-300-{n:04}" for n in range(1, count + 1)]
        table = "\n".join([f"{'name,' if banks else ''}number", *lines]).encode()
        now = desk.clock.now()
        id_ = intake.create(desk, plan, io.BytesIO(table), SATO, now)
        acts = {"submitted": lifecycle.submit, "approved": lifecycle.approve, "running": lifecycle.start}
        for state, act in acts.items():
            if until == "draft":
                break
            act(desk, id_, SATO if state == "submitted" else TANAKA, now)
            if state == until:
                break
        return id_

    return make


@pytest.fixture
def state(desk):
    """Tell the state of a campaign."""

    def of(campaign):
        with Session(desk.engine) as session:
            return session.get_one(Campaign, campaign).state

    return of


@pytest.fixture
def incident(desk):
    """Note that operators were told of a claim so many times, some days ago."""

    def note(warning, area="", times=1, days=0):
        for _ in range(times):
            incidents.add(desk.engine, warning, area, desk.clock.now() - timedelta(days=days))

    return note


@pytest.fixture
def become(desk):
    """Let so many recipients who wait come to an end."""

    def end(campaign, end, count):
        with Session(desk.engine) as session, session.begin():
            waiting = select(Delivery.id).where(Delivery.campaign_id == campaign, Delivery.state == "waiting")
            ids = session.scalars(waiting.order_by(Delivery.id).limit(count)).all()
            session.execute(update(Delivery).where(Delivery.id.in_(ids)).values(state="done", end=end))

    return end
