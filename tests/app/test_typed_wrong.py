"""What somebody tired types in the wrong place: one line that says where, and no number in it."""

import pytest

HEADLESS = "090-1234-5678,ja\n"


@pytest.mark.parametrize(
    "number", ["09012345678", "090-1234-5678", "+819012345678", "０９０１２３４５６７８"]
)
@pytest.mark.parametrize("words", [("campaign", "status"), ("campaign", "stop"), ("do-not-call", "add")])
def test_a_number_where_none_belongs_is_not_repeated(yobikake, words, number):
    said = yobikake(*words, number)

    assert said.code == 2
    assert len(said.err.splitlines()) == 1
    assert not any(last in said.err for last in ("5678", "５６７８"))


def test_a_day_and_an_id_are_repeated(yobikake):
    day = yobikake("list", "create", "okay", "--consent", "a form", "--until", "2027-13-31")
    wrong = yobikake("campaign", "status", "a2345678")

    assert "'2027-13-31'" in day.complaint
    assert "'a2345678'" in wrong.complaint


@pytest.mark.parametrize("act", ["create", "check", "alert", "institution"])
def test_a_table_that_is_none_is_named(yobikake, act):
    file = yobikake.write("homes.csv", HEADLESS)
    words = {
        "create": ("campaign", "create", yobikake.plan(), "--audience", file),
        "check": ("campaign", "check", yobikake.plan(), "--audience", file),
        "alert": (
            "alert",
            "--claim",
            "isa-bail",
            "--area",
            "見本市東区",
            "--audience",
            file,
            "--source",
            "consent",
        ),
        "institution": ("institution", "import", file),
    }

    said = yobikake(*words[act])

    assert said.code == 2
    assert said.complaint.startswith("yobikake: homes.csv: line 1: there is no header")


def test_what_is_past_is_told_with_the_files_own_name(yobikake):
    plan = yobikake.plan(not_after="2026-11-01T17:00:00+09:00")
    mine, homes = (
        yobikake.write("mine.yaml", plan.read_text()),
        yobikake.write("a.csv", "number\n045-300-0006\n"),
    )

    said = yobikake("campaign", "create", mine, "--audience", homes)

    assert said.code == 2
    assert said.complaint.startswith("yobikake: mine.yaml: not_after: is past")
