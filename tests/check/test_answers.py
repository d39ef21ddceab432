"""What stands on the page of an answer, and what a page cannot do."""

import re

import pytest

from check import dialling, sheet
from check.pages import tag
from prompts.library import Channel
from prompts.tree import Verdict
from tree.walk import code_of, paths

WEB = Channel.WEB
BAIL = "112"


def plain(text):
    return " ".join(text.split())


def leaf(prompts, id, language="en"):
    return sheet.leaf(prompts, language, prompts.tree[id])


def words(pieces):
    return "".join(piece.words for piece in pieces)


def test_an_answer_begins_with_the_danger_and_ends_with_the_documents(read_generous, generous):
    page = read_generous(f"/check/en/{BAIL}/").text

    def at(id, **slots):
        return page.index(plain(generous.frame("en", id, WEB, **slots)))

    order = [
        at("web.danger"),
        page.rindex(generous.frame("en", "verdict.certain", WEB)),
        page.index(plain(generous.say("en", "1-1-2", WEB))),
        page.index("#9110"),
        *(at(f"web.{id}") for id in ("ending", "why", "card", "official", "sources")),
        at("web.checked", date="22 November 2026"),
    ]
    assert order == sorted(order)


@pytest.mark.parametrize("language", ["ja", "en", "my"])
def test_no_two_pages_have_the_same_title(read_generous, generous, language):
    titles = {}
    for code, spot in paths(generous.tree):
        if spot.page == 0 and not spot.node.order and spot.node.id not in {"register-voice", "register-sms"}:
            page = read_generous(f"/check/{language}/{code}/" if code else f"/check/{language}/")
            title = re.search("<title>(.*?)</title>", page.source)[1]
            if not spot.node.area:
                titles.setdefault(title, []).append(spot.node.id)

    assert {title: nodes for title, nodes in titles.items() if len(nodes) > 1} == {}


def test_headings_are_in_order_and_one_is_the_first(read_generous, generous):
    for code, _ in paths(generous.tree):
        page = read_generous(f"/check/en/{code}/" if code else "/check/en/")
        headings = [tag for tag, _ in page.tags if re.fullmatch(r"h\d", tag)]
        assert headings[0] == "h1"
        assert set(headings[1:]) <= {"h2"}


def test_whoever_uses_the_keyboard_can_skip_to_the_answer(read, prompts):
    page = read(f"/check/en/{BAIL}/")

    assert page.links[0] == "#main"
    assert {"id": "main"} in page.about("main")
    assert page.source.index('class="skip"') < page.source.index("<header>")


def test_a_number_is_dialled_by_a_touch_but_not_the_one_that_our_calls_show(read, prompts):
    page = read(f"/check/en/{BAIL}/")
    assert {"tel:0570-013904", "tel:%239110", "tel:188"} <= set(page.links)

    ourselves = read(f"/check/en/{code_of(prompts.tree, '9-7')}/")
    assert "045-000-0100" in ourselves.text
    assert "tel:045-000-0100" not in ourselves.links
    assert {"name": "format-detection", "content": "telephone=no"} in ourselves.about("meta")


def test_beside_9110_stands_the_number_that_needs_no_hash(prompts):
    printed = [words(number.pieces) for number in leaf(prompts, "1-1-2").numbers]

    (at,) = (at for at, line in enumerate(printed) if "#9110" in line)
    assert printed[at + 1] == printed[at].replace("#9110", "045-000-0190")


def test_a_longer_number_is_never_taken_for_a_shorter_one(prompts):
    found = dialling.pieces(prompts, "Dial 110, not 045-211-1212 nor 1100 or 188-1.")

    assert [piece.dial for piece in found if piece.dial] == ["tel:110", "tel:045-211-1212"]
    assert words(found) == "Dial 110, not 045-211-1212 nor 1100 or 188-1."


def test_ruth_goes_to_the_police_box_telephones_or_reads(read_generous, generous):
    page = read_generous("/check/en/21/").text

    for id in ("web.by-visit", "web.by-telephone"):
        assert generous.frame("en", id, WEB) in page
    assert generous.frame("en", "web.by-relay", WEB, relay="Sample relay service") in page
    assert (
        generous.frame("en", "web.by-web", WEB) not in page
    )  # The police page that it cites has no address.
    assert generous.frame("en", "web.by-web", WEB) in read_generous(f"/check/en/{BAIL}/").text


