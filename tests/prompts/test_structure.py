from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest

from prompts import knowledge, policy, structure, validation
from prompts.faults import PromptsInvalid
from prompts.promises import ResidentVoice
from prompts.tree import ROOT, Effect, Tree, Verdict

EXTRA = {"own-call", "stop-calls", "resume-calls"}
AREAS = {f"area {number}": {"ja": f"地域{number}"} for number in range(1, 8)}


@pytest.fixture(scope="module")
def tree() -> Tree:
    return structure.load()


def faults(tree: Tree) -> list[str]:
    return [str(fault) for fault in validation.basis(tree, knowledge.load())]


def test_a_line_has_86_answers_and_three_about_calls_to_this_number(tree: Tree, line) -> None:
    leaves = {node.id: node for node in policy.offered(tree, line()).values() if node.is_leaf}
    verdicts = Counter(node.verdict for id, node in leaves.items() if id not in EXTRA)

    assert verdicts == {
        Verdict.CERTAIN: 15,
        Verdict.STRONG: 17,
        Verdict.UNKNOWN: 22,
        Verdict.OWN_RULE: 2,
        Verdict.HELP: 5,
        Verdict.INFO: 25,
    }
    assert leaves.keys() >= EXTRA
    assert len(leaves) == 86 + 3


def test_the_first_page_has_the_four_likeliest_callers_and_what_cannot_wait(tree: Tree) -> None:
    assert tree[ROOT].pages == (
        ("1", "2", "3", "4", "8", "own-call", "7-4", "do-not-call"),
        ("5", "6", "7", "9"),
    )


def test_the_sixth_question_about_immigration_is_the_first_of_the_second_page(tree: Tree) -> None:
    assert tree["1"].pages[1][0] == "1-6"
    assert all(len(page) <= 5 for node in tree.values() if node.id != ROOT for page in node.pages)


def test_the_star_leads_to_the_menu_whose_number_a_node_bears(tree: Tree) -> None:
    assert tree["7-4"].parent == "7"
    assert tree["own-call"].parent == ROOT
    assert tree["stop-calls"].parent == "do-not-call"
    assert tree[ROOT].parent is None


def test_only_three_answers_of_a_line_that_decided_nothing_more_do_something(tree: Tree, line) -> None:
    offered = policy.offered(tree, line())

    assert {node.id: node.effect for node in offered.values() if node.effect} == {
        "7-4": Effect.NOW,
        "stop-calls": Effect.STOP_CALLS,
        "resume-calls": Effect.RESUME_CALLS,
    }


def test_a_line_that_looks_up_its_own_calls_answers_in_the_place_of_the_general_answer(
    tree: Tree, line
) -> None:
    offered = policy.offered(tree, line(own_call_lookup=True))

    assert "own-call" not in offered
    assert offered[ROOT].pages[0][5] == "own-call-look"
    assert offered["own-call-look"].effect is Effect.OWN_CALL
    assert len([node for node in offered.values() if node.is_leaf]) == 86 + 3


def test_without_calls_to_homes_there_is_nothing_to_look_up(tree: Tree, line) -> None:
    offered = policy.offered(tree, line(ResidentVoice.OFF, own_call_lookup=True))

    assert "own-call" in offered
    assert "own-call-look" not in offered


def test_a_line_with_registration_offers_its_areas_in_fives_and_a_time_in_each(tree: Tree, line) -> None:
    offered = policy.offered(tree, line(registration=True, areas=AREAS))

    assert offered[ROOT].pages[0][7] == "our-calls"
    assert offered["our-calls"].pages == (("stop-calls", "resume-calls", "register", "unregister"),)
    assert [len(page) for page in offered["register-voice"].pages] == [5, 2]
    assert [offered[id].area for page in offered["register-voice"].pages for id in page] == list(AREAS)
    orders = {
        (node.order.channel, node.order.area, node.order.months) for node in offered.values() if node.order
    }
    assert orders == {
        (way, area, months) for way in ("voice", "sms") for area in AREAS for months in (1, 6, 12)
    }


def test_a_line_without_areas_registers_for_everything_at_once(tree: Tree, line) -> None:
    offered = policy.offered(tree, line(registration=True))

    orders = {node.order.area for node in offered.values() if node.order}
    assert orders == {None}
    assert len(offered["register-sms"].pages[0]) == 1


def test_a_line_that_rings_no_homes_registers_nobody_for_calls(tree: Tree, line) -> None:
    offered = policy.offered(tree, line(ResidentVoice.OFF, registration=True))

    assert offered["register"].pages == (("register-sms",),)


def test_every_verdict_stands_on_something_that_exists(tree: Tree) -> None:
    assert faults(tree) == []


def test_a_certain_verdict_falls_when_its_never_rule_is_taken_away(tree: Tree) -> None:
    spoilt = replace(tree["1-1-1"], rules=("R-isa-consult-police-consumer",))

    found = faults({**tree, "1-1-1": spoilt})

    assert any('1-1-1: is certain without a "never" rule' in fault for fault in found)


def test_the_law_alone_makes_nothing_certain(tree: Tree) -> None:
    spoilt = replace(tree["1-4-4"], verdict=Verdict.CERTAIN)

    assert any("1-4-4: is certain" in fault for fault in faults({**tree, "1-4-4": spoilt}))


def test_all_unknown_ids_are_named_at_once(tree: Tree) -> None:
    spoilt = replace(tree["2-1"], claims=("C-nobody",), contacts=("K-nowhere",), law=("L-none",))

    found = "\n".join(faults({**tree, "2-1": spoilt}))

    assert "'C-nobody'" in found
    assert "'K-nowhere'" in found
    assert "'L-none'" in found


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ('[root]\npages = [["1"]]\n', "offers '1', which is no node"),
        ('[root]\npages = [["1"]]\n[1]\n', "neither a menu nor a leaf"),
        ('[root]\npages = [["1"]]\n[1]\nverdict = "genuine"\n', "'genuine' is not a valid Verdict"),
        ('[root]\npages = [["1"]]\n[1]\nverdict = "info"\n[2]\nverdict = "info"\n', "2: is on no page"),
        ('[root]\npages = [["1"]]\n[1]\nverdict = "info"\nrule = []\n', "unknown key 'rule'"),
        ("[root\n", "is no TOML"),
    ],
)
def test_a_broken_tree_is_refused_with_the_place(tmp_path: Path, text: str, complaint: str) -> None:
    path = tmp_path / "tree.toml"
    path.write_text(text)

    with pytest.raises(PromptsInvalid, match=complaint):
        structure.load(path)


def test_a_line_that_takes_no_withdrawals_by_telephone_offers_none(tree: Tree, line) -> None:
    offered = policy.offered(tree, line(do_not_call_by_hotline=False, registration=True))

    assert offered[ROOT].pages[0] == ("1", "2", "3", "4", "8", "own-call", "7-4")
    assert not {"stop-calls", "our-calls", "register", "unregister"} & offered.keys()


def test_a_line_that_rings_no_homes_knows_that_a_call_was_not_its_own(tree: Tree, line) -> None:
    offered = policy.offered(tree, line(ResidentVoice.OFF))

    assert offered["7-3"].verdict is Verdict.OWN_RULE
    assert tree["7-3"].verdict is Verdict.UNKNOWN
