"""Tokens of other systems on the command line."""

import pytest

LAST = "2027-03-31"


@pytest.fixture
def made(yobikake):
    """A token that may read counts of the hotline."""
    said = yobikake("token", "add", "bouhan", "--scope", "hotline:read", "--until", LAST, "--as", "kanri")
    assert said.code == 0, said.err
    return said


def test_a_token_is_printed_alone_on_the_last_line_and_listed_without_it(yobikake, made):
    assert made.last.startswith("yobikake_")

    listed = yobikake("token", "list").out

    assert "bouhan" in listed
    assert f"hotline:read  until {LAST}" in listed
    assert made.last not in listed


def test_an_ended_token_is_over_and_ending_it_again_changes_nothing(yobikake, made):
    id_ = yobikake("token", "list").out.split()[0]

    assert yobikake("token", "end", id_, "--as", "kanri").last == f"{id_}: ended"
    assert yobikake("token", "end", id_, "--as", "kanri").last == f"{id_}: was ended before"
    assert "over" in yobikake("token", "list").out


def test_only_an_administrator_makes_tokens(yobikake, made):
    yobikake("operator", "add", "sato", "--role", "approver", "--as", "kanri")

    said = yobikake("token", "add", "other", "--scope", "health:read", "--until", LAST, "--as", "sato")

    assert said.code == 1
    assert "administrator" in said.err


@pytest.mark.parametrize(
    ("name", "until", "wrong"),
    [("other", "2028-03-31", "until:"), ("045-300-0006", LAST, "name:"), ("bouhan", LAST, "name:")],
)
def test_a_token_that_cannot_be_is_refused_with_what_to_do(yobikake, made, name, until, wrong):
    said = yobikake("token", "add", name, "--scope", "health:read", "--until", until, "--as", "kanri")

    assert said.code == 2
    assert wrong in said.complaint
