"""Somebody reads the tree as web pages."""

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

import pytest

from carrier.access import Access, access_of
from check import sheet
from check.pages import bp
from prompts.library import Channel
from tree.running import LookFailed
from tree.walk import code_of

WEB = Channel.WEB
TEN = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)


@dataclass(frozen=True)
class Warned:
    area: str | None
    started_at: datetime
    language: str
    words: str
    ended_at: datetime | None = None
    texts_only: bool = False
    for_institutions: bool = False


def plain(text):
    return " ".join(text.split())


def test_a_reader_chooses_a_language_first(read, prompts):
    page = read("/check/")

    assert "/check/ja/" in page.links
    assert "/check/en/" in page.links
    assert prompts.native_name("ja") in page.text


def test_linh_follows_the_links_to_the_answer_about_bail(read, prompts):
    page = read("/check/en/")
    for code in ("1", "11", "112"):
        assert f"/check/en/{code}/" in page.links
        page = read(f"/check/en/{code}/")

    for words in (
        prompts.frame("en", "verdict.certain", WEB),
        prompts.say("en", "1-1-2", WEB),
        prompts.why("en", "1-1-2", WEB),
        *prompts.numbers("en", "1-1-2", WEB),
    ):
        assert plain(words) in page.text
    assert "tel:%239110" in page.links


def test_an_answer_names_its_documents_with_day_and_place(read, prompts):
    page = read("/check/en/21/")

    rule = prompts.knowledge.rules["R-police-never-banking-transfer"]
    assert prompts.words["en"].documents[rule.document] in page.text
    assert "29 January 2026" in page.text
    assert rule.place in page.text


def test_the_law_is_named_only_once_somebody_has_confirmed_it(prompts):
    node = prompts.tree["1-1-1"]
    documents = {source.title for source in sheet.leaf(prompts, "en", node).sources}

    assert node.law
    assert prompts.words["en"].documents["immigration-act"] not in documents


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_answer_can_be_reached_by_links_and_says_what_the_telephone_says(read, prompts, language):
    leaves = {node.id for node in prompts.tree.values() if node.is_leaf}
    by_code = {code_of(prompts.tree, leaf): leaf for leaf in leaves}
    waiting, seen, reached = [f"/check/{language}/"], set(), set()
    while waiting:
        path = waiting.pop()
        if path in seen or not path.startswith(f"/check/{language}/"):
            continue
        seen.add(path)
        page = read(path)
        assert page.status == 200
        assert page.about("html") == [{"lang": language, "dir": "ltr"}]
        waiting += page.links
        canonical = next(link["href"] for link in page.about("link") if link["rel"] == "canonical")
        leaf = by_code.get(canonical.rstrip("/").rpartition("/")[2])
        if leaf:
            reached.add(leaf)
            assert plain(prompts.say(language, leaf, WEB)) in page.text
            assert plain(prompts.why(language, leaf, WEB)) in page.text

    assert reached == leaves


def test_the_danger_stands_on_every_page(read, prompts):
    for path in ("/check/ja/", "/check/ja/1/", "/check/ja/112/", "/check/ja/8888/"):
        assert prompts.frame("ja", "web.danger", WEB) in read(path).text


def test_the_first_page_tells_what_our_own_calls_are_like(read, prompts):
    page = read("/check/en/")

    for promise in prompts.our_promises("en"):
        assert plain(promise) in page.text


def test_a_page_knows_itself_in_other_languages(read):
    page = read("/check/en/112/")

    others = {link["hreflang"]: link["href"] for link in page.about("link") if link["rel"] == "alternate"}
    assert others == {
        "ja": "https://line.example.jp/check/ja/112/",
        "en": "https://line.example.jp/check/en/112/",
        "x-default": "https://line.example.jp/check/",
    }
    assert {"lang": "ja", "hreflang": "ja", "href": "/check/ja/112/"} in page.about("a")


def test_pages_have_no_script_no_cookie_no_form_and_load_nothing_from_elsewhere(read):
    for path in ("/check/", "/check/ja/", "/check/ja/112/", "/check/xx/"):
        page = read(path)
        assert not {"script", "form", "img", "iframe", "input"} & {tag for tag, _ in page.tags}
        assert "Set-Cookie" not in page.headers
        assert page.headers["Content-Security-Policy"].startswith("default-src 'none'; style-src 'self'")
        assert page.headers["Referrer-Policy"] == "no-referrer"
        assert [one["href"] for one in page.about("link") if one["rel"] == "stylesheet"] == [
            "/check/static/check.css"
        ]
        assert "style=" not in page.source


