"""The life of a campaign, typed."""

import csv
import io
import json

import pytest


def test_create_prints_the_id_alone_on_its_last_line(yobikake):
    said = yobikake(
        "campaign", "create", yobikake.plan(), "--audience", yobikake.write("a.csv", "number\n045-300-0006\n")
    )

    assert said.code == 0
    assert yobikake("campaign", "status", said.last).code == 0
    assert said.last.isalnum()


def test_check_tells_audience_words_and_arithmetic_and_needs_no_settings(yobikake):
    audience = yobikake.write("a.csv", "number\n045-300-0006\n0453000006\n090-1234-5678\n")

    said = yobikake("campaign", "check", yobikake.plan(), "--audience", audience, PORT="nonsense")

    assert said.code == 0
    assert "2 recipients" in said.out
    assert "1 stand twice" in said.out
    assert "seconds" in said.out


def test_check_as_json_names_every_fault(yobikake):
    audience = yobikake.write("a.csv", "number\n045-300-0006\n12\n")

    said = yobikake("campaign", "check", yobikake.plan(), "--audience", audience, "--json")

    found = json.loads(said.out)
    assert said.code == 2
    assert (found["good"], found["bad"]) == (1, 1)
    assert "line 3" in found["faults"][0]


def test_status_as_json_has_state_and_counts(yobikake):
    campaign = yobikake.draft()

    found = json.loads(yobikake("campaign", "status", campaign, "--json").out)

    assert found["state"] == "draft"
    assert found["counts"] == {"waiting": 3}


def test_a_campaign_goes_from_draft_to_running(yobikake):
    campaign = yobikake.draft()

    assert yobikake("campaign", "submit", campaign, "--as", "sato").code == 0
    assert yobikake("campaign", "approve", campaign, "--start", "--as", "tanaka").code == 0

    assert "running" in yobikake("campaign", "status", campaign).out


def test_whoever_submitted_may_not_approve(yobikake):
    campaign = yobikake.draft()
    yobikake("campaign", "submit", campaign, "--as", "sato")

    said = yobikake("campaign", "approve", campaign, "--as", "sato")

    assert said.code == 1
    assert "somebody else" in said.complaint
    assert "submitted" in yobikake("campaign", "status", campaign).out


@pytest.mark.parametrize("act", ["submit", "start", "pause", "resume", "stop", "close"])
def test_an_act_that_is_done_already_is_no_fault(yobikake, act):
    campaign = yobikake.draft() if act == "submit" else yobikake.approved()
    for before in {"pause": ["start"], "resume": ["start", "pause"], "stop": ["start"]}.get(act, []):
        assert yobikake("campaign", before, campaign, "--as", "tanaka").code == 0
    if act == "close":
        campaign = yobikake.draft()

    first = yobikake("campaign", act, campaign, "--as", "tanaka")
    second = yobikake("campaign", act, campaign, "--as", "tanaka")

    assert (first.code, second.code) == (0, 0)
    assert "before" in second.out


def test_an_act_at_the_wrong_time_is_refused_and_says_what_can_follow(yobikake):
    campaign = yobikake.draft()

    said = yobikake("campaign", "start", campaign, "--as", "tanaka")

    assert said.code == 1
    assert "submitted" in said.complaint


def test_stop_all_stops_whatever_runs(yobikake):
    campaigns = [yobikake.approved(name=name) for name in ("one", "two")]
    for campaign in campaigns:
        yobikake("campaign", "start", campaign, "--as", "tanaka")

    said = yobikake("campaign", "stop", "--all", "--as", "tanaka")

    assert said.code == 0
    assert [line.split(":")[0] for line in said.out.splitlines()] == campaigns
    assert "3 will not be called" in said.out


@pytest.mark.parametrize(
    "words", [("stop",), ("stop", "x", "--all"), ("status",), ("report", "x", "--format", "pdf")]
)
def test_wrong_use_is_one_line_and_exit_code_2(yobikake, words):
    said = yobikake("campaign", *words)

    assert said.code == 2
    assert said.complaint.startswith("yobikake: ")


