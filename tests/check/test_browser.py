"""The pages in Debian's Chromium: checked by axe, on a small screen, by night, and on paper."""

import io
from collections import defaultdict

import pypdfium2
import pytest
from axe_playwright_python.base import AXE_FILE_PATH

from carrier.simulator.server import serve_in_thread
from prompts import library
from prompts.library import Channel
from prompts.tree import Verdict
from tree.walk import code_of

pytestmark = pytest.mark.browser

BASE = "https://line.example.jp"
LANGUAGES = ("ja", "en", "my", "zh-Hant")
TAGS = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice")
LOOKS = ("color-contrast", "target-size", "link-in-text-block")
"""The rules that depend on colours and on the width; all others judge the same document again."""
DESK, PHONE = {"width": 1100, "height": 800}, {"width": 320, "height": 640}
PRINTED_WIDTH, PRINTED_HEIGHT = 703, 1047
"""A4 less the margins of the stylesheet, in CSS pixels."""
LONGEST = ("6-1", "8-2", "1-1-2", "1-4-3")
"""The answers that need the most room on paper."""


@pytest.fixture(scope="module")
def words(generous):
    return library.load(generous.promises)


@pytest.fixture(scope="module")
def base(words, serving_pages):
    with serve_in_thread(serving_pages(words)) as server:
        yield server.url


@pytest.fixture(scope="module")
def page(driven):
    page = driven.new_page(viewport=DESK)
    page.set_default_timeout(10_000)
    yield page
    page.close()


def kinds(tree):
    """Return the codes of a menu, a page that needs a telephone, and a leaf of each verdict."""
    leaves = [next(node.id for node in tree.values() if node.verdict is verdict) for verdict in Verdict]
    return ["", "1", *(f"{code_of(tree, leaf)}" for leaf in (*leaves, "stop-calls"))]


def faults(page, kind, values):
    """Return what axe finds, and where; all that it finds in order stays in the browser."""
    only = {"runOnly": {"type": kind, "values": values}, "resultTypes": ["violations"]}
    told = "found => found.violations.map(one => one.id + ': ' + one.nodes[0].html.slice(0, 90))"
    return set(page.evaluate(f"only => axe.run(document, only).then({told})", only))


def test_axe_finds_nothing_by_day_by_night_or_on_a_small_screen(page, base, words):
    found, axe = defaultdict(set), AXE_FILE_PATH.read_text(encoding="utf-8")
    codes = [f"{code}/" if code else "" for code in kinds(words.tree)]

    for address in ("", "en/8888/", *(f"{tag}/{code}" for tag in LANGUAGES for code in codes)):
        page.set_viewport_size(DESK)
        page.emulate_media(color_scheme="light")
        page.goto(f"{base}/check/{address}")
        page.evaluate(axe)
        found[address] |= faults(page, "tag", TAGS)
        page.set_viewport_size(PHONE)
        page.emulate_media(color_scheme="dark")
        found[address] |= faults(page, "rule", LOOKS)

    assert len(found) == 2 + len(LANGUAGES) * len(codes) == 38
    assert {address: some for address, some in found.items() if some} == {}


@pytest.mark.parametrize("language", ["en", "my", "uk", "th"])
def test_nothing_is_cut_off_at_320_pixels_nor_with_letters_twice_as_big(page, base, language):
    page.set_viewport_size(PHONE)
    for code in ("", "1", "112"):
        page.goto(f"{base}/check/{language}/{code}{'/' if code else ''}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320

        page.evaluate("document.documentElement.style.fontSize = '225%'")
        assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_whatever_is_touched_is_big_enough_for_a_finger(page, base):
    """Numbers inside a sentence are the exception that WCAG makes, too; each stands in a list besides."""
    page.set_viewport_size(PHONE)
    for address in ("/check/", "/check/ko/", "/check/ko/1/", "/check/ko/112/", "/check/en/921/"):
        page.goto(base + address)
        boxes = page.evaluate(
            "[...document.querySelectorAll('a:not(.skip)')].filter(a => !a.matches('.say a, .ways a.number'))"
            ".map(a => a.getBoundingClientRect()).map(box => [box.width, box.height])"
        )

        assert boxes
        assert min(min(box) for box in boxes) >= 44


def test_the_first_press_of_tab_offers_to_skip_to_the_answer(page, base):
    page.goto(f"{base}/check/en/112/")
    page.keyboard.press("Tab")

    skip = page.locator(":focus")
    assert skip.get_attribute("href") == "#main"
    assert skip.bounding_box()["x"] >= 0
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"


def test_each_script_has_letters_of_its_own(page, base):
    page.goto(f"{base}/check/zh-Hant/112/")

    def font(selector):
        return page.evaluate(f"getComputedStyle(document.querySelector('{selector}')).fontFamily")

    assert "Noto Sans TC" in font(".say")
    assert "Noto Sans JP" in font(".shown")


def test_an_answer_fits_on_one_sheet_of_paper_in_every_language(page, base, words, noto):
    page.emulate_media(media="print")
    page.set_viewport_size({"width": PRINTED_WIDTH, "height": PRINTED_HEIGHT})
    heights = {}
    for language in words.on(Channel.WEB):
        for leaf in LONGEST:
            page.goto(f"{base}/check/{language}/{code_of(words.tree, leaf)}/")
            heights[language, leaf] = page.evaluate("document.body.getBoundingClientRect().height")

    page.emulate_media(media="null")
    assert len(heights) == 17 * len(LONGEST)
    assert {place: height for place, height in heights.items() if height > PRINTED_HEIGHT} == {}


def test_on_paper_stand_the_card_and_every_address_and_nothing_to_press(page, base, words, noto):
    page.emulate_media(color_scheme="dark")  # Paper is white all the same.
    page.goto(f"{base}/check/en/112/")
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(prefer_css_page_size=True))) as printed:
        assert [round(side) for side in printed[0].get_size()] == [595, 842]
        (text,) = [one.get_textpage().get_text_bounded() for one in printed]

    for shown in ("https://www.moj.go.jp/isa/index.html", f"{BASE}/check/en/112/", "警察に相談", "#9110"):
        assert shown in text
    for id in ("web.back", "web.start-again", "web.other-languages"):
        assert words.frame("en", id, Channel.WEB) not in text
