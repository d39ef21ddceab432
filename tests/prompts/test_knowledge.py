import re

import pytest

from prompts import knowledge
from prompts.faults import UnknownSentence
from prompts.knowledge import Knowledge

SEVEN_NEVER = {
    "R-isa-never-money",
    "R-isa-never-plus",
    "R-police-never-sns-badge",
    "R-police-never-banking-transfer",
    "R-cc-never-personal",
    "R-cc-never-pin",
    "R-cc-never-money",
}


@pytest.fixture(scope="module")
def known() -> Knowledge:
    return knowledge.load()


def test_the_knowledge_is_as_large_as_the_documents_give(known: Knowledge) -> None:
    assert (len(known.claims), len(known.rules), len(known.contacts), len(known.procedures)) == (
        22,
        36,
        37,
        24,
    )
    assert len(known.law) == 40


def test_everything_known_names_its_document_place_and_date(known: Knowledge) -> None:
    for some in (known.claims, known.rules, known.law, known.contacts, known.procedures):
        for entry in some.values():
            assert entry.document in known.documents
            assert entry.summary
            assert entry.place
            assert entry.published == "undated" or re.fullmatch(r"\d{4}-\d\d-\d\d", entry.published)


def test_seven_rules_say_never_and_no_other(known: Knowledge) -> None:
    assert {rule.id for rule in known.rules.values() if rule.never} == SEVEN_NEVER


def test_nobody_has_confirmed_the_law_yet_and_its_version_is_named(known: Knowledge) -> None:
    for entry in known.law.values():
        assert entry.checked_on is None
        assert entry.version == "2019 version"


def test_numbers_are_printed_with_plain_hyphens_and_never_with_plus(known: Knowledge) -> None:
    numbers = [one.number for contact in known.contacts.values() for one in contact.numbers]

    assert "#9110" in numbers
    assert all(re.fullmatch(r"#9110|188|0[\d-]{9,12}", number) for number in numbers)


def test_a_warning_answers_to_its_short_name_and_its_full_one(known: Knowledge) -> None:
    assert known.warning("isa-bail") == known.warning("isa-bail-acquaintance") == "isa-bail-acquaintance"
    assert len(set(known.warnings.values())) == 22 + len(known.advice)


def test_an_unknown_warning_is_named_in_the_error(known: Knowledge) -> None:
    with pytest.raises(UnknownSentence, match="no warning 'isa-bale'"):
        known.warning("isa-bale")
