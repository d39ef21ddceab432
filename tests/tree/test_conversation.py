"""What each key does, read like a rule book."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from prompts import policy, structure
from prompts.promises import Promises
from tree.conversation import open_at, press, start
from tree.guide import Guide, over
from tree.place import MAX_TURNS, NoSuchPlace, Place, Silence, View
from tree.scene import Answer, Breath, Choice, Frame, LanguageChoice, Outcome, Question
from tree.telling import scene

EVERY_KEY = (*"0123456789*#", "")


def walk(guide, place, *keys):
    for key in keys:
        place = press(guide, place, key).place
    return place


@pytest.mark.parametrize(
    ("keys", "node", "page", "view"),
    [
        ("1", "root", 0, View.MAIN),  # the first language
        ("11", "1", 0, View.MAIN),
        ("111", "1-1", 0, View.MAIN),
        ("1111", "1-1", 0, View.WHY),
        ("1112", "1-1", 0, View.NUMBERS),
        ("11112", "1-1", 0, View.NUMBERS),
        ("1111*", "1-1", 0, View.MAIN),
        ("111*", "1", 0, View.MAIN),
        ("111**", "root", 0, View.MAIN),
        ("1110", "1-1", 0, View.MAIN),
        ("19", "root", 1, View.MAIN),
        ("199", "root", 0, View.MAIN),
        ("191", "2", 0, View.MAIN),
        ("191*", "root", 1, View.MAIN),  # back to the page that offers it
        ("1191", "1-3", 0, View.MAIN),
        ("1191*", "1", 1, View.MAIN),
        ("1*", "language", 0, View.MAIN),
        ("1*2", "root", 0, View.MAIN),
        ("*", "language", 0, View.MAIN),
    ],
)
def test_keys_lead(guide, keys, node, page, view):
    place = walk(guide, start(guide, "ja"), *keys)

    assert (place.node, place.page, place.view, place.mistakes) == (node, page, view, 0)


def test_a_caller_from_abroad_chooses_english_on_a_japanese_number(guide):
    place = walk(guide, start(guide, "ja"), "2")

    assert (place.language, place.node) == ("en", "root")


def test_whoever_calls_back_chooses_a_language_and_hears_what_our_calls_say(guide):
    place = walk(guide, open_at(guide, "ja", "now"), "2")

    assert (place.language, place.node) == ("en", "now")


def test_danger_is_the_first_word_and_comes_before_any_choice(guide):
    said = scene(guide, start(guide, "ja")).utterances

    assert said[0] == Frame("danger")
    assert [one for one in said if isinstance(one, LanguageChoice)] == [
        LanguageChoice("ja", "1"),
        LanguageChoice("en", "2"),
    ]


def test_a_line_with_one_language_asks_for_none(guide):
    alone = Guide(guide.tree, ("ja",))

    said = scene(alone, start(alone, "ja")).utterances

    assert said[0] == Frame("danger")
    assert Question("root") in said


def test_the_sample_line_says_that_it_is_one(guide):
    sample = Guide(guide.tree, guide.languages, sample=True)

    assert Frame("sample-line") in scene(sample, start(sample, "ja")).utterances
    assert Frame("sample-line") not in scene(guide, start(guide, "ja")).utterances


def test_danger_is_not_repeated_at_every_key(guide):
    later = walk(guide, start(guide, "ja"), "1")

    assert Frame("danger") not in scene(guide, later).utterances


def test_a_page_offers_its_choices_and_then_the_keys_that_work_everywhere(guide):
    said = scene(guide, Place("ja", "root", turns=1)).utterances

    assert said == (
        Question("root"),
        Choice("1", "1"),
        Choice("now", "2"),
        Choice("calls", "3"),
        Frame("menu.more"),
        Frame("menu.again"),
        Frame("menu.back"),
    )


@pytest.mark.parametrize("key", ["3", "9", "#"])
def test_a_key_without_meaning_is_a_mistake_and_the_page_comes_again(guide, key):
    place = press(guide, Place("ja", "1", page=1, turns=4), "2").place
    again = press(guide, Place("ja", "calls", turns=4), key).place

    assert place == Place("ja", "1", page=1, mistakes=1, turns=5)
    assert again.mistakes == 1
    assert scene(guide, again).utterances[0] == Frame("mistake")


def test_a_telephone_that_sends_no_keys_gets_the_essential_advice_and_then_the_menu_again(guide):
    place = press(guide, Place("ja", "root", turns=1), "").place

    said = scene(guide, place).utterances

    assert said[:4] == (Frame("silence"), Frame("essential"), Breath(), Question("root"))


def test_before_a_language_is_chosen_the_essential_advice_comes_in_english_too(guide):
    place = press(guide, start(guide, "ja"), "").place

    said = scene(guide, place).utterances

    assert said[:3] == (Frame("silence"), Frame("essential"), Frame("essential", "en"))


def test_in_english_it_comes_once(guide):
    place = press(guide, start(guide, "en"), "").place

    assert scene(guide, place).utterances[:3] == (Frame("silence"), Frame("essential"), Breath())


def test_a_line_that_speaks_no_english_says_it_in_its_own_language_alone(guide):
    other = Guide(guide.tree, ("ja", "vi"))
    place = press(other, start(other, "ja"), "").place

    assert scene(other, place).utterances[:3] == (Frame("silence"), Frame("essential"), Breath())


def test_who_needed_time_once_is_given_it_for_the_whole_call(guide):
    place = walk(guide, start(guide, "ja"), "1", "", "1", "1", "2", "*", "#", "0", "9")

    assert place.slow
    assert not walk(guide, start(guide, "ja"), "1", "1", "#", "1", "2").slow


def test_an_earlier_silence_is_no_reason_to_repeat_the_advice_at_every_mistake(guide):
    place = walk(guide, Place("ja", "root", turns=1), "", "1", "#")

    assert scene(guide, place).utterances[:2] == (Frame("mistake"), Question("1"))


def test_who_calls_back_by_a_telephone_without_keys_hears_the_essential_advice_after_the_answer(guide):
    alone = Guide(guide.tree, ("ja",))
    place = press(alone, open_at(alone, "ja", "now"), "").place

    said = scene(alone, place)

    assert said.utterances == (Frame("essential"), Breath(), Frame("goodbye"))
    assert not said.listens


def test_a_right_key_makes_up_for_earlier_mistakes(guide):
    assert walk(guide, Place("ja", "root", turns=1), "#", "", "1").mistakes == 0


def test_three_mistakes_end_with_the_essential_advice(guide):
    place = walk(guide, Place("ja", "root", turns=1), "#", "", "8")

    said = scene(guide, place)

    assert said.utterances == (Frame("essential"), Breath(), Frame("goodbye"))
    assert not said.listens


def test_whoever_was_silent_before_hears_an_answer_twice_with_the_advice(guide):
    place = walk(guide, start(guide, "en", chosen=True), "", "1", "1")
    assert place.slow

    again = press(guide, place, "").place
    said = scene(guide, again).utterances
    assert said[:2] == (Frame("silence"), Frame("essential"))
    assert Answer("1-1") in said

    assert press(guide, again, "").place.view is View.END


def test_whoever_hangs_on_in_silence_after_an_answer_is_thanked(guide):
    place = walk(guide, Place("ja", "1-1", turns=3), "")

    said = scene(guide, place)

    assert said.utterances == (Frame("goodbye"),)
    assert not said.listens


def test_the_last_turn_ends_with_the_essential_advice(guide):
    place = walk(guide, start(guide, "ja"), *("0" * MAX_TURNS))

    assert scene(guide, place).utterances[0] == Frame("essential")


def test_nothing_moves_after_the_end(guide):
    ended = Place("ja", "1-1", View.END, turns=7)

    assert press(guide, ended, "1").place == ended


def test_a_leaf_is_counted_when_it_is_reached_and_not_when_it_is_repeated(guide):
    menu = Place("ja", "1", turns=3)

    assert press(guide, menu, "1").leaf == "1-1"
    assert press(guide, Place("ja", "1-1", turns=4), "0").leaf is None
    assert press(guide, Place("ja", "1-1", View.WHY, turns=4), "*").leaf is None


def test_a_leaf_that_nobody_hears_because_time_is_up_is_not_counted(guide):
    assert press(guide, Place("ja", "1", turns=MAX_TURNS - 1), "1").leaf is None


def test_of_two_keys_the_first_counts(guide):
    assert press(guide, Place("ja", "1", turns=3), "12") == press(guide, Place("ja", "1", turns=3), "1")


def test_a_leaf_without_numbers_offers_none(guide):
    place = Place("ja", "1-2", turns=3)

    assert Frame("leaf.numbers") not in scene(guide, place).utterances
    assert press(guide, place, "2").place.mistakes == 1


def test_the_reasons_offer_the_numbers_and_not_themselves(guide):
    said = scene(guide, Place("ja", "1-1", View.WHY, turns=3)).utterances

    assert Frame("leaf.numbers") in said
    assert Frame("leaf.why") not in said


def test_a_leaf_that_does_something_says_what_came_of_it(guide):
    said = scene(guide, Place("ja", "stop", turns=3))

    assert said.effect == "stop_calls"
    assert Outcome("stop_calls") in said.utterances
    assert Answer("stop") not in said.utterances
    assert scene(guide, Place("ja", "stop", View.WHY, turns=3)).effect is None


def test_no_effect_follows_the_last_turn(guide):
    place = press(guide, Place("ja", "calls", turns=MAX_TURNS - 1), "1").place

    assert scene(guide, place).effect is None


def test_seventeen_languages_are_offered_in_fives_the_most_used_first(guide):
    tongues = ("ja", "en", *(f"l{number}" for number in range(15)))
    many = Guide(guide.tree, tongues)
    first = start(many, "ja")

    offered = [one.language for one in scene(many, first).utterances if isinstance(one, LanguageChoice)]
    place = walk(many, first, "9", "9", "9", "2")

    assert offered == ["ja", "en", "l0", "l1", "l2"]
    assert (place.language, place.node) == ("l14", "root")
    assert walk(many, first, "9", "9", "9", "9").page == 0


def test_where_more_languages_are_is_also_told_in_english(guide):
    tongues = ("ja", "en", *(f"l{number}" for number in range(15)))
    many = Guide(guide.tree, tongues)

    assert scene(many, start(many, "ja")).utterances[-2:] == (Frame("menu.more"), Frame("menu.more", "en"))
    assert scene(many, start(many, "en")).utterances[-2:] != (Frame("menu.more"), Frame("menu.more", "en"))


@pytest.mark.parametrize(
    "place",
    [
        Place("ja", "1-1", View.WHY, turns=3),
        Place("en", "1", page=1, mistakes=2, turns=30, silence=Silence.NOW),
        Place("en", "1", turns=4, silence=Silence.EARLIER),
        Place("ja", "language-now", turns=1),
    ],
)
def test_a_place_is_read_back_from_its_address(guide, place):
    assert Place.parse(place.language, place.node, place.stand) == place
    assert guide.knows(place)


@pytest.mark.parametrize(
    ("stand", "place"),
    [
        ("main-0-0-3", Place("ja", "root", turns=3)),
        ("main-0-1-4-silence", Place("ja", "root", mistakes=1, turns=4, silence=Silence.NOW)),
    ],
)
def test_addresses_of_calls_that_began_before_a_new_version_are_still_read(stand, place):
    assert Place.parse("ja", "root", stand) == place


@pytest.mark.parametrize(
    "stand", ["", "main", "main-0-0", "loud-0-0-0", "main-0-0-0-noise", "main-٣-0-0", "main-0-0-0\n"]
)
def test_other_addresses_name_no_place(stand):
    with pytest.raises(NoSuchPlace):
        Place.parse("ja", "root", stand)


@pytest.mark.parametrize(
    "place",
    [
        Place("xx", "root"),
        Place("ja", "nowhere"),
        Place("ja", "root", page=2),
        Place("ja", "root", View.WHY),
        Place("ja", "1-1", page=1),
        Place("ja", "language", page=1),
        Place("ja", "language-nowhere"),
        Place("ja", "root", turns=31),
        Place("ja", "root", mistakes=9),
    ],
)
def test_a_place_that_is_gone_is_not_known(guide, place):
    assert not guide.knows(place)


SAMPLE = Promises({}, {}, "045-000-0110", "045-000-0100", own_call_lookup=True, registration=True)
WHOLE = Guide(policy.offered(structure.load(), SAMPLE), ("ja", "en"), sample=True)
KEYS = st.one_of(st.sampled_from(EVERY_KEY), st.text(max_size=3))


@settings(max_examples=150)
@given(st.sampled_from(WHOLE.languages), st.lists(KEYS, min_size=31, max_size=31))
def test_whatever_is_pressed_a_call_ends_within_31_turns_and_never_gets_lost(language, keys):
    place = start(WHOLE, language)

    for key in keys:
        assert WHOLE.knows(place)
        assert scene(WHOLE, place).listens != over(place)
        assert len([one for one in scene(WHOLE, place).utterances if isinstance(one, Choice)]) <= 8
        place = press(WHOLE, place, key).place

    assert over(place)
