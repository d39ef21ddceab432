"""From an incident to telephones that ring: drafted in one go, approved in one go."""

import io
from datetime import datetime, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from app.checking import check_campaign
from campaigns import alerting, institutions, lifecycle
from campaigns.alert_plans import Alert
from campaigns.alerting import CannotAlert
from campaigns.models import Campaign, Institution
from campaigns.people import Actor, NotAllowed, Role
from campaigns.plan import Plan, PlanInvalid, Source
from db.clock import TOKYO
from privacy.number import PhoneNumber
from privacy.standing_list import StandingList
from privacy.wanted import Wanted, end_of
from prompts.library import Channel

EAST = "見本市東区"
BANK, HOME, FRIEND = "045-300-0006", "045-301-0007", "045-302-0007"
TABLE = f"name,number,kind,area\nBank,{BANK},bank,{EAST}\nFar bank,045-309-0006,bank,見本市西区\n"


@pytest.fixture
def ward(house):
    """A house with a bank in the eastern ward that has enrolled, and two people who asked to be warned."""
    found = institutions.read(io.BytesIO(TABLE.encode()))
    institutions.bring_in(house.desk, found, house.sato, house.now, replace=False)
    with Session(house.parts.engine) as session, session.begin():
        for entry in session.scalars(select(Institution)):
            entry.enrolled_at = house.now
    people = StandingList(house.parts.engine, house.desk.keystore)
    for number, language in ((HOME, "ja"), (FRIEND, "vi")):
        wanted = Wanted("voice", language, EAST, end_of(house.now.date() + timedelta(days=30)))
        people.add(PhoneNumber.parse(number), wanted, house.now, "operator")
    return house


def alert(house, homes=None, who=None, **about):
    def check(plan, people):
        return check_campaign(plan, people, house.now, "alert", house.parts.prompts, policy=house.desk.policy)

    meant = Alert(**{"claim": "C-isa-bail-acquaintance", "area": EAST, **about})
    return alerting.draft(house.desk, meant, homes, check, who or house.sato, house.now)


def approve_and_start(house, parts):
    for part in parts:
        lifecycle.approve(house.desk, part.campaign, house.tanaka, house.now)
        lifecycle.start(house.desk, part.campaign, house.tanaka, house.now)
    return house.now


def first_ring(house, number):
    (call,) = house.calls_to(number)
    return call.created_at


def said_to(house, number):
    (call,) = house.calls_to(number)
    return " ".join(one.text for one in call.heard if one.kind == "say")


def plan_of(house, part):
    with Session(house.parts.engine) as session:
        return Plan.from_json(session.get_one(Campaign, part.campaign).plan)


def test_ten_seconds_after_the_start_the_bank_and_the_homes_of_the_ward_ring(ward):
    parts = alert(ward, listed="registered")
    ward.pass_time(minutes=2)
    started = approve_and_start(ward, parts)
    assert all(ward.finish(part.campaign) for part in parts)

    rings = [first_ring(ward, number) - started for number in (BANK, HOME, FRIEND)]
    prompts = ward.parts.prompts
    assert max(rings) <= timedelta(seconds=10)
    assert prompts.warning_body("ja", "isa-bail-acquaintance") in said_to(ward, HOME)
    assert prompts.warning_body("vi", "isa-bail-acquaintance") in said_to(ward, FRIEND)
    assert prompts.frame("vi", "call.closing") in said_to(ward, FRIEND)
    assert [ward.counts(part.campaign) for part in parts] == [{"acknowledged": 1}, {"heard": 2}]
    assert ward.calls_to("045-309-0006") == []


def test_the_drafts_wait_for_somebody_else(ward):
    banks, homes = alert(ward, listed="registered")

    assert [ward.state(one.campaign) for one in (banks, homes)] == ["submitted", "submitted"]
    with pytest.raises(NotAllowed):
        lifecycle.approve(ward.desk, banks.campaign, Actor("sato", Role.APPROVER), ward.now)


