"""What people told operators, and what rises, from the command line."""

import json

import pytest


def test_what_was_told_is_noted_and_counted(yobikake):
    yobikake.draft(area="横浜市旭区")  # It names the ward, so the ward can be chosen.

    said = yobikake("incident", "add", "--claim", "isa-bail", "--area", "横浜市旭区", "--as", "sato")
    found = json.loads(yobikake("radar", "--json").out)["told"]

    assert (said.code, said.last) == (0, "noted: isa-bail-acquaintance, 横浜市旭区")
    assert [(one["claim"], one["area"], one["count"]) for one in found["claims"]] == [
        ("isa-bail-acquaintance", "横浜市旭区", 1)
    ]


@pytest.mark.parametrize(
    ("options", "option"),
    [
        (("--claim", "a call from Suzuki"), "--claim"),
        (("--claim", "stop-international-calls"), "--claim"),
        (("--claim", "isa-bail", "--area", "at Suzuki's"), "--area"),
        ((), "--claim"),
    ],
)
def test_nothing_is_noted_in_words_of_ones_own(yobikake, options, option):
    before = yobikake.stored

    said = yobikake("incident", "add", *options)

    assert said.code == 2
    assert option in said.complaint
    assert yobikake.stored == before


def test_a_viewer_notes_nothing(yobikake):
    yobikake("operator", "add", "mori", "--role", "viewer")

    said = yobikake("incident", "add", "--claim", "isa-bail", "--as", "mori")

    assert said.code == 1
    assert "may not note what people told" in said.complaint


def test_a_new_line_is_told_that_it_has_not_enough_weeks(yobikake):
    yobikake("incident", "add", "--claim", "isa-bail")

    said = yobikake("radar")

    assert said.code == 0
    assert "not enough weeks: 0.0 of 2" in said.out
    assert "isa-bail-acquaintance" in said.out
