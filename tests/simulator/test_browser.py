"""The telephone in the browser, held in Debian's Chromium."""

from collections.abc import Iterator

import pytest

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


@pytest.fixture
def telephone(web) -> Iterator[str]:
    """The address of a telephone in real time."""
    numbers = {OURS: OurNumber(voice_url=f"{web.url}/voice")}
    network = Network(SystemClock(), NetworkSettings("AC" + "0" * 32, "a token for tests", numbers))
    with serve_in_thread(create_simulator(network, WORDS)) as server:
        real = RealTime(network).start()
        yield f"{server.url}/telephone/"
        real.stop()
    network.close()


@pytest.fixture
def page(telephone, chromium):
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 360, "height": 740})
        page.set_default_timeout(10_000)
        page.goto(telephone)
        yield page
        browser.close()


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
