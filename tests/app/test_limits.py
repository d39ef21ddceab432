"""What the hotline says of us binds our campaigns."""

import json

import pytest

LINE = """
[organisation]
en = "Sample police"
[[hotline]]
printed = "045-000-0110"
[displayed]
printed = "045-000-0100"
[office.words]
en = "weekdays"
[emergency]
text = "110"
source = "known"
checked_on = 2026-11-22
[bank]
text = "the number on your card"
source = "known"
checked_on = 2026-11-22
[policy]
decided_by = "the chief"
decided_on = 2026-11-22
resident_voice = "{policy}"
"""
HOMES = "number\n090-1234-0006\n"


@pytest.fixture
def create(yobikake):
    """Create a campaign on a line with a policy of its own."""

    def created(policy, table=HOMES, **plan):
        line = yobikake.write("line.toml", LINE.format(policy=policy))
        words = (yobikake.plan(languages="[en]", **plan), "--audience", yobikake.write("a.csv", table))
        return yobikake("campaign", "create", *words, LINE=str(line))

    return created


@pytest.mark.parametrize("channel", ["voice", "voice-then-sms", "auto"])
def test_a_line_that_says_it_rings_no_homes_rings_none(create, channel):
    said = create("off", channel=channel)

    assert said.code == 2
    assert "this line does not ring homes" in said.err


def test_a_line_that_rings_no_homes_may_text_them(create):
    assert create("off", channel="sms").code == 0


def test_a_line_that_rings_no_homes_may_ring_institutions(create):
    assert create("off", "name,number\nBank,045-300-0006\n", audience="institution").code == 0


def test_a_line_that_rings_homes_that_agreed_wants_their_consent(create):
    assert "source must be consent" in create("consented").err
    assert create("consented", source="consent").code == 0


@pytest.mark.parametrize("window", ["{days: mon-sat}", '{to: "20:00"}', "{holidays: open}"])
def test_other_hours_than_the_hotline_names_are_shown_to_the_approver(yobikake, window):
    audience = yobikake.write("a.csv", HOMES)

    said = yobikake("campaign", "check", yobikake.plan(window=window), "--audience", audience, "--json")

    assert said.code == 0
    assert "hours" in {flag["rule"] for flag in json.loads(said.out)["flags"]}
    assert "hours" not in yobikake("campaign", "check", yobikake.plan(), "--audience", audience).out
