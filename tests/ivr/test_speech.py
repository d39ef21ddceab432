"""Every place can be spoken: its document parses, fits the carrier, and speaks the caller's language."""

import time
import xml.etree.ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from carrier.speaking import Speaker
from ivr.speech import Speech
from tree.conversation import press, start
from tree.guide import over
from tree.place import Place, Silence, View
from tree.telling import scene

LOCALES = {"ja": "ja-JP", "en": "en-US"}
KEYS = (*"0123456789*#", "", "x", "12", "é")
TROUBLE = [(0, Silence.NEVER), (1, Silence.NEVER), (2, Silence.NOW), (3, Silence.NOW)]


@pytest.fixture(scope="module")
def speech(prompts):
    return Speech(prompts, "https://line.example.jp/", Speaker())


def every_place(speech):
    for language in speech.guide.languages:
        for node in speech.guide.tree.values():
            views = View if node.is_leaf else (View.MAIN,)
            for view in views:
                for page in range(max(1, len(node.pages))):
                    for mistakes, silence in TROUBLE:
                        place = Place(language, node.id, view, page, mistakes, 5, silence)
                        if speech.guide.knows(place):
                            yield place


def test_every_place_is_a_document_in_the_caller_s_language(speech):
    places = list(every_place(speech))

    for place in places:
        root = ET.fromstring(speech.document(place, [(place.language, "...")]))
        assert {say.get("language") for say in root.iter("Say")} == {LOCALES[place.language]}
        assert (root.find("Gather") is None) == (not scene(speech.guide, place).listens)
    assert len(places) > 1500


@settings(max_examples=60, deadline=None)
@given(data=st.data())
def test_any_walk_speaks_and_ends(speech, data):
    place = start(speech.guide, data.draw(st.sampled_from(speech.guide.languages)))
    for _ in range(31):
        document = speech.document(place)
        assert ET.fromstring(document).tag == "Response"
        if over(place):
            break
        place = press(speech.guide, place, data.draw(st.sampled_from(KEYS))).place

    assert over(place)


def test_every_key_leads_to_a_place_that_its_own_address_names(speech):
    for place in every_place(speech):
        for key in KEYS:
            after = press(speech.guide, place, key).place
            assert Place.parse(after.language, after.node, after.stand) == after
            assert speech.guide.knows(after)


def test_a_document_is_made_once(speech):
    place = Place("ja", "1", turns=9)
    speech.document(place)

    began = time.perf_counter()
    for _ in range(1000):
        speech.document(place)

    assert time.perf_counter() - began < 0.1


def test_no_sentence_has_an_open_slot(speech):
    for place in every_place(speech):
        assert "{" not in speech.document(place, [(place.language, "...")])
