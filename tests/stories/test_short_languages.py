"""A language without a voice, from the recording to the ear: the carrier fetches what was recorded."""

import io
import wave
from dataclasses import replace
from html import unescape

import pytest

from app.factory import create_app
from app.speaking import speaker_of
from carrier.speaking import Speaker
from prompts import library, shortform
from prompts.library import Channel

HOME = "045-300-0006"
SECONDS = 4


def sound(number):
    """Return a recording that differs from every other one."""
    file = io.BytesIO()
    with wave.open(file, "wb") as wav:
        wav.setparams((1, 1, 8000, 0, "NONE", ""))
        wav.writeframes(bytes([number]) * (8000 * SECONDS))
    return file.getvalue()


@pytest.fixture
def short(house):
    """A house in which English has no voice; nothing of it is recorded yet."""
    shelf = house.parts.recordings
    line = house.parts.line.promises()
    prompts = library.load(line, ["ja", "en"], short={"en"}, recorded=shelf.has)
    desk = replace(house.desk, prompts=prompts, speaker=speaker_of(prompts, shelf, house.base_url))
    house.parts = replace(house.parts, prompts=prompts, desk=desk)
    house.desk = desk
    house._app = create_app(house.parts)
    return house


@pytest.fixture
def record(short):
    """Record sentences: everything of the short form, and a warning."""

    def put(*more):
        units = shortform.units(short.parts.prompts, "en")
        for number, words in enumerate((*units.values(), *more)):
            short.parts.recordings.put("en", words, f"{number}", sound(number), "rosa", short.now, "recorded")

    return put


def played(house, call):
    """Return which sentences sounded, by their numbers."""
    return [heard.text for heard in call.heard if heard.kind == "play"]


def address(house, words):
    return f"{house.base_url}{house.parts.recordings.url_path('en', words)}"


def test_a_caller_hears_the_recordings_for_as_long_as_they_last(short, record):
    record()
    prompts, phone = short.parts.prompts, short.telephone()
    phone.dial(short.hotline)

    began = short.now
    phone.press("2")

    units = shortform.units(prompts, "en")
    whole = [address(short, units[id]) for id in shortform.WHOLE]
    assert phone.heard_last.split("\n") == whole
    assert (short.now - began).total_seconds() == pytest.approx(len(whole) * SECONDS + 1, abs=1)
    assert list(short.network.alerts) == []


def test_a_home_hears_who_calls_the_day_the_warning_and_the_closing_twice(short, record):
    prompts = short.parts.prompts
    body = prompts.warning_body("en", "isa-bail")
    record(body)

    campaign = short.run(f"{HOME},en", area="横浜市旭区")

    (call,) = short.calls
    units = shortform.units(prompts, "en")
    once = [units["call-opening"], units["day-24"], units["month-11"], body, units["call-closing"]]
    twice = [*once, units["call-again"], *once]
    assert played(short, call) == [address(short, words) for words in twice]
    assert short.counts(campaign) == {"heard": 1}


class Lost(Speaker):
    """Speaks for an installation whose recordings were lost."""

    def speak(self, language, text):
        raise ValueError(f"{language!r}: no voice, and no recording")


def test_a_call_that_cannot_speak_ends_at_once_and_does_not_count_as_heard(house):
    house.parts = replace(house.parts, desk=replace(house.desk, speaker=Lost()))
    house._app = create_app(house.parts)

    campaign = house.run(HOME, retry="{times: 0}")

    (call,) = house.calls
    assert call.heard == []
    assert house.counts(campaign) == {"hung_up_early": 1}


def test_pages_and_texts_say_that_the_line_does_not_speak_a_language_until_it_does(short, record):
    told, texted = (
        short.parts.prompts.frame("en", "web.not-spoken", channel) for channel in (Channel.WEB, Channel.SMS)
    )
    page = short._app.test_client()
    phone = short.telephone("+819012340007")

    assert told in page.get("/check/en/").text
    assert told not in page.get("/check/ja/").text
    assert texted in "\n".join(phone.text(short.hotline, "help"))

    record()

    assert told not in page.get("/check/en/").text
    assert texted not in "\n".join(phone.text(short.hotline, "help"))


def test_what_our_calls_say_now_is_told_in_a_language_with_a_voice(short, record):
    prompts = short.parts.prompts
    record(prompts.warning_body("en", "isa-bail"))
    short.start(f"{HOME},en", languages="[en]")
    phone = short.telephone()

    phone.dial(short.hotline)
    phone.press("1", "7")

    assert prompts.warning_body("ja", "isa-bail") in phone.heard_last


def test_pages_and_texts_tell_what_we_text_and_not_what_we_say_aloud(house):
    prompts = house.parts.prompts
    house.start(HOME)
    client, phone = house._app.test_client(), house.telephone("+819012340007")
    said = prompts.warning_body("en", "isa-bail", Channel.SMS)

    page = unescape(client.get("/check/en/7/").text)
    text = "\n".join(phone.text(house.hotline, "now"))

    assert said in page
    assert said in text
    assert prompts.warning_body("en", "isa-bail") not in page + text
