"""Every document that a caller can be given, in every language offered: its rules, and how long it lasts."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from itertools import product

import pytest

from app.line import read_line
from app.speaking import SHORT, manners_of
from carrier.speaking import Speaker
from carrier.voices import VOICES
from ivr.speech import TALKING_SECONDS, Speech
from privacy.number import PhoneNumber
from prompts import library, spans
from prompts.languages import TAGS
from prompts.library import Audience, Channel
from prompts.promises import ResidentVoice
from tree.conversation import open_at, press
from tree.guide import LANGUAGE, over
from tree.place import MAX_TURNS, Place, Silence, View
from tree.running import MAX_TOLD
from tree.telling import scene

DESK, HOTLINE = PhoneNumber("+81450000120"), "+81450000110"
TONGUES = {voice.locale: tag for tag, voice in reversed(VOICES.items())}
SPOKEN = [tag for tag in TAGS if tag not in SHORT]
AREA = "横浜市旭区"
MINUTE = 60
USUAL = [(0, 5, Silence.NEVER), (0, 5, Silence.EARLIER)]
TROUBLED = [(1, 5, Silence.NEVER), (1, 5, Silence.NOW), (3, 5, Silence.NOW), (0, 0, Silence.NEVER)]


def speech_of(**decided):
    line = read_line(None)
    promises = replace(line.promises(), **decided)
    prompts = library.load(promises, packs=line.packs_read(), short=SHORT)
    return Speech(prompts, "https://line.example.jp", Speaker(manners_of(prompts)))


@pytest.fixture(scope="module")
def does_all():
    line = read_line(None)
    areas = {AREA: line.organisation}
    return speech_of(own_call_lookup=True, registration=True, transfer=True, areas=areas)


@pytest.fixture(scope="module")
def does_nothing():
    return speech_of(resident_voice=ResidentVoice.OFF, do_not_call_by_hotline=False, sample=False)


def every_place(guide, language):
    """Every place at which something else is said than at any other."""
    for node in (*guide.tree, LANGUAGE):
        menu = node == LANGUAGE or not guide.tree[node].is_leaf
        for view, page, (mistakes, turns, silence) in product(
            View, range(4), [*USUAL, *TROUBLED] if menu else USUAL
        ):
            place = Place(language, node, view, page, mistakes, turns, silence)
            if guide.knows(place):
                yield place


def longest_outcome(speech, language):
    """The longest that any effect can say: several warnings of today, or what is said of a wish."""
    prompts = speech.prompts
    told = [
        prompts.warning(language, id.removeprefix("C-"), Channel.VOICE, Audience.RESIDENT, AREA)
        for id in prompts.words[language].warnings
    ]
    return [(language, max(told, key=len))] * MAX_TOLD


def document(speech, place):
    said = scene(speech.guide, place)
    outcome = longest_outcome(speech, place.language) if said.effect else ()
    return speech.document(place, outcome or ([(place.language, "...")] if said.transfers else ()))


def lasts(written):
    """About how many seconds it takes until a key is missed, or the call ends."""
    seconds = 0.0
    for verb in ET.fromstring(written.encode()).iter():
        if verb.tag == "Say":
            pace = next((int(mark.get("rate").rstrip("%")) for mark in verb.iter("prosody")), 100)
            words = spans.seconds("".join(verb.itertext()), TONGUES[verb.get("language")])
            rests = sum(int(mark.get("time").removesuffix("ms")) for mark in verb.iter("break"))
            seconds += words * 100 / pace + rests / 1000
        seconds += int({"Pause": verb.get("length"), "Gather": verb.get("timeout")}.get(verb.tag) or 0)
    return seconds


@pytest.mark.parametrize("language", SPOKEN)
def test_every_document_keeps_the_carriers_rules_and_speaks_the_callers_language(
    does_all, twiml_rules, language
):
    places = list(every_place(does_all.guide, language))

    for place in places:
        written = document(does_all, place)
        assert twiml_rules.faults(written) == []
        if place.node != LANGUAGE:
            says = ET.fromstring(written.encode()).iter("Say")
            assert {say.get("language") for say in says} == {VOICES[language].locale}
        if scene(does_all.guide, place).transfers:
            assert twiml_rules.faults(does_all.connection(place, DESK, HOTLINE)) == []
    assert len(places) > 700


@pytest.mark.parametrize("language", ["ja", "en"])
def test_so_does_every_document_of_a_line_that_does_nothing_more(does_nothing, twiml_rules, language):
    places = list(every_place(does_nothing.guide, language))

    assert all(twiml_rules.faults(document(does_nothing, place)) == [] for place in places)
    assert len(places) > 400


@pytest.mark.parametrize("language", ["ja", "th"])
def test_what_was_made_ahead_is_what_would_be_made_anew(does_all, language):
    for place in every_place(does_all.guide, language):
        said = scene(does_all.guide, place)
        if not (said.effect or said.transfers):
            later = replace(place, turns=place.turns and min(place.turns + 7, MAX_TURNS - 1))
            assert does_all.document(place) == does_all.document(place, [("ja", "makes it anew")])
            assert does_all.document(later) == does_all.document(later, [("ja", "makes it anew")])


@pytest.mark.parametrize("chosen", [True, False])
@pytest.mark.parametrize("entrance", ["root", "7-4"])
def test_who_never_presses_a_key_is_told_goodbye_within_six_minutes(does_all, entrance, chosen):
    for language in does_all.guide.languages:
        place = open_at(does_all.guide, language, entrance, chosen=chosen)
        seconds = lasts(document(does_all, place))
        while not over(place):
            place = press(does_all.guide, place, "").place
            seconds += lasts(document(does_all, place))
        assert seconds < 6 * MINUTE, language


@pytest.mark.parametrize("language", SPOKEN)
def test_no_call_is_longer_than_two_hours_and_a_talk_of_half_an_hour(does_all, language):

    longest = max(lasts(document(does_all, place)) for place in every_place(does_all.guide, language))

    assert longest * (MAX_TURNS + 1) < 120 * MINUTE
    assert TALKING_SECONDS == 30 * MINUTE