def test_an_alert_keeps_to_the_hours_of_the_line_and_speaks_all_that_can_be_heard(ward):
    banks, homes = (plan_of(ward, part) for part in alert(ward, listed="registered"))

    assert banks.name == f"知り合いのための保釈金, {EAST}, Tue 10:00"
    assert homes.name == f"{banks.name} (homes)"
    assert (banks.warning, banks.area, homes.source) == ("isa-bail-acquaintance", EAST, Source.CONSENT)
    assert homes.languages[:2] == ("ja", "en")
    assert {"vi", "zh-Hans", "ko"} <= set(homes.languages)
    assert not set(ward.parts.prompts.short) & set(homes.languages)
    assert banks.hours == homes.hours


def test_outside_its_hours_an_alert_waits_for_the_opening(open_house):
    house = open_house(datetime(2026, 11, 24, 18, tzinfo=TOKYO))
    table = io.BytesIO(f"number\n{HOME}\n".encode())
    *_, homes = alert(house, table, source=Source.PUBLIC_DIRECTORY)
    lifecycle.approve(house.desk, homes.campaign, house.tanaka, house.now)
    lifecycle.start(house.desk, homes.campaign, house.tanaka, house.now)
    house.finish(homes.campaign)

    assert first_ring(house, HOME).astimezone(TOKYO) == datetime(2026, 11, 25, 9, tzinfo=TOKYO)


def test_without_a_list_institutions_alone_are_warned(ward):
    (banks,) = alert(ward)

    assert ward.counts(banks.campaign) == {"waiting": 1}


def test_where_the_directory_has_nobody_it_says_so_and_warns_the_homes(house):
    table = io.BytesIO(f"number,language\n{HOME},ja\n".encode())

    banks, homes = alert(house, table, area="横浜市旭区", source=Source.PUBLIC_DIRECTORY)

    assert banks.nobody == "no institution of 横浜市旭区 can be called: none is there"
    assert banks.campaign is None
    assert house.state(homes.campaign) == "submitted"


def test_where_there_is_nobody_at_all_nothing_is_made(house):
    with pytest.raises(CannotAlert, match="none is there; list registered has nobody to warn"):
        alert(house, listed="registered")

    assert house.rows(Campaign) == []


def test_who_has_not_enrolled_is_named_by_number(house):
    found = institutions.read(io.BytesIO(TABLE.encode()))
    institutions.bring_in(house.desk, found, house.sato, house.now, replace=False)

    with pytest.raises(CannotAlert, match="1 there have not enrolled: `yobikake institution enrol`"):
        alert(house)


def test_a_bad_row_stops_the_whole_alert(ward):
    table = io.BytesIO(b"number\n045-30\n")

    with pytest.raises(CannotAlert) as stopped:
        alert(ward, table, source=Source.PUBLIC_DIRECTORY)

    assert "line 2" in stopped.value.parts[1].found.as_text()
    assert ward.rows(Campaign) == []


def test_an_unknown_claim_is_refused(ward):
    with pytest.raises(CannotAlert) as stopped:
        alert(ward, claim="isa-ball")

    assert "'isa-ball' is not known" in stopped.value.parts[0].found.as_text()


def test_a_claim_that_is_no_id_is_refused_by_name(ward):
    with pytest.raises(PlanInvalid, match="alert: warning"):
        alert(ward, claim="bail; calls")


def test_somebody_in_a_language_without_a_voice_gets_a_text(ward):
    people = StandingList(ward.parts.engine, ward.desk.keystore)
    wanted = Wanted("sms", "my", EAST, end_of(ward.now.date() + timedelta(days=30)))
    people.add(PhoneNumber.parse("090-1234-0007"), wanted, ward.now, "operator")
    parts = alert(ward, listed="registered")
    approve_and_start(ward, parts)
    ward.finish(parts[1].campaign)

    (text,) = ward.texts_to("090-1234-0007")
    assert ward.parts.prompts.warning_body("my", "isa-bail-acquaintance", Channel.SMS) in text.body


def test_a_viewer_drafts_nothing(ward):
    with pytest.raises(NotAllowed, match="draft an alert"):
        alert(ward, who=Actor("kobayashi", Role.VIEWER))


def test_words_of_an_operators_own_that_are_refused_are_mended_and_not_left_out(ward):
    with pytest.raises(CannotAlert):
        alert(ward, own_words={"ja": "保釈金の電話は詐欺です。1を押してください。"}, listed="registered")

    assert ward.rows(Campaign) == []
