"""Somebody whose language has no voice: heard by its recordings, or not offered at all."""

import pytest

from carrier.speaking import Speaker
from prompts import library, shortform

ENGLISH, HOTLINE = "+81450000111", "+81450000110"


class Shelf:
    """The recordings of an installation, in memory."""

    def __init__(self):
        self.words = {}

    def put(self, language, units):
        self.words |= {(language, words): f"/recordings/{language}/{id}.wav" for id, words in units.items()}

    def has(self, language, words):
        return (language, words) in self.words

    def address(self, language, words):
        path = self.words.get((language, words))
        return f"https://line.example.jp{path}" if path else None

    def stamp(self):
        return len(self.words)


@pytest.fixture
def shelf():
    return Shelf()


@pytest.fixture
def app(app, prompts, shelf):
    """The line, on which English has to do without a voice."""
    short = library.load(prompts.promises, ["ja", "en"], short={"en"}, recorded=shelf.has)
    app.extensions |= {"prompts": short, "speaker": Speaker(recording=shelf.address, stamp=shelf.stamp)}
    return app


@pytest.fixture
def record(app, shelf):
    return lambda: shelf.put("en", shortform.units(app.extensions["prompts"], "en"))


def played(phone):
    return [play.text.rpartition("/")[2].removesuffix(".wav") for play in phone.root.iter("Play")]


def test_before_anything_is_recorded_the_language_is_not_offered(phone, prompts):
    phone.dial(ENGLISH)

    assert prompts.frame("ja", "danger") in phone.heard
    assert "English" not in phone.heard
    assert played(phone) == []


def test_as_soon_as_all_is_recorded_a_call_to_its_number_plays_the_whole_short_form(phone, record):
    phone.dial(ENGLISH)
    record()

    phone.dial(ENGLISH)

    assert played(phone)[0] == "welcome"
    assert played(phone)[-1] == "again"
    assert list(phone.root.iter("Say")) == []
    assert phone.action.endswith("/voice/en/short/main-0-0-0/press")


def test_in_the_menu_of_languages_it_is_offered_by_a_voice_that_there_is(phone, record):
    record()

    phone.dial(HOTLINE)

    assert "Englishなら、2番。" in phone.heard
    phone.press("2")
    assert played(phone)[:2] == ["welcome", "danger"]


def test_a_recorded_offer_is_played_in_the_language_itself(phone, record, shelf, prompts):
    record()
    shelf.put("en", {"offer": prompts.frame("en", "language.choice", key="2")})

    phone.dial(HOTLINE)

    assert played(phone) == ["offer"]


def test_keys_repeat_lead_to_other_languages_or_end_politely(phone, record, prompts):
    record()
    phone.dial(ENGLISH)

    assert played(phone.press("0"))[0] == "welcome"
    assert prompts.frame("ja", "language.choice", key="1") in phone.press("*").heard
    phone.dial(ENGLISH)
    assert played(phone.press("7")) == ["again"]
    assert played(phone.press("")) == ["again"]
    assert played(phone.press("7")) == ["goodbye"]
    assert phone.ended
