"""One approval for all campaigns of an alert: what is wrong with one keeps no other from being started."""

import json

import pytest


def state(terminal, campaign):
    return json.loads(terminal("campaign", "status", campaign, "--json").out)["state"]


def submitted(terminal, by="sato", **plan):
    campaign = terminal.draft(**plan)
    terminal("campaign", "submit", campaign, "--as", by)
    return campaign


def test_a_slip_in_an_id_shows_before_anything_is_started(yobikake):
    campaign = submitted(yobikake)

    said = yobikake("campaign", "approve", "--start", campaign, "nosuchid", "--as", "tanaka")

    assert said.code == 2
    assert "there is no campaign 'nosuchid'" in said.complaint
    assert state(yobikake, campaign) == "submitted"


def test_one_that_is_refused_keeps_no_other_waiting(yobikake):
    mine, other = submitted(yobikake, by="tanaka"), submitted(yobikake)

    said = yobikake("campaign", "approve", "--start", mine, other, "--as", "tanaka")

    assert said.code == 1
    assert f"tanaka submitted campaign {mine}" in said.complaint
    assert [state(yobikake, campaign) for campaign in (mine, other)] == ["submitted", "running"]


def test_the_same_words_typed_again_go_on_with_what_is_left(yobikake):
    first, second = submitted(yobikake), yobikake.draft()
    words = ("campaign", "approve", "--start", first, second, "--as", "tanaka")

    assert yobikake(*words).code == 1
    yobikake("campaign", "submit", second, "--as", "sato")
    again = yobikake(*words)

    assert again.code == 0
    assert again.out.splitlines() == [f"{first}: that was done before", f"{second}: started"]


def test_who_is_left_over_is_told_with_the_campaign_that_it_is_about(yobikake):
    late = submitted(yobikake, not_after="2026-11-24T10:10:00+09:00", pace="{per_second: 0.001}")

    said = yobikake("campaign", "approve", late, "--as", "tanaka")

    assert said.code == 1
    assert said.complaint.startswith(f"yobikake: campaign {late}: ")
    assert "--accept-remainder" in said.complaint


@pytest.mark.parametrize("words", [("approve",), ("reject", "--reason", "wrong ward")])
def test_what_was_decided_before_says_so(yobikake, words):
    campaign = submitted(yobikake)
    act, *more = words

    first, second = (yobikake("campaign", act, campaign, *more, "--as", "tanaka") for _ in range(2))

    assert (first.code, second.code) == (0, 0)
    assert "before" not in first.out
    assert second.out == f"{campaign}: that was done before\n"
