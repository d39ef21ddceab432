"""Local knowledge is held to the same rules as what is built in."""

import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from prompts import pack, standing, survey
from prompts.faults import PromptsInvalid
from prompts.standing import Act, Done
from prompts.tree import Verdict

NOW = datetime(2026, 11, 24, 1, tzinfo=UTC)


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return Path(shutil.copytree(pack.SHIPPED / "own-knowledge", tmp_path / "local"))


def faults(folder: Path) -> str:
    found = survey.survey(packs=(pack.read(folder),))
    english = found.languages["en"]
    return "\n".join(map(str, (*found.faults, *english.missing, *english.faults)))


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))


def test_frauds_that_no_publication_describes_get_an_answer_marked_as_our_own() -> None:
    found = survey.survey(packs=(pack.read(pack.SHIPPED / "own-knowledge"),))

    for id in ("family-trouble", "refund-at-machine", "card-swap"):
        leaf = found.tree[id]
        assert (leaf.verdict, leaf.parent, leaf.own_knowledge) == (Verdict.STRONG, "6", True)
        assert any(id in page for page in found.tree["6"].pages)
    assert found.tree["6-5"].own_knowledge is False


def test_without_the_pack_nothing_of_it_is_offered() -> None:
    assert "card-swap" not in survey.survey().tree


def test_a_copy_is_as_good_as_the_shipped_one(copy: Path) -> None:
    assert faults(copy) == ""


def test_a_pack_cannot_make_a_verdict_certain(copy: Path) -> None:
    change(copy / "tree.toml", 'verdict = "strong"', 'verdict = "certain"')

    assert 'card-swap: is certain without a "never" rule' in faults(copy)


def test_a_pack_cannot_bring_never_rules_of_its_own(copy: Path) -> None:
    change(copy / "rules.toml", 'kind = "advice"', 'kind = "never"')

    assert 'rules are of kind "never", not 7' in faults(copy)


def test_a_missing_sentence_of_a_pack_takes_the_language_off(copy: Path) -> None:
    change(copy / "languages" / "en.toml", "[warnings.card-swap]\ntitle = ", "[warnings.card-swap]\ntitel = ")

    assert "card-swap title: is missing" in faults(copy)


def test_a_claim_that_names_no_rule_is_found(copy: Path) -> None:
    change(copy / "claims.toml", 'rules = ["R-own-no-card"]', 'rules = ["R-own-no-cart"]')

    assert "'R-own-no-cart', which is nowhere" in faults(copy)


@pytest.mark.parametrize(
    ("file", "old", "new", "said"),
    [
        ("languages/en.toml", "[tree.card-swap]", "[tree.1-1-1]", "tree.1-1-1: is built in"),
        ("languages/en.toml", "[tree.card-swap]", "[frame.danger]", "frame: is no table"),
    ],
)
def test_a_pack_adds_words_and_changes_none(copy: Path, file: str, old: str, new: str, said: str) -> None:
    change(copy / file, old, new)

    assert said in faults(copy)


def test_a_pack_cannot_take_an_id_that_is_built_in(copy: Path) -> None:
    change(copy / "tree.toml", "[card-swap]", "[1-1-1]")

    with pytest.raises(PromptsInvalid, match="1-1-1: is taken"):
        faults(copy)


def test_a_leaf_has_to_be_offered_in_a_menu_that_exists(copy: Path) -> None:
    change(copy / "tree.toml", 'menu = "6"', 'menu = "66"')

    with pytest.raises(PromptsInvalid, match="names no menu of the tree"):
        faults(copy)


def test_two_persons_check_a_pack_as_it_stands_and_an_edit_voids_both(copy: Path) -> None:
    local = pack.read(copy)
    seen = [Done(Act.CHECKED, local.subject, local.digest(), name, NOW) for name in ("sato", "sato", "mori")]

    assert standing.checkers(local.subject, local.digest(), seen) == {"sato", "mori"}

    change(copy / "languages" / "en.toml", "Give nobody your card", "Give them your card")

    assert standing.checkers(local.subject, local.digest(), seen) == frozenset()
