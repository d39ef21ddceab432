"""A list of people who agreed to be warned: who is called, how one leaves, and what its end leaves behind."""

import io
from datetime import date, timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.worker import tick
from campaigns import bringing, intake, lifecycle, listing
from campaigns.listed import from_list
from campaigns.plan import PlanInvalid, read_plan
from privacy.models import List, Registration
from privacy.number import PhoneNumber
from privacy.scan import scan

HOME, OTHER, MOBILE = "045-300-0007", "045-301-0007", "090-1234-0006"
EAST, WEST = "見本市東区", "見本市西区"
CAMPAIGN = """\
name: bail calls
audience: resident
source: consent
list: {name}
channel: {channel}
warning: isa-bail
languages: [ja, en]
{more}
"""


@pytest.fixture
def house(open_house):
    return open_house()


def enrol(house, *rows, name="seniors", channel="voice", days=30):
    """Make a list and put these people on it: number, or number with language and area."""
    last = date(2026, 11, 24) + timedelta(days=days)
    if name not in [about.id for about in listing.lists_of(house.desk).all()]:
        listing.create(house.desk, name, "asked at the door", last, house.tanaka, house.now)
    table = io.BytesIO("\n".join(["number,language,area", *rows]).encode())
    return bringing.from_file(house.desk, name, table, channel, house.sato, house.now)


def warn(house, name="seniors", channel="voice", finish=True, **more):
    lines = "\n".join(f"{key}: {value}" for key, value in more.items())
    plan = read_plan(CAMPAIGN.format(name=name, channel=channel, more=lines))
    campaign = intake.create(house.desk, plan, from_list(house.desk, plan, house.now), house.sato, house.now)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.approve(house.desk, campaign, house.tanaka, house.now)
    lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    assert not finish or house.finish(campaign)
    return campaign


def press(house, number, *keys):
    phone = house.telephone(PhoneNumber.parse(number).e164)
    phone.dial(house.parts.line.hotline[False].e164)
    phone.press("1", *keys)
    return phone.heard_last


def rung(house):
    return {call.order.to for call in house.calls}


def e164(*numbers):
    return {PhoneNumber.parse(number).e164 for number in numbers}


def entries(house, name="seniors"):
    with Session(house.parts.engine) as session:
        return session.scalar(select(func.count()).where(Registration.list_id == name))


def test_those_of_the_area_are_rung_in_their_language_on_a_line_without_registration(house):
    assert not house.parts.line.policy.registration
    enrol(house, f"{HOME},en,{EAST}", f"{OTHER},,{WEST}")

    campaign = warn(house, area=EAST)

    assert rung(house) == e164(HOME)
    assert [row.language for row in house.deliveries(campaign)] == ["en"]


def test_who_gave_no_language_or_area_is_warned_in_the_first_and_of_every_area(house):
    enrol(house, f"{HOME},,")

    campaign = warn(house, area=EAST)

    assert [row.language for row in house.deliveries(campaign)] == ["ja"]
    assert house.counts(campaign) == {"heard": 1}


def test_a_list_for_texts_is_texted(house):
    enrol(house, MOBILE, channel="sms")

    warn(house, channel="sms")

    assert len(house.texts_to(MOBILE)) == 1


def test_one_key_leaves_every_list(house):
    enrol(house, HOME, OTHER)
    enrol(house, HOME, name="parents")

    press(house, HOME, "8", "1")  # Do not call me.

    assert (entries(house), entries(house, "parents")) == (1, 0)


def test_whoever_leaves_while_a_campaign_runs_is_not_rung_again(house):
    enrol(house, "045-300-0001")  # Busy at the first try.
    campaign = warn(house, finish=False)
    house.pass_time(minutes=2)

    listing.lists_of(house.desk).remove(PhoneNumber.parse("045-300-0001"))
    house.finish(campaign)

    assert len(house.calls) == 1
    assert house.counts(campaign) == {"refused": 1}


def test_a_list_that_ends_while_a_campaign_waits_takes_everybody_out_of_it(house):
    enrol(house, HOME, OTHER)
    campaign = warn(house, finish=False, starts_at="2026-11-24T11:00:00+09:00")

    listing.end(house.desk, "seniors", house.tanaka, house.now)
    house.pass_time(hours=1)
    house.finish(campaign)

    assert rung(house) == set()
    assert house.counts(campaign) == {"refused": 2}


def test_after_its_last_day_a_list_and_its_keys_are_gone_and_no_campaign_can_name_it(house):
    enrol(house, HOME, days=1)
    assert len(house.desk.keystore.names("list/seniors/")) == 2

    house.pass_time(days=2)
    with pytest.raises(PlanInvalid, match="no list is called seniors, or it has ended: there are registered"):
        warn(house)
    tick(house.parts)

    assert entries(house) == 0
    assert house.desk.keystore.names("list/") == []
    with Session(house.parts.engine) as session:
        assert session.scalar(select(func.count()).select_from(List)) == 0


def test_on_its_last_day_the_list_still_serves(house):
    enrol(house, HOME, days=1)

    house.pass_time(days=1)
    warn(house)

    assert rung(house) == e164(HOME)


def test_a_list_made_again_under_a_name_that_has_ended_begins_empty_with_new_keys(house):
    enrol(house, HOME, days=1)
    before = house.desk.keystore.get("list/seniors/data")
    house.pass_time(days=2)

    listing.create(house.desk, "seniors", "asked again", date(2026, 12, 24), house.tanaka, house.now)
    enrol(house, OTHER)
    warn(house)

    assert rung(house) == e164(OTHER)
    assert house.desk.keystore.get("list/seniors/data") != before


def test_each_list_has_keys_of_its_own(house):
    enrol(house, HOME)
    enrol(house, HOME, name="parents")

    keys = [house.desk.keystore.get(name) for name in house.desk.keystore.names("list/")]

    assert len(set(keys)) == 4


def test_no_file_holds_a_number(house):
    enrol(house, HOME, f"{MOBILE},en,{EAST}")
    warn(house)
    listing.end(house.desk, "seniors", house.tanaka, house.now)

    numbers = [PhoneNumber.parse(number) for number in (HOME, MOBILE)]
    assert [finding.spelling for finding in scan([house.folder], numbers)] == []