@pytest.mark.parametrize("act", ["submit", "approve", "start", "pause", "stop", "close", "status", "report"])
def test_an_unknown_campaign_is_named(yobikake, act):
    said = yobikake("campaign", act, "nosuchid")

    assert said.code == 2
    assert "there is no campaign 'nosuchid'" in said.complaint


def test_list_shows_all_of_them(yobikake):
    campaigns = [yobikake.draft(name="Asahi"), yobikake.draft(name="Kohoku")]

    listed = json.loads(yobikake("campaign", "list", "--json").out)

    assert {(one["id"], one["name"]) for one in listed} == set(
        zip(campaigns, ("Asahi", "Kohoku"), strict=True)
    )
    assert all(campaign in yobikake("campaign", "list").out for campaign in campaigns)


def test_run_plays_a_whole_campaign_and_closes_it(yobikake):
    audience = yobikake.write("a.csv", "number\n045-300-0006\n045-300-0003\n045-300-0001\n")

    said = yobikake("campaign", "run", yobikake.plan(), "--audience", audience, "--json")

    report = json.loads(said.out)
    assert said.code == 0
    assert report["counts"] == {"heard": 1, "hung_up_early": 1, "busy": 1}
    assert (report["state"], report["attempts"]) == ("closed", 5)
    assert yobikake("privacy", "report").out.startswith("campaigns: no numbers are held")


def test_run_calls_from_the_number_that_the_installation_has(yobikake):
    audience = yobikake.write("a.csv", "number\n045-300-0006\n")
    words = ("campaign", "run", yobikake.plan(), "--audience", audience, "--json")

    said = yobikake(*words, VOICE_FROM="+81450000222")

    assert said.code == 0
    assert json.loads(said.out)["counts"] == {"heard": 1}


def test_a_report_has_three_forms_and_the_terminals(yobikake):
    audience = yobikake.write("a.csv", "number\n045-300-0006\n045-300-0001\n")
    ran = json.loads(yobikake("campaign", "run", yobikake.plan(), "--audience", audience, "--json").out)

    reports = {
        form: yobikake("campaign", "report", ran["id"], "--format", form)
        for form in ("json", "csv", "html", "text")
    }

    rows = list(csv.reader(io.StringIO(reports["csv"].out.removeprefix("\ufeff"))))
    assert {said.code for said in reports.values()} == {0}
    assert json.loads(reports["json"].out) == ran
    assert rows[:3] == [
        ["part", "value", "end", "count"],
        ["all", "", "heard", "1"],
        ["all", "", "busy", "1"],
    ]
    assert reports["html"].out.lower().startswith("<!doctype html>")
    assert "1 of 2" in reports["text"].out


@pytest.mark.parametrize(("warning", "flagged"), [("card-swap", True), ("isa-bail", False)])
def test_a_warning_that_no_authority_has_published_is_shown_to_the_approver(yobikake, warning, flagged):
    rows = yobikake.write("a.csv", "number\n045-300-0006\n")

    said = yobikake("campaign", "check", yobikake.plan(warning=warning), "--audience", rows)

    assert said.code == 0
    assert ("own-knowledge: card-swap: no authority has published it" in said.out) is flagged


def test_an_area_that_a_language_cannot_read_is_shown_to_the_approver(yobikake):
    rows = yobikake.write("a.csv", "number\n045-300-0006\n")

    said = yobikake("campaign", "check", yobikake.plan(area="横浜市旭区"), "--audience", rows)

    assert "look at: en: area: 横浜市旭区: this language cannot read it" in said.out
    assert "look at: ja: area" not in said.out


def test_one_is_one(yobikake):
    rows = yobikake.write("a.csv", "number\n045-300-0006\n")
    plan = yobikake.plan(retry="{times: 1}")

    said = yobikake("campaign", "check", plan, "--audience", rows)
    played = yobikake("campaign", "run", plan, "--audience", rows)

    assert "\n1 recipient (1 landline)\n" in said.out
    assert "\n1 call, at once " in said.out
    assert "tried 1 time more" in said.out
    assert "; 1 call or text in all" in played.out


