"""The webhook for texts behind the real gate, and a telephone that texts."""

import xml.etree.ElementTree as ET
from dataclasses import dataclass, replace
from datetime import UTC, datetime

import pytest
from flask import Flask

import sms.webhooks
from carrier.gate import Gate
from carrier.signature import HEADER, sign
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
JAPANESE, ENGLISH = "+81450000110", "+81450000111"
TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
LINE = Promises(
    organisation={"ja": "見本県警察 被害防止センター", "en": "Sample police prevention centre"},
    hours={"ja": "平日の午前九時から午後五時", "en": "weekdays, nine to five"},
    hotline_number="045-000-0110",
    displayed_number="045-000-0100",
    two_way_sms=True,
)


@pytest.fixture(scope="session")
def prompts():
    return library.load(LINE, ["ja", "en"])


@pytest.fixture(scope="session")
def one_way():
    return library.load(replace(LINE, two_way_sms=False), ["ja", "en"])


@dataclass
class Running:
    """What our calls are saying now, or a failure to find out."""

    warnings: tuple = ()
    failure: Exception | None = None

    def __call__(self, language, channel):
        if self.failure:
            raise self.failure
        return list(self.warnings)


class Texter:
    """Somebody who sends texts and reads the answers."""

    def __init__(self, app, number="+819012345678"):
        self.client = app.test_client()
        self.number = number

    def text(self, words, to=JAPANESE, number=None):
        form = {"MessageSid": "SM1", "From": number or self.number, "To": to, "Body": words}
        signature = sign(TOKEN, f"{BASE}/sms/inbound", form.items())
        response = self.client.post("/sms/inbound", data=form, headers={HEADER: signature})
        assert response.status_code == 200
        self.document = response.data
        return ET.fromstring(response.data).findtext("Message")


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
        "prompts": prompts,
        "clock": clock,
        "asked": Desk({Effect.STOP_CALLS: refusing, Effect.RESUME_CALLS: refusing}, Running()),
        "line_numbers": {JAPANESE: None, ENGLISH: "en"},
        "tally": Tally(),
    }
    app.register_blueprint(sms.webhooks.bp)
    return app


@pytest.fixture
def texter(app):
    return Texter(app)


@pytest.fixture
def running(app):
    return app.extensions["asked"].running
