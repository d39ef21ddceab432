"""Offices move and rules change: what was last looked at more than a year ago is named."""

from dataclasses import replace
from datetime import date

import pytest

from prompts import knowledge
from prompts.ageing import grown_old
from prompts.knowledge import Knowledge


@pytest.fixture
def known() -> Knowledge:
    return knowledge.load()


def named(known: Knowledge, today: date) -> list[str]:
    return [fault.id for fault in grown_old(known, today)]


def test_numbers_that_nobody_has_tried_are_counted_once(known: Knowledge) -> None:
    assert named(known, date(2026, 11, 24)) == ["checked_on"]


def test_a_document_is_read_again_after_a_year(known: Knowledge) -> None:
    assert "isa-warning" not in named(known, date(2027, 11, 22))
    assert "isa-warning" in named(known, date(2027, 11, 23))


def test_a_number_is_tried_again_a_year_after_it_was_tried_and_not_after_it_was_published(
    known: Knowledge,
) -> None:
    tried = replace(known.contacts["K-police-9110"], checked_on=date(2026, 3, 1), published="2020-01-01")
    known = replace(known, contacts={**known.contacts, tried.id: tried})

    assert tried.id not in named(known, date(2027, 3, 1))
    assert tried.id in named(known, date(2027, 3, 2))
