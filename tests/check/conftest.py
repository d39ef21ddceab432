"""The public pages, as a reader's browser gets them."""

from dataclasses import dataclass, replace
from datetime import UTC, datetime
from html.parser import HTMLParser

import pytest
from flask import Flask

import check.pages
from db.clock import ManualClock
from prompts import library
from prompts.languages import TAGS
from prompts.promises import Promises
from tree.desk import Desk
from tree.tallies import Tally

BASE = "https://line.example.jp"
TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)
VOID = {"meta", "link", "br"}
INLINE = {"a", "span", "small"}
LINE = Promises(
    organisation=dict.fromkeys(TAGS, "Sample police prevention centre")
    | {"ja": "見本県警察 被害防止センター"},
    hours=dict.fromkeys(TAGS, "9:00-17:00") | {"en": "weekdays, nine to five"},
    hotline_number="045-000-0110",
    displayed_number="045-000-0100",
    consultation_number="045-000-0190",
)
GENEROUS = replace(
    LINE,
    own_call_lookup=True,
    registration=True,
    areas={
        area: dict.fromkeys(TAGS, name) for area, name in (("横浜市旭区", "Asahi"), ("横浜市中区", "Naka"))
    },
    relay={"ja": "見本リレーサービス", "en": "Sample relay service"},
)
"""The same line with every policy on."""


@pytest.fixture(scope="session")
def prompts():
    return library.load(LINE, ["ja", "en"])


@pytest.fixture(scope="session")
def generous():
    return library.load(GENEROUS, ["ja", "en", "my"])


class Page(HTMLParser):
    """What a page shows: its words, its tags, its links; it complains when a tag is left open."""

    def __init__(self, response):
        super().__init__()
        self.status, self.headers = response.status_code, response.headers
        self.source = response.get_data(as_text=True)
        self.tags, self.links, self.words, self._open = [], [], [], []
        self.feed(self.source)
        assert self._open == []

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))
        self.words.append("" if tag in INLINE else " ")
        if tag == "a":
            self.links.append(dict(attributes)["href"])
        if tag not in VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        assert self._open.pop() == tag
        self.words.append("" if tag in INLINE else " ")

    def handle_data(self, data):
        self.words.append(data)

    @property
    def text(self):
        return " ".join("".join(self.words).split())

    def about(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


@dataclass
class Running:
    """What our calls are saying now, or a failure to find out."""

    warnings: tuple = ()
    failure: Exception | None = None

    def __call__(self, language, channel):
        if self.failure:
            raise self.failure
        return list(self.warnings)


def serving(prompts):
    app = Flask("line", static_folder=None)
    app.extensions |= {
        "public_base_url": BASE,
        "prompts": prompts,
        "clock": ManualClock(TEN),
        "tally": Tally(),
        "asked": Desk({}, Running()),
    }
    app.register_blueprint(check.pages.bp)
    return app


@pytest.fixture(scope="session")
def serving_pages():
    return serving


@pytest.fixture
def app(prompts):
    return serving(prompts)


@pytest.fixture
def read(app):
    client = app.test_client()
    return lambda path: Page(client.get(path))


@pytest.fixture
def read_generous(generous):
    client = serving(generous).test_client()
    return lambda path: Page(client.get(path))