def test_the_stylesheet_comes_with_the_same_headers(app):
    with app.test_client().get("/check/static/check.css") as response:
        assert response.status_code == 200
        assert response.headers["Content-Security-Policy"].startswith("default-src 'none'")
        assert response.mimetype == "text/css"


@pytest.mark.parametrize(
    "path", ["/check/xx/", "/check/xx/112/", "/check/en/8888/", "/check/en/x/", "/check/en/<b>/"]
)
def test_an_address_that_leads_nowhere_says_so_and_offers_a_beginning(read, prompts, path):
    page = read(path)

    assert page.status == 404
    language = "en" if "/en/" in path else "ja"
    assert prompts.frame(language, "web.not-found", WEB) in page.text
    assert f"/check/{language}/" in page.links
    assert "<b>" not in page.source


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("/check/EN/112/", "/check/en/112/"), ("/check/JA/", "/check/ja/"), ("/check/en", "/check/en/")],
)
def test_an_address_typed_otherwise_leads_on(app, typed, meant):
    response = app.test_client().get(typed)

    assert response.status_code in (301, 308)
    assert response.headers["Location"].endswith(meant)
    assert "Set-Cookie" not in response.headers


def test_a_language_that_the_line_does_not_have_is_not_found(read):
    assert read("/check/zh/").status == 404


def test_pages_are_only_read(app):
    for path in ("/check/", "/check/en/", "/check/en/112/"):
        assert app.test_client().post(path).status_code == 405


def test_pages_may_be_kept_a_while_and_what_we_say_now_may_not(read, prompts):
    now = code_of(prompts.tree, "7-4")

    assert read("/check/en/112/").headers["Cache-Control"] == "public, max-age=300"
    assert read(f"/check/en/{now}/").headers["Cache-Control"] == "no-store"


def test_what_our_calls_say_now_can_be_read_in_its_own_language(read, app, prompts):
    path = f"/check/en/{code_of(prompts.tree, '7-4')}/"
    assert prompts.frame("en", "now.none", WEB) in read(path).text

    app.extensions["asked"].running.warnings = (
        Warned("横浜市旭区", TEN, "ja", "保釈金の電話は<詐欺>です。"),
    )
    page = read(path)
    assert "保釈金の電話は<詐欺>です。" in page.text
    assert {"lang": "ja"} in page.about("p")

    app.extensions["asked"].running.failure = LookFailed()
    assert prompts.frame("en", "cannot-look", WEB) in read(path).text


def test_answers_that_were_read_are_counted(read, app):
    for _ in range(5):
        read("/check/en/112/")

    assert app.extensions["tally"].so_far(TEN) == {("web", "en", "1-1-2"): 5}


def test_the_pages_are_public_by_decision():
    assert access_of(bp) is Access.PUBLIC


def test_words_stand_out_from_paper_by_day_and_by_night():
    css = Path(bp.static_folder, "check.css").read_text(encoding="utf-8")
    day, night = (dict(re.findall(r"(--[a-z-]+): (#[0-9a-f]+)", block)) for block in _roots(css))
    night = day | night

    for colours in (day, night):
        for ink, paper in (("--ink", "--paper"), ("--link", "--paper"), ("--alarm", "--paper")):
            assert _contrast(colours[ink], colours[paper]) >= 7, ink
        assert _contrast(colours["--ink"], colours["--shade"]) >= 7
        assert _contrast(colours["--on-mark"], colours["--mark"]) >= 7
        assert _contrast(colours["--line"], colours["--paper"]) >= 3
    assert "font-size: 112.5%" in css


def test_nothing_on_a_page_moves():
    css = Path(bp.static_folder, "check.css").read_text(encoding="utf-8")

    assert not re.search(r"animation|transition|scroll-behavior|@keyframes|url\(|@import", css)


def _roots(css):
    return re.findall(r":root \{(.*?)\}", css, re.DOTALL)[:2]


def _contrast(one, other):
    bright, dark = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (bright + 0.05) / (dark + 0.05)


def _luminance(colour):
    digits = colour[1:] if len(colour) == 7 else "".join(2 * digit for digit in colour[1:])
    channels = [int(digits[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    linear = [c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]
