"""Every place and every key: where they lead, for lines that do all they can do and lines that do nothing."""

from collections import deque
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from hypothesis import strategies as st

from prompts import policy, structure
from prompts.promises import Promises, ResidentVoice
from tree.conversation import open_at, press, start
from tree.guide import LANGUAGE, SHORT, Guide, over
from tree.place import MAX_TURNS, Place, Silence, View
from tree.scene import Frame, Unit
from tree.telling import alike, scene

KEYS = ("", *"0123456789*#", "x", "12")
LANGUAGES = ("ja", "en", "ja-easy", "zh-Hans", "vi", "ne", "my")
SHORT_ONES = frozenset({"ne", "my"})
AREAS = {f"area {number}": {"ja": f"地域{number}"} for number in range(6)}
ALL = {"own_call_lookup": True, "registration": True, "transfer": True, "areas": AREAS}
NONE = {"resident_voice": ResidentVoice.OFF, "do_not_call_by_hotline": False}
EXTRA = {"own-call", "own-call-look", "stop-calls", "resume-calls", "unregister"}


def guide_of(**decided):
    line = Promises({}, {}, "045-000-0110", "045-000-0100", **decided)
    tree = policy.offered(structure.load(), line)
    return Guide(tree, LANGUAGES, sample=True, short=SHORT_ONES, transfer=line.transfer)


GUIDES = {"does all": guide_of(**ALL), "as usual": guide_of(), "does nothing": guide_of(**NONE)}
TROUBLE = [
    (0, Silence.NEVER),
    (0, Silence.EARLIER),
    (1, Silence.NEVER),
    (1, Silence.NOW),
    (2, Silence.EARLIER),
    (3, Silence.NOW),
]


def every_place(guide, language, turns=(0, 1, MAX_TURNS - 1, MAX_TURNS)):
    nodes = [SHORT] if language in guide.short else [*guide.tree, LANGUAGE, f"{LANGUAGE}-7-4"]
    for node, view, page in product(nodes, View, range(3)):
        for (mistakes, silence), turn in product(TROUBLE, turns):
            place = Place(language, node, view, page, mistakes, turn, silence)
            if guide.knows(place):
                yield place


@pytest.fixture(params=["does all", "does nothing"])
def guide(request):
    return GUIDES[request.param]


@pytest.mark.parametrize("language", ["ja", "my"])
def test_every_key_leads_to_a_place_that_exists_and_has_an_address(guide, language):
    places = 0
    for place in every_place(guide, language):
        places += 1
        for key in KEYS:
            after = press(guide, place, key).place
            assert guide.knows(after)
            assert Place.parse(after.language, after.node, after.stand) == after
            assert after == place if over(place) else after.turns == place.turns + 1
    assert places > (20 if language == "my" else 8_000)


def test_where_nothing_is_over_a_key_is_awaited_and_else_there_is_a_goodbye(guide):
    for place in every_place(guide, "ja"):
        said = scene(guide, place)
        assert said.listens is not over(place)
        assert said.listens or said.utterances[-1] == Frame("goodbye")
        assert not (said.effect and said.transfers)


@pytest.mark.parametrize("language", ["ja", "my"])
def test_what_is_said_at_alike_places_is_the_same(guide, language):
    for place in every_place(guide, language):
        assert scene(guide, alike(place)) == scene(guide, place)
        assert alike(alike(place)) == alike(place)


@pytest.mark.parametrize("entrance", ["root", "7-4"])
def test_every_leaf_is_few_keys_away(guide, entrance):
    reached, waiting, seen = {}, deque([open_at(guide, "ja", entrance)]), set()
    while waiting:
        place = waiting.popleft()
        for key in KEYS:
            turn = press(guide, place, key)
            reached.setdefault(turn.leaf, turn.place.turns)
            mark = replace(turn.place, turns=0)
            if mark not in seen and not over(turn.place) and not turn.place.slow:
                seen.add(mark)
                waiting.append(turn.place)

    leaves = {node.id for node in guide.tree.values() if node.is_leaf}
    # The leaf at which a call begins is reached without a key, and is not counted as one that a key led to.
    assert reached.keys() - {None} == leaves
    assert max(reached.values()) <= 10
    answers = {leaf for leaf in leaves if not leaf.startswith("register")} - EXTRA
    assert len(answers) == 86