def test_a_relay_service_without_words_in_a_language_is_named_in_english(read_generous):
    page = read_generous("/check/my/21/")

    assert "Sample relay service" in page.text
    assert {"lang": "en"} in page.about("span")


def test_a_line_without_relay_service_names_none(read, prompts):
    around = prompts.frame("en", "web.by-relay", WEB, relay="|").partition("|")[0]

    assert around not in read("/check/en/21/").text


def test_the_card_tells_an_officer_in_japanese_what_happened(generous):
    card = leaf(generous, "1-1-2", "my").card

    assert card.path == tuple(generous.label("ja", id, WEB) for id in ("1", "1-1", "1-1-2"))
    assert (card.badge, words(card.say)) == (
        generous.frame("ja", "verdict.certain", WEB),
        generous.say("ja", "1-1-2", WEB),
    )
    assert card.gloss.path == tuple(generous.label("my", id, WEB) for id in ("1", "1-1", "1-1-2"))
    assert card.gloss.reader == generous.frame("my", "web.card-reader", WEB)


def test_the_card_is_marked_as_japanese_and_says_nothing_twice_on_the_japanese_page(read, prompts):
    reader = prompts.frame("ja", "web.card-reader", WEB)
    english, japanese = read(f"/check/en/{BAIL}/"), read(f"/check/ja/{BAIL}/")

    assert {"class": "shown", "lang": "ja"} in english.about("div")
    assert prompts.frame("en", "web.card-reader", WEB) in english.text
    assert [page.text.count(reader) for page in (english, japanese)] == [1, 1]


@pytest.mark.parametrize("language", ["ja", "en", "my"])
def test_every_verdict_has_a_card_and_mere_information_has_none(generous, language):
    leaves = [node for node in generous.tree.values() if node.is_leaf]
    without = {node.verdict for node in leaves if leaf(generous, node.id, language).card is None}
    with_card = {node.verdict for node in leaves if leaf(generous, node.id, language).card}

    assert without == {Verdict.INFO}
    assert with_card == set(Verdict) - {Verdict.INFO}


def test_every_answer_of_an_office_names_its_document(generous):
    unsourced = {
        node.id
        for node in generous.tree.values()
        if node.is_leaf and node.effect is None and not leaf(generous, node.id).sources
    }

    assert unsourced == {"9-7"}  # Our own promises; the line is their source.


def test_the_offices_own_pages_are_opened_without_telling_them_from_where(read, prompts):
    page = read(f"/check/en/{code_of(prompts.tree, '9-4-3')}/")
    outside = [link for link in page.about("a") if link["href"].startswith("http")]

    urls = prompts.knowledge.procedures["P-extension"].urls
    assert {link["href"] for link in outside} >= set(urls)
    assert {link["rel"] for link in outside} == {"noreferrer"}
    assert all(url in page.text for url in urls)


def test_the_first_page_gives_our_number_and_when_people_answer(read, prompts):
    page = read("/check/en/")

    assert "tel:045-000-0110" in page.links
    assert prompts.frame("en", "web.open", WEB) in page.text
    assert "weekdays, nine to five" in page.text


@pytest.mark.parametrize("id", ["stop-calls", "resume-calls", "own-call-look", "unregister"])
def test_what_is_done_for_a_number_is_done_by_telephone(read_generous, generous, id):
    page = read_generous(f"/check/en/{code_of(generous.tree, id)}/")

    assert generous.frame("en", "web.by-call", WEB) in page.text
    assert generous.say("en", id, WEB) in page.text
    assert page.links.count("tel:045-000-0110") >= 2
    assert not {"form", "input", "button"} & {tag for tag, _ in page.tags}


def test_a_registration_is_one_page_whatever_part_of_it_was_typed(read_generous, generous):
    code = code_of(generous.tree, "register")
    below = [one for one, spot in paths(generous.tree) if one.startswith(code) and one != code]
    page = read_generous(f"/check/en/{code}/")

    assert len(below) > 10
    assert {read_generous(f"/check/en/{one}/").source for one in below} == {page.source}
    assert generous.frame("en", "web.by-call", WEB) in page.text
    assert generous.label("en", "register", WEB) in page.text
    assert [link for link in page.links if link.startswith(f"/check/en/{code}")] == []


def test_easy_japanese_has_a_tag_that_browsers_know():
    assert [tag(one) for one in ("ja-easy", "ja", "zh-Hant")] == ["ja-x-easy", "ja", "zh-Hant"]
