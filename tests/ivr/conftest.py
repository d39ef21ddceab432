"""The hotline's webhooks behind the real gate, and a telephone that presses keys."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

import pytest
from flask import Flask

import ivr.webhooks
from carrier.gate import Gate
from carrier.signature import HEADER, sign
from carrier.speaking import Speaker
from db.clock import ManualClock
from db.engine import make_engine
from privacy.do_not_call import DoNotCall
from privacy.keystore import FolderKeyStore
from prompts import library
from prompts.promises import Promises
from prompts.tree import Effect
from tree.desk import Desk
from tree.refusing import Refusing
from tree.tallies import Tally

BASE = "https://line.example.jp"
TOKEN = "token-of-the-carrier"
HOTLINE, ENGLISH, DISPLAYED = "+81450000110", "+81450000111", "+81450000100"
ROSA = "+819012345678"
TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@pytest.fixture(scope="session")
def prompts():
    return library.load(
        Promises(
            organisation={"ja": "見本県警察 被害防止センター", "en": "Sample police prevention centre"},
            hours={"ja": "平日の午前九時から午後五時", "en": "weekdays, nine to five"},
            hotline_number="045-000-0110",
            displayed_number="045-000-0100",
        ),
        ["ja", "en"],
    )


class Phone:
    """Somebody with a telephone: dials, listens, presses keys."""

    def __init__(self, app, number=ROSA):
        self.client = app.test_client()
        self.number = number
        self.document = None

    def dial(self, number=HOTLINE):
        self._post("/voice/inbound", To=number)
        return self

    def press(self, *keys):
        for key in keys:
            self._post(urlsplit(self.action).path, Digits=key, To=HOTLINE)
        return self

    def _post(self, path, **fields):
        form = {"CallSid": "CA1", "From": self.number, "Direction": "inbound", **fields}
        signature = sign(TOKEN, BASE + path, form.items())
        response = self.client.post(path, data=form, headers={HEADER: signature})
        assert response.status_code == 200
        self.document, self.type = response.data, response.mimetype

    @property
    def root(self):
        return ET.fromstring(self.document)

    @property
    def heard(self):
        return " ".join("".join(say.itertext()) for say in self.root.iter("Say"))

    @property
    def gather(self):
        return self.root.find("Gather")

    @property
    def action(self):
        return self.gather.get("action")

    @property
    def ended(self):
        return self.gather is None and self.root.find("Hangup") is not None


@dataclass
class Running:
    """What our calls are saying now, or a failure to find out."""

    warnings: tuple = ()
    failure: Exception | None = None

    def __call__(self, language, channel):
        if self.failure:
            raise self.failure
        return list(self.warnings)


@pytest.fixture
def engine(databases, tmp_path):
    engine = make_engine(databases.upgraded(tmp_path / "line.sqlite"))
    yield engine
    engine.dispose()


@pytest.fixture
def app(engine, prompts, tmp_path):
    clock = ManualClock(TEN)
    refusing = Refusing(DoNotCall(engine, FolderKeyStore(tmp_path / "keys", b"k" * 32, clock)))
    app = Flask("line")
    app.extensions |= {
        "gate": Gate(BASE, (TOKEN,)),
        "public_base_url": BASE,
        "speaker": Speaker(),
        "prompts": prompts,
        "clock": clock,
        "asked": Desk({Effect.STOP_CALLS: refusing, Effect.RESUME_CALLS: refusing}, Running()),
        "line_numbers": {HOTLINE: None, ENGLISH: "en", DISPLAYED: None},
        "tally": Tally(),
    }
    app.register_blueprint(ivr.webhooks.bp)
    return app


@pytest.fixture
def phone(app):
    return Phone(app)


@pytest.fixture
def phone_of(app):
    return lambda number: Phone(app, number)


@pytest.fixture
def running(app):
    return app.extensions["asked"].running