@pytest.mark.parametrize("entrance", ["root", "7-4"])
@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("chosen", [True, False])
def test_who_never_presses_a_key_hears_the_essential_advice_and_is_let_go(guide, entrance, language, chosen):
    place, heard = open_at(guide, language, entrance, chosen=chosen), []
    while not over(place):
        heard += scene(guide, place).utterances
        place = press(guide, place, "").place
    heard += scene(guide, place).utterances

    essential = Unit("do") if place.node == SHORT else Frame("essential")
    assert essential in heard
    assert heard[-1] in {Frame("goodbye"), Unit("goodbye")}
    assert place.turns <= 3


@given(
    st.sampled_from(sorted(GUIDES)), st.lists(st.sampled_from(KEYS), min_size=MAX_TURNS, max_size=MAX_TURNS)
)
def test_whatever_is_pressed_the_call_ends_within_thirty_turns(name, keys):
    guide = GUIDES[name]
    place = start(guide, "ja")
    for key in keys:
        assert not over(place) or press(guide, place, key).place == place
        place = press(guide, place, key).place

    assert over(place)


@given(st.lists(st.sampled_from(KEYS), max_size=MAX_TURNS))
def test_time_once_given_is_not_taken_away(keys):
    guide, place = GUIDES["does all"], start(GUIDES["does all"], "ja")
    for key in keys:
        after = press(guide, place, key).place
        assert after.slow or not place.slow
        place = after


# Being put through to a person.


def test_a_person_is_offered_where_help_is_told_and_nowhere_else():
    guide = GUIDES["does all"]
    offered = {
        node.id
        for node in guide.tree.values()
        if node.is_leaf and Frame("leaf.transfer") in scene(guide, Place("ja", node.id, turns=4)).utterances
    }

    assert offered == {"8-1", "8-2", "8-3", "8-4", "8-5"}


def test_the_offer_comes_after_the_other_keys():
    said = scene(GUIDES["does all"], Place("ja", "8-1", turns=4)).utterances

    offers = [Frame("leaf.why"), Frame("leaf.numbers"), Frame("leaf.transfer"), Frame("leaf.again")]
    assert list(said[-4:]) == offers


def test_without_the_policy_nobody_is_offered_and_the_key_is_a_mistake():
    guide = GUIDES["as usual"]

    assert Frame("leaf.transfer") not in scene(guide, Place("ja", "8-1", turns=4)).utterances
    assert press(guide, Place("ja", "8-1", turns=4), "3").place.mistakes == 1
    assert not guide.knows(Place("ja", "8-1", View.TRANSFER, turns=5))


def test_the_third_key_puts_through():
    guide = GUIDES["does all"]
    place = press(guide, Place("ja", "8-1", View.WHY, turns=5), "3").place

    assert place.view is View.TRANSFER
    assert scene(guide, place).transfers


@pytest.mark.parametrize(
    ("key", "view"), [("0", View.MAIN), ("*", View.MAIN), ("7", View.MAIN), ("", View.END)]
)
def test_nobody_is_put_through_again_by_another_key(key, view):
    guide = GUIDES["does all"]

    after = press(guide, Place("ja", "8-1", View.TRANSFER, turns=6), key).place

    assert (after.node, after.view) == ("8-1", view)
    assert after.mistakes == (key == "7")


def test_nobody_is_put_through_when_time_is_up():
    guide = GUIDES["does all"]

    place = press(guide, Place("ja", "8-1", turns=MAX_TURNS - 1), "3").place

    assert not scene(guide, place).transfers
