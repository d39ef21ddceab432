"""Recurring campaigns and accepted remainders, as they are typed."""

import json

import pytest

REPEAT = "{at: '10:30', until: 2026-12-04, days: [tue, fri]}"
SERIES = {"list": "elders", "source": "consent", "repeat": REPEAT}


@pytest.fixture
def series(yobikake):
    """Make a recurring campaign and start it."""
    about = ("--consent", "asked at the ward office", "--until", "2027-03-31")
    assert yobikake("list", "create", "elders", *about, "--as", "tanaka").code == 0
    people = yobikake.write("people.csv", "number\n045-300-0006\n")
    assert yobikake("list", "import", "elders", people, "--as", "sato").code == 0
    plan = yobikake.plan(**SERIES)
    made = yobikake("campaign", "create", plan, "--as", "sato")
    assert made.code == 0, made.err
    id_ = made.last
    yobikake("campaign", "submit", id_, "--as", "sato")
    said = yobikake("campaign", "approve", id_, "--start", "--as", "tanaka")
    assert said.code == 0, said.err
    return id_


def test_status_and_list_tell_the_next_three_runs(yobikake, series):
    told = "next runs: 2026-11-24 10:30, 2026-11-27 10:30, 2026-12-01 10:30"

    status, listed = yobikake("campaign", "status", series), yobikake("campaign", "list")

    assert status.out.strip() == f"Asahi ward: running; {told}"
    assert told in listed.out


def test_other_programs_read_the_next_runs_and_what_was_missed(yobikake, series):
    yobikake.does("UPDATE campaigns SET missed_runs = 2")

    status = json.loads(yobikake("campaign", "status", series, "--json").out)
    (listed,) = json.loads(yobikake("campaign", "list", "--json").out)

    assert status["next_runs"][0] == "2026-11-24T10:30+09:00"
    assert (status["missed_runs"], listed["missed_runs"]) == (2, 2)
    assert "; 2 missed" in yobikake("campaign", "status", series).out


def test_a_series_that_is_stopped_has_no_next_run(yobikake, series):
    said = yobikake("campaign", "stop", series, "--as", "tanaka")

    assert said.code == 0, said.err
    assert "next runs: none" in yobikake("campaign", "status", series).out


def test_numbers_of_a_file_do_not_wait_for_the_next_run(yobikake):
    plan = yobikake.plan(repeat=REPEAT)
    rows = yobikake.write("a.csv", "number\n045-300-0006\n")

    said = yobikake("campaign", "create", plan, "--audience", rows, "--as", "sato")

    assert said.code == 2
    assert "repeat: the numbers of a file may not lie here" in said.complaint


def test_a_series_whose_last_day_is_past_is_refused(yobikake):
    plan = yobikake.plan(**SERIES | {"repeat": "{at: '10:30', until: 2026-11-23}"})

    said = yobikake("campaign", "create", plan, "--as", "sato")

    assert said.code == 2
    assert "repeat.until: is past" in said.complaint


def test_who_is_left_over_is_accepted_by_number(yobikake):
    homes = "number\n" + "".join(f"045-{300 + n}-0007\n" for n in range(40))
    campaign = yobikake.draft(homes, not_after="2026-11-24T10:01:00+09:00", pace="{per_second: 0.1}")
    yobikake("campaign", "submit", campaign, "--as", "sato")

    refused = yobikake("campaign", "approve", campaign, "--start", "--as", "tanaka")
    left = refused.complaint.rpartition("--accept-remainder ")[2]
    before = yobikake("campaign", "status", campaign).out
    done = yobikake("campaign", "approve", campaign, "--accept-remainder", left, "--as", "tanaka")

    assert refused.code == 1
    assert 0 < int(left) < 40
    assert "submitted" in before
    assert (done.code, done.last) == (0, f"{campaign}: approved")


def test_the_report_in_the_terminal_lists_the_runs(yobikake, series):
    yobikake.does(
        "INSERT INTO campaigns (id, name, state, plan, total, skipped, audience_digest, created_at,"
        " started_at, series_of, missed_runs, live)"
        " SELECT 'run23456', name, 'finished', plan, 0, 0, '', created_at, started_at, id, 0, live"
        " FROM campaigns"
    )

    said = yobikake("campaign", "report", series)

    assert said.code == 0
    (row,) = [line for line in said.out.splitlines() if line.startswith("run23456")]
    assert row.split() == ["run23456", "2026-11-24", "10:00", "finished", "0", "of", "0"]