def test_an_area_of_the_line_is_named_by_every_language_and_not_flagged(yobikake):
    rows = yobikake.write("a.csv", "number\n045-300-0006\n")

    said = yobikake("campaign", "check", yobikake.plan(area="見本市東区"), "--audience", rows)

    assert said.code == 0
    assert "look at: en: area" not in said.out


def test_an_area_that_is_no_place_is_pointed_out_with_what_may_be_meant(yobikake):
    rows = yobikake.write("a.csv", "number,area\n045-300-0006,横浜市朝日区\n045-301-0006,横浜市旭区\n")

    said = yobikake("campaign", "check", yobikake.plan(area="横浜市港北"), "--audience", rows)

    assert said.code == 0
    assert "look at: campaign.yaml: area: 横浜市港北: is no municipality or ward: did you mean" in said.out
    assert (
        "look at: audience: area: 横浜市朝日区: 1 row: is no municipality or ward: did you mean 横浜市旭区?"
        in said.out
    )
    assert "area: 横浜市旭区: 1 row" not in said.out


def test_the_kinds_of_line_are_said_and_what_they_mean(yobikake):
    rows = yobikake.write("a.csv", "number\n045-300-0006\n090-1234-0006\n090-1234-0007\n")

    said = yobikake("campaign", "check", yobikake.plan(channel="auto"), "--audience", rows)

    assert "3 recipients (2 mobiles, 1 landline)" in said.out
    assert "1 landline is rung; 2 mobiles are texted" in said.out


def test_landlines_cannot_be_texted(yobikake):
    rows = yobikake.write("a.csv", "number\n045-300-0006\n090-1234-0006\n")

    said = yobikake("campaign", "check", yobikake.plan(channel="sms"), "--audience", rows)

    assert said.code == 2
    assert "1 landline cannot get SMS" in said.out


def test_what_costs_more_than_it_may_is_not_created(yobikake):
    rows = yobikake.write("a.csv", "number\n" + "\n".join(f"045-{300 + n}-0006" for n in range(50)))
    words = ("--audience", rows)

    dear = yobikake("campaign", "check", yobikake.plan(most_yen=100), *words)
    allowed = yobikake("campaign", "check", yobikake.plan(most_yen=10_000), *words)

    assert dear.code == 1
    assert "cost: up to" in dear.out
    assert "is above most_yen (100)" in dear.out
    assert allowed.code == 0


def test_who_will_be_left_over_is_pointed_out_with_figures(yobikake):
    rows = yobikake.write("a.csv", "number\n" + "\n".join(f"045-{300 + n}-0006" for n in range(50)))
    slow = yobikake.plan(
        pace="{per_second: 0.01}",
        not_after="2036-11-25T10:00:00+09:00",
        starts_at="2036-11-25T09:50:00+09:00",
    )

    said = yobikake("campaign", "check", slow, "--audience", rows, "--json")

    found = json.loads(said.out)
    assert found["estimate"]["left_over"] > 30
    assert [flag["rule"] for flag in found["flags"]].count("not_after") == 1


def test_a_report_speaks_japanese_to_an_office_in_japan(yobikake):
    audience = yobikake.write("a.csv", "number,area\n045-300-0006,横浜市旭区\n045-300-0001,横浜市旭区\n")
    ran = json.loads(yobikake("campaign", "run", yobikake.plan(), "--audience", audience, "--json").out)
    words = ("campaign", "report", ran["id"], "--language", "ja", "--format")

    table, page = (yobikake(*words, form).out for form in ("csv", "html"))

    rows = list(csv.reader(io.StringIO(table.removeprefix("\ufeff"))))
    assert table.startswith("\ufeff")
    assert rows[:3] == [
        ["区分", "値", "結果", "件数"],
        ["全体", "", "聞いた", "1"],
        ["全体", "", "話し中", "1"],
    ]
    assert ["電話の種類ごと", "固定電話", "話し中", "1"] in rows
    assert '<html lang="ja">' in page
