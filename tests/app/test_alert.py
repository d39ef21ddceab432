"""`yobikake alert` and `campaign correct`, as somebody types them."""

import json
from datetime import datetime

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery
from db.clock import TOKYO
from db.engine import make_engine

TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)

BANKS = "name,number,kind,area\nBank,045-300-0006,bank,見本市東区\n"
HOMES = "number,language\n045-301-0007,ja\n045-302-0007,vi\n"
ALERT = ("alert", "--claim", "isa-bail", "--area", "見本市東区", "--as", "sato")


@pytest.fixture
def homes(yobikake):
    return ("--audience", yobikake.write("homes.csv", HOMES), "--source", "public directory")


def state(terminal, campaign):
    return json.loads(terminal("campaign", "status", campaign, "--json").out)["state"]


def campaigns(terminal):
    return json.loads(terminal("campaign", "list", "--json").out)


def test_an_alert_prints_what_was_checked_and_its_ids_and_one_approval_starts_it(yobikake, homes):
    said = yobikake(*ALERT, *homes)

    assert said.code == 0, said.err
    assert "no institution of 見本市東区 can be called: none is there" in said.out
    assert "2 recipients (2 landlines)" in said.out
    assert "0 left over" in said.out
    kind, campaign = said.last.split()
    assert kind == "resident"
    assert len(campaigns(yobikake)) == 1
    started = yobikake("campaign", "approve", "--start", campaign, "--as", "tanaka")
    assert started.last == f"{campaign}: started"
    assert state(yobikake, campaign) == "running"


def test_several_campaigns_are_approved_at_once(yobikake, homes):
    first, second = (yobikake(*ALERT, *homes, "--again").last.split()[1] for _ in range(2))

    said = yobikake("campaign", "approve", "--start", first, second, "--as", "tanaka")

    assert said.out.splitlines()[-2:] == [f"{first}: started", f"{second}: started"]


def test_the_same_alert_once_more_drafts_nothing_and_names_the_one_that_waits(yobikake, homes):
    campaign = yobikake(*ALERT, *homes).last.split()[1]

    again = yobikake(*ALERT, *homes)
    by_its_long_name = yobikake("alert", "--claim", "C-isa-bail-acquaintance", *ALERT[3:], *homes)
    elsewhere = yobikake(*("横浜市旭区" if word == "見本市東区" else word for word in ALERT), *homes)

    assert (again.code, by_its_long_name.code, elsewhere.code) == (1, 1, 0)
    assert f"{campaign} (submitted) warns of it in 見本市東区 already" in again.complaint
    assert "add --again" in again.complaint
    assert campaign in by_its_long_name.complaint
    assert len(campaigns(yobikake)) == 2


def test_an_alert_that_was_rejected_is_no_reason_to_wait(yobikake, homes):
    campaign = yobikake(*ALERT, *homes).last.split()[1]
    yobikake("campaign", "reject", campaign, "--reason", "the other ward", "--as", "tanaka")

    assert yobikake(*ALERT, *homes).code == 0


def test_a_campaign_that_no_alert_made_holds_none_up(yobikake, homes):
    yobikake.approved(area="見本市東区")

    assert yobikake(*ALERT, *homes).code == 0


def test_a_mistyped_ward_is_refused_with_what_to_type(yobikake, homes):
    said = yobikake("alert", "--claim", "isa-bail", "--area", "横浜市朝日区", *homes, "--as", "sato")

    assert said.code == 1
    assert "横浜市朝日区 is no municipality or ward: type --area 横浜市旭区" in said.complaint
    assert campaigns(yobikake) == []


def test_an_area_that_resembles_no_place_is_only_to_be_looked_at(yobikake, homes):
    said = yobikake("alert", "--claim", "isa-bail", "--area", "Sunny side", *homes, "--as", "sato")

    assert said.code == 0
    assert "look at: alert to residents: area: Sunny side: is no municipality" in said.out


def test_the_languages_that_cannot_read_an_area_share_one_line(yobikake, homes):
    said = yobikake("alert", "--claim", "isa-bail", "--area", "横浜市旭区", *homes, "--as", "sato")

    (line,) = [line for line in said.out.splitlines() if "cannot read it" in line]
    assert {"en", "vi"} <= set(line.split(": ")[1].split(", "))


