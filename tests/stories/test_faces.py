"""One tree, three faces: by telephone, by page and by text everybody reaches the same answers."""

import re
from collections import deque
from dataclasses import replace
from datetime import datetime
from html import unescape

import pytest

from app.factory import create_app
from app.line import read_line
from carrier.events import TextArrived
from db.clock import TOKYO
from ivr import speech
from privacy.number import Caller, PhoneNumber
from prompts import library
from prompts.entries import SHOWN
from prompts.library import Channel
from prompts.rendering import number
from prompts.tree import Effect
from sms.inbox import Inbox
from tree.conversation import press, start
from tree.desk import Desk
from tree.guide import Guide
from tree.place import View
from tree.telling import scene
from tree.walk import paths, walk

LANGUAGES = ("ja", "en")
KEYS = "123456789"
OURS, ROSA = "+81450000110", "+819012345678"
TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)
CALLERS_OWN = {Effect.STOP_CALLS, Effect.RESUME_CALLS, Effect.OWN_CALL, Effect.REGISTER, Effect.UNREGISTER}
"""What is done for the number that calls or writes: a page says how, and does nothing."""


@pytest.fixture(scope="module")
def words():
    """The words of the sample line with every policy on."""
    line = read_line(None).promises()
    areas = {
        area: dict.fromkeys(line.organisation, name) for area, name in (("旭区", "Asahi"), ("中区", "Naka"))
    }
    every = {"own_call_lookup": True, "registration": True, "transfer": True, "two_way_sms": True}
    relay = {"ja": "見本リレーサービス", "en": "Sample relay service"}
    return library.load(replace(line, areas=areas, relay=relay, **every), LANGUAGES)


@pytest.fixture
def reader(house, words):
    """Somebody with a browser, at the pages of this line."""
    return reader_of(house, words)


def reader_of(house, words):
    parts = replace(house.parts, prompts=words, desk=replace(house.desk, prompts=words))
    return create_app(parts, only="check").test_client()


def heard(words, language):
    """Press every key everywhere; return what is said at each leaf, and its numbers and reasons."""
    guide = Guide.of(words)
    waiting, seen, leaves = deque([start(guide, language, chosen=True)]), set(), {}
    while waiting:
        place = waiting.popleft()
        if (place.node, place.view, place.page) in seen or place.mistakes or place.language != language:
            continue
        seen.add((place.node, place.view, place.page))
        if guide.leaf(place) and place.view in (View.MAIN, View.WHY, View.NUMBERS):
            said = " ".join(spoken for _, spoken in speech.sentences(words, language, scene(guide, place)))
            leaves.setdefault(place.node, {})[place.view] = said
        waiting.extend(press(guide, place, key).place for key in KEYS)
    return leaves


def read(reader, language):
    """Follow every link of the pages in one language; return each page that is an answer, by its code."""
    waiting, pages = [f"/check/{language}/"], {}
    while waiting:
        path = waiting.pop()
        if path in pages:
            continue
        response = reader.get(path)
        assert response.status_code == 200, path
        pages[path] = response.text
        links = re.findall(r'href="(/check/[^"]*)"', response.text)
        waiting += [link for link in links if link.startswith(f"/check/{language}/")]
    answers = {}
    for page in pages.values():
        if 'class="badge' in page:
            canonical = re.search(r'rel="canonical" href="[^"]*/check/[^/]*/(\d+)/"', page)[1]
            answers[canonical] = page
    return answers


def texted(words, language):
    """Text every code; return what is answered at each leaf."""
    inbox = Inbox(words, Desk({}, lambda language, channel: []), {OURS: language})
    answers = {}
    for code, _ in paths(words.tree):
        answered = inbox.answer(TextArrived(OURS, code or "help", Caller(PhoneNumber.parse(ROSA))), TEN)
        if answered.leaf:
            answers[answered.leaf] = answered.text
    return answers


