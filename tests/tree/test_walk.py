"""Path codes lead where the same keys lead."""

import pytest

from prompts import policy, structure
from prompts.promises import Promises
from tree.conversation import press
from tree.place import Place, View
from tree.walk import NoSuchPath, Spot, choices, code_of, paths, walk


@pytest.mark.parametrize(
    ("code", "node", "page", "view"),
    [
        ("", "root", 0, View.MAIN),
        ("1", "1", 0, View.MAIN),
        ("11", "1-1", 0, View.MAIN),
        ("111", "1-1", 0, View.WHY),
        ("112", "1-1", 0, View.NUMBERS),
        ("9", "root", 1, View.MAIN),
        ("91", "2", 0, View.MAIN),
        ("191", "1-3", 0, View.MAIN),
    ],
)
def test_a_code_leads(guide, code, node, page, view):
    spot = walk(guide.tree, code)

    assert (spot.node.id, spot.page, spot.view) == (node, page, view)


@pytest.mark.parametrize("code", ["8", "0", "1111", "122", "x", "１", "9" * 13])
def test_a_code_that_leads_nowhere_is_refused_without_repeating_it(guide, code):
    with pytest.raises(NoSuchPath) as refused:
        walk(guide.tree, code)

    assert code not in str(refused.value)


def test_choices_carry_their_whole_path(guide):
    spot = walk(guide.tree, "19")

    assert choices(guide.tree, spot, "19") == [("191", "1-3")]


def test_no_code_leads_to_what_is_not_there(guide):
    with pytest.raises(NoSuchPath):
        code_of(guide.tree, "nowhere")


@pytest.mark.parametrize("allowed", [False, True])
def test_every_leaf_has_a_short_code_that_leads_back_to_it(allowed):
    line = Promises({}, {}, "045-000-0110", "045-000-0100", own_call_lookup=allowed, registration=allowed)
    tree = policy.offered(structure.load(), line)

    for leaf in (node for node in tree.values() if node.is_leaf):
        code = code_of(tree, leaf.id)
        assert walk(tree, code) == Spot(leaf)
        assert len(code) <= 6


def test_codes_and_keys_reach_the_same(whole):
    for code, spot in paths(whole.tree):
        place = Place("ja", "root", turns=1)
        for key in code:
            place = press(whole, place, key).place

        assert (place.node, place.page) == (spot.node.id, spot.page)