def test_who_has_not_enrolled_is_told_and_nothing_is_made(yobikake):
    yobikake("institution", "import", yobikake.write("banks.csv", BANKS), "--as", "sato")

    said = yobikake(*ALERT)

    assert said.code == 1
    assert "1 there have not enrolled: `yobikake institution enrol`" in said.err
    assert campaigns(yobikake) == []


@pytest.mark.parametrize(
    ("words", "complaint"),
    [
        (("--list", "registered", "--audience", "homes.csv"), "give --list or --audience, not both"),
        (("--audience", "homes.csv"), "--source: say where the numbers of --audience come from"),
        (("--list", "friends"), "no list is called friends"),
    ],
)
def test_what_is_asked_wrongly_is_said_in_one_line(yobikake, words, complaint):
    file = yobikake.write("homes.csv", HOMES)

    said = yobikake(*ALERT, *(file if word == "homes.csv" else word for word in words))

    assert said.code == 2
    assert complaint in said.complaint


def test_a_bad_row_is_named_and_nothing_is_made(yobikake, homes):
    yobikake.write("homes.csv", "number\n045-30\n")

    said = yobikake(*ALERT, *homes)

    assert said.code == 2
    assert "line 2: not a number" in said.err
    assert campaigns(yobikake) == []


def test_a_correction_needs_a_file_or_all_clear(yobikake):
    campaign = yobikake.approved()

    said = yobikake("campaign", "correct", campaign, "--as", "sato")

    assert said.code == 2
    assert "give the FILE with the right words, or --all-clear" in said.complaint


def heard_by_all(terminal, campaign):
    """Write down that a campaign is over and that everybody heard it."""
    engine = make_engine(terminal.database)
    with Session(engine) as session, session.begin():
        found = session.get_one(Campaign, campaign)
        found.state, found.started_at, found.finished_at = "finished", TEN, TEN
        for row in session.scalars(select(Delivery).where(Delivery.campaign_id == campaign)):
            row.state, row.end = "done", "heard"
            once = {"number": 1, "channel": "voice", "token": f"t{row.id}", "placing_at": TEN}
            session.add(Attempt(campaign_id=campaign, delivery_id=row.id, state="heard", **once))
    engine.dispose()


def test_a_correction_is_drafted_to_those_who_heard_what_was_wrong(yobikake):
    campaign = yobikake.approved()
    heard_by_all(yobikake, campaign)
    file = yobikake.write("right.yaml", "warning: refund-at-machine")

    said = yobikake("campaign", "correct", campaign, file, "--as", "sato")
    again = yobikake("campaign", "correct", campaign, file, "--as", "sato")

    assert said.code == 0, said.err
    assert said.out.splitlines()[0].startswith(f"to 3 whom {campaign} reached")
    assert state(yobikake, said.last) == "draft"
    status = json.loads(yobikake("campaign", "status", said.last, "--json").out)
    assert status["corrects"] == campaign
    assert again.code == 1
    assert "is corrected already" in again.complaint


def test_words_that_may_not_go_out_correct_nothing(yobikake):
    campaign = yobikake.approved()
    heard_by_all(yobikake, campaign)
    file = yobikake.write("right.yaml", 'scripts: {ja: "1を押してください。", en: "Press 1."}')

    said = yobikake("campaign", "correct", campaign, file, "--as", "sato")

    assert said.code == 1
    assert "refused: ja" in said.err
    assert len(campaigns(yobikake)) == 1


def test_what_cannot_be_corrected_says_why_in_one_line(yobikake):
    campaign = yobikake.approved()
    file = yobikake.write("right.yaml", "warning: refund-at-machine")

    said = yobikake("campaign", "correct", campaign, file, "--as", "sato")
    over = yobikake("campaign", "correct", campaign, "--all-clear", "--as", "sato")
    none = yobikake("campaign", "correct", "nobody", file)

    assert (said.code, over.code, none.code) == (1, 1, 2)
    assert f"campaign {campaign} is approved and has reached nobody" in said.complaint
    assert "an all-clear goes to institutions alone" in over.complaint
