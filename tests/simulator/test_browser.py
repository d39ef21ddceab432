"""The telephone in the browser, held in Debian's Chromium."""

import io
import wave
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from flask import Response

from carrier.simulator import Network, NetworkSettings, OurNumber, RealTime, create_simulator, serve_in_thread
from db.clock import SystemClock

OURS = "+815000000100"
WORDS = {
    "phone.title": "電話",
    "phone.dial": "かける",
    "phone.hang-up": "切る",
    "phone.number": "電話番号",
    "phone.keypad": "数字",
    "phone.said": "聞こえたこと",
    "phone.state-idle": "待っています",
    "phone.state-connected": "つながっています",
    "phone.state-ended": "切れました",
}

pytestmark = pytest.mark.browser


def recording(seconds):
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 2, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000 * 2 * seconds))
    return sound.getvalue()


@contextmanager
def serving(web, voice=None) -> Iterator[str]:
    numbers = {OURS: OurNumber(voice_url=f"{web.url}/voice")}
    network = Network(SystemClock(), NetworkSettings("AC" + "0" * 32, "a token for tests", numbers))
    with serve_in_thread(create_simulator(network, WORDS, voice=voice)) as server:
        real = RealTime(network).start()
        yield f"{server.url}/telephone/"
        real.stop()
    network.close()


@pytest.fixture
def telephone(web) -> Iterator[str]:
    """The address of a telephone in real time."""
    with serving(web) as address:
        yield address


@pytest.fixture
def telephone_with_voice(web) -> Iterator[tuple[list, str]]:
    """What an engine was asked to say, none of it French, and the address of a telephone that has it."""
    asked: list[tuple[str, str]] = []

    def voice(text: str, locale: str) -> bytes | None:
        asked.append((text, locale))
        return None if locale == "fr-FR" else recording(seconds=1)

    with serving(web, voice) as address:
        yield asked, address


@pytest.fixture
def page_of(driven):
    opened = []

    def open_page(address):
        page = driven.new_page(viewport={"width": 360, "height": 740})
        opened.append(page)
        page.set_default_timeout(10_000)
        page.goto(address)
        return page

    yield open_page
    for page in opened:
        page.close()


@pytest.fixture
def page(telephone, page_of):
    return page_of(telephone)


def test_caller_dials_hears_presses_and_is_hung_up_on(web, page):
    web.says(
        "/voice",
        "<Gather action='/keys' numDigits='1'><Say language='ja-JP'>数字を押してください。</Say></Gather>",
    )
    web.says("/keys", "<Say language='en-US'>Hang up.</Say>")
    state = page.get_by_role("status")
    assert state.inner_text() == "待っています"

    page.get_by_role("button", name="かける").click()
    page.get_by_text("数字を押してください。").wait_for()
    assert page.get_by_text("数字を押してください。").get_attribute("lang") == "ja-JP"
    page.get_by_role("button", name="3", exact=True).click()
    page.get_by_text("Hang up.").wait_for()
    page.get_by_text("切れました").wait_for()

    assert web.at("/keys")[0]["Digits"] == "3"
    assert page.locator("#said li").all_inner_texts() == ["数字を押してください。", "3", "Hang up."]


def test_a_recording_really_sounds(web, page):
    web.answers["/a.wav"] = Response(recording(seconds=2), mimetype="audio/wav")
    web.says("/voice", "<Play>/a.wav</Play><Say language='ja-JP'>以上です。</Say>")

    page.get_by_role("button", name="かける").click()
    page.get_by_text("♪").wait_for()
    page.wait_for_function("document.querySelector('#said audio').currentTime > 0.2")

    assert page.locator("#said audio").get_attribute("src") == f"{web.url}/a.wav"
    page.get_by_text("以上です。").wait_for()


def test_words_are_read_aloud_by_the_carriers_engine_one_after_the_other(web, telephone_with_voice, page_of):
    web.says(
        "/voice",
        "<Say language='ja-JP'>一つ。</Say><Say language='fr-FR'>Deux.</Say><Say language='ja-JP'>三。</Say>",
    )
    asked, telephone = telephone_with_voice
    page = page_of(telephone)
    page.get_by_role("checkbox").check()

    page.get_by_role("button", name="かける").click()
    page.get_by_text("三。").wait_for()
    page.wait_for_function("sounding === null")

    assert asked == [("一つ。", "ja-JP"), ("Deux.", "fr-FR"), ("三。", "ja-JP")]


def test_caller_hangs_up(web, page):
    web.says("/voice", "<Gather timeout='60'><Say language='ja-JP'>数字を押してください。</Say></Gather>")
    page.get_by_role("button", name="かける").click()
    page.get_by_text("つながっています").wait_for()

    page.get_by_role("button", name="切る").click()

    page.get_by_text("切れました").wait_for()
    assert page.get_by_role("button", name="かける").is_enabled()
    assert page.get_by_role("button", name="3", exact=True).is_disabled()


def test_page_fits_a_small_screen_and_asks_nobody_else(page, telephone):
    loaded = page.evaluate("performance.getEntriesByType('resource').map(one => one.name)")
    width = page.evaluate("document.documentElement.scrollWidth")

    assert width <= 360
    assert all(name.startswith(telephone) for name in loaded if not name.startswith("data:"))
    assert page.get_by_role("button", name="#", exact=True).is_visible()
    assert page.get_by_role("button", name="*", exact=True).is_visible()
