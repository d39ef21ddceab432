"""A language without a voice has one place: all that was recorded, again, the other languages, or the end."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import structure
from prompts.shortwords import HOTLINE
from tree.conversation import open_at, press, start
from tree.guide import LANGUAGE, SHORT, Guide, over
from tree.place import Place
from tree.scene import Frame, Unit
from tree.telling import scene

GUIDE = Guide(structure.load(), ("ja", "en", "mn"), sample=True, short=frozenset({"mn"}))


def units(place):
    return [one.id for one in scene(GUIDE, place).utterances if isinstance(one, Unit)]


def test_whoever_dials_the_number_of_a_short_language_hears_all_of_it_at_once():
    place = start(GUIDE, "mn", chosen=True)

    assert place == Place("mn", SHORT)
    assert units(place) == [id for id in HOTLINE if id != "goodbye"]
    assert scene(GUIDE, place).listens


def test_the_choice_of_a_language_is_spoken_by_a_voice_and_leads_into_the_short_form():
    menu = start(GUIDE, "mn")

    assert menu == Place("ja", LANGUAGE)
    assert press(GUIDE, menu, "3").place == Place("mn", SHORT, turns=1)


def test_a_short_language_has_nothing_else_wherever_the_call_was_going():
    menu = open_at(GUIDE, "ja", "7-4")

    assert press(GUIDE, menu, "3").place.node == SHORT
    assert press(GUIDE, menu, "2").place.node == "7-4"


def test_nought_repeats_everything_and_star_leads_to_the_other_languages():
    place = start(GUIDE, "mn", chosen=True)

    assert press(GUIDE, place, "0").place == Place("mn", SHORT, turns=1)
    assert press(GUIDE, place, "*").place == Place("ja", LANGUAGE, turns=1)


@pytest.mark.parametrize("key", ["", "1", "9", "#"])
def test_another_key_or_none_hears_the_keys_again_and_in_the_end_goodbye(key):
    place = start(GUIDE, "mn", chosen=True)

    for _ in range(2):
        place = press(GUIDE, place, key).place
        assert units(place) == ["again"]
        assert scene(GUIDE, place).listens
    place = press(GUIDE, place, key).place

    assert over(place)
    assert units(place) == ["goodbye"]
    assert not scene(GUIDE, place).listens


def test_where_no_language_has_a_voice_the_call_begins_with_the_recordings():
    alone = Guide(GUIDE.tree, ("ne", "mn"), short=frozenset({"ne", "mn"}))

    place = start(alone, "ne")

    assert place == Place("ne", SHORT)
    assert press(alone, place, "*").place == Place("ne", SHORT, turns=1)


def test_an_address_that_was_tampered_with_names_no_place():
    for place in (Place("mn", "1"), Place("mn", LANGUAGE), Place("ja", SHORT), Place("mn", SHORT, page=1)):
        assert not GUIDE.knows(place)
    assert GUIDE.knows(Place("mn", SHORT, mistakes=2, turns=7))


@given(keys=st.lists(st.sampled_from([*"0123456789*#", ""]), min_size=31, max_size=31))
def test_no_walk_has_a_dead_end_and_none_says_in_a_short_language_what_was_not_recorded(keys):
    place = start(GUIDE, "mn", chosen=True)
    for key in keys:
        said = scene(GUIDE, place)
        if place.language == "mn":
            assert not any(isinstance(one, Frame) for one in said.utterances)
        assert said.listens is not over(place) or place.view == "end"
        place = press(GUIDE, place, key).place
        assert GUIDE.knows(place)
    assert over(place)