def plain(page):
    """Return the words of a page as a reader sees them."""
    text = re.sub(r"</?(?:a|span|small)\b[^>]*>", "", page.split("<body>")[1])
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def read_leaves(words, reader, language):
    """Return the pages by leaf; registration has one page for its many leaves."""
    found = {walk(words.tree, code).node: page for code, page in read(reader, language).items()}
    return {node.id: page for node, page in found.items()}


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_answer_can_be_heard_read_and_texted(words, reader, language):
    leaves = {node.id: node for node in words.tree.values() if node.is_leaf}
    orders = {id for id, node in leaves.items() if node.effect is Effect.REGISTER}

    assert set(heard(words, language)) == set(texted(words, language)) == set(leaves)
    assert set(read_leaves(words, reader, language)) == leaves.keys() - orders | {"register"}
    assert len(leaves.keys() - orders) >= 86
    assert len(orders) == 2 * 2 * 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_says_the_same_as_the_voice(words, reader, language):
    said = heard(words, language)
    for leaf, page in read_leaves(words, reader, language).items():
        node, shown = words.tree[leaf], plain(page)
        if leaf == "register":
            continue  # Its page speaks for twelve leaves, below.
        for written in (
            words.frame(language, f"verdict.{node.verdict}", Channel.WEB),
            words.say(language, leaf, Channel.WEB),
            words.why(language, leaf, Channel.WEB),
        ):
            assert " ".join(written.split()) in shown, leaf
        spoken = " ".join(said[leaf].values())
        assert node.effect or words.say(language, leaf) in spoken
        assert words.why(language, leaf) in spoken


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_says_the_same_in_short(words, language):
    answered = texted(words, language)
    plain_leaves = [node.id for node in words.tree.values() if node.is_leaf and not node.effect]

    assert len(plain_leaves) >= 80
    assert {leaf: answered[leaf] for leaf in plain_leaves} == {
        leaf: words.say(language, leaf, Channel.SMS) for leaf in plain_leaves
    }


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_register_page_says_what_each_of_its_leaves_would(words, reader, language):
    shown = plain(read_leaves(words, reader, language)["register"])

    for node in words.tree.values():
        if node.effect is Effect.REGISTER:
            assert words.say(language, node.id, Channel.WEB) in shown
            assert words.why(language, node.id, Channel.WEB) in shown


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_that_is_spoken_is_printed_on_the_page(words, reader, language):
    known = {one.number for contact in words.knowledge.contacts.values() for one in contact.numbers}
    line = words.promises
    known |= {line.hotline_number, line.displayed_number, line.consultation_number, line.emergency_number}
    said, pages = heard(words, language), read_leaves(words, reader, language)
    spoken = 0

    for leaf, page in pages.items():
        shown = plain(page)
        for printed in numbers_in(words, language, " ".join(said.get(leaf, {}).values()), known):
            spoken += 1
            assert printed in shown, leaf
    assert spoken > 150


def numbers_in(words, language, said, known):
    """Yield the numbers that a voice spells out, the longest first, so that none hides in another."""
    for printed in sorted(known, key=len, reverse=True):
        spelt = number(words.words[language], printed, Channel.VOICE)
        if spelt in said:
            said = said.replace(spelt, " ")
            yield printed


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_number_that_may_be_dialled_is_printed_and_texted_alike(words, reader, language):
    texts = texted(words, language)
    for leaf, page in read_leaves(words, reader, language).items():
        contacts = [words.knowledge.contacts[id] for id in words.tree[leaf].contacts]
        dialled = [one.number for contact in contacts for one in contact.numbers if one.kind != SHOWN]

        for printed in dialled:
            assert f'href="tel:{printed.replace("#", "%23")}"' in page, leaf
        for printed in re.findall(r"(?<![\d-])0\d{1,3}-\d[\d-]+\d", texts.get(leaf, "")):
            assert printed in plain(page), leaf


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("by_text_too", [False, True])
def test_what_needs_the_number_of_a_telephone_is_only_told_on_a_page(house, words, language, by_text_too):
    words = replace(words, promises=replace(words.promises, two_way_sms=by_text_too))
    pages = read_leaves(words, reader_of(house, words), language)
    told = {
        leaf
        for leaf, page in pages.items()
        if words.frame(language, "web.by-call", Channel.WEB) in plain(page)
    }

    does = {node.id for node in words.tree.values() if node.effect in CALLERS_OWN and not node.order}
    assert told == (set() if by_text_too else does | {"register"})
    assert all("<form" not in page for page in pages.values())
