"""Please warn me: three keys, and warnings of one's area come, in one's language, until the end date."""

from datetime import date, timedelta
from importlib import resources

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.settings import Settings
from app.worker import tick
from campaigns import intake, lifecycle
from campaigns.listed import from_list
from campaigns.plan import read_plan
from privacy.models import Registration
from privacy.number import PhoneNumber
from privacy.scan import scan
from privacy.standing_list import StandingList
from privacy.wanted import Wanted
from prompts.library import Channel

EAST, WEST = "見本市東区", "見本市西区"
HOME, OTHER, MOBILE = "045-300-0007", "045-301-0007", "090-1234-0006"
OURS, REGISTER, END = "8", "3", "4"
MONTH, HALF_YEAR, YEAR = "1", "2", "3"
A_MONTH_ON = date(2026, 12, 24)
CAMPAIGN = """\
name: bail calls
audience: resident
source: consent
list: registered
channel: {channel}
warning: isa-bail
languages: [ja, en]
{more}
"""


@pytest.fixture
def open_line(open_house, tmp_path):
    """Open a house whose line lets people register."""

    def opened(**policy):
        text = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
        text = text.replace("registration = false", "registration = true")
        for old, new in policy.items():
            text = text.replace(f'{old} = "area"', f'{old} = "{new}"')
        file = tmp_path / "line.toml"
        file.write_text(text, "utf-8")
        return open_house(settings=Settings(line=file))

    return opened


@pytest.fixture
def house(open_line):
    return open_line()


def by_key(house, number, keys, language="ja"):
    """Dial the number that answers in a language, press keys, and return what was heard last."""
    phone = house.telephone(number and PhoneNumber.parse(number).e164)
    phone.dial(house.parts.line.hotline[language == "en"].e164)
    phone.press(*("" if language == "en" else "1"), *keys)
    return phone.heard_last


def by_text(house, number, words):
    return "".join(house.telephone(PhoneNumber.parse(number).e164).text(house.hotline, words))


def registered(house, number, area="1", way="1", language="ja"):
    """Register for a month by three keys."""
    return by_key(house, number, (OURS, REGISTER, way, area, MONTH), language)


def warn(house, channel="voice", finish=True, **more):
    """Warn those who registered; each act by somebody who may."""
    lines = "\n".join(f"{key}: {value}" for key, value in more.items())
    plan = read_plan(CAMPAIGN.format(channel=channel, more=lines))
    people = from_list(house.desk, plan, house.now)
    campaign = intake.create(house.desk, plan, people, house.sato, house.now)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.approve(house.desk, campaign, house.tanaka, house.now)
    lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    assert not finish or house.finish(campaign)
    return campaign


def rung(house):
    return {call.order.to for call in house.calls}


def e164(*numbers):
    return {PhoneNumber.parse(number).e164 for number in numbers}


def listed(house):
    with Session(house.parts.engine) as session:
        return session.scalar(select(func.count()).select_from(Registration))


def confirmed(house, language, area, last=A_MONTH_ON, way="voice", channel=Channel.VOICE):
    words = house.parts.prompts
    slots = {"area": words.area(language, area), "day": words.day(language, last, channel)}
    return words.frame(language, f"register.done-{way}", channel, **slots)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_three_keys_register_and_it_is_confirmed_aloud(house, language):
    heard = registered(house, HOME, language=language)

    assert confirmed(house, language, EAST) in heard
    assert listed(house) == 1


def test_the_registration_can_last_a_year(house):
    heard = by_key(house, HOME, (OURS, REGISTER, "1", "2", YEAR))

    assert confirmed(house, "ja", WEST, date(2027, 11, 24)) in heard


def test_a_campaign_to_the_list_rings_those_of_its_area_in_their_language(house):
    registered(house, HOME, language="en")
    registered(house, OTHER, area="2")

    campaign = warn(house, area=EAST)

    assert rung(house) == e164(HOME)
    assert [row.language for row in house.deliveries(campaign)] == ["en"]
    assert house.counts(campaign) == {"heard": 1}


def test_without_an_area_all_are_rung(house):
    registered(house, HOME)
    registered(house, OTHER, area="2")

    warn(house)

    assert rung(house) == e164(HOME, OTHER)


def test_whoever_wants_texts_gets_no_call_and_whoever_wants_calls_no_text(house):
    registered(house, MOBILE, way="2")
    registered(house, "090-1234-0007", way="1")

    warn(house, channel="sms")
    warn(house, channel="voice")

    assert (len(house.texts_to(MOBILE)), house.texts_to("090-1234-0007")) == (1, [])
    assert rung(house) == e164("090-1234-0007")


def test_with_auto_each_is_warned_the_way_they_chose(house):
    registered(house, MOBILE, way="1")
    registered(house, "090-1234-0007", way="2")

    warn(house, channel="auto")

    assert rung(house) == e164(MOBILE)
    assert len(house.texts_to("090-1234-0007")) == 1


def test_a_later_registration_replaces_the_earlier(house):
    registered(house, HOME, area="1")
    registered(house, HOME, area="2")

    warn(house, area=WEST)

    assert listed(house) == 1
    assert rung(house) == e164(HOME)


def test_one_key_ends_it(house):
    registered(house, HOME)
    registered(house, OTHER)

    heard = by_key(house, HOME, (OURS, END))
    warn(house)

    assert house.parts.prompts.frame("ja", "register.ended") in heard
    assert rung(house) == e164(OTHER)


def test_it_can_be_ended_while_a_campaign_runs(house):
    registered(house, "045-300-0001")  # Busy at the first try.
    campaign = warn(house, finish=False)
    house.pass_time(minutes=2)

    by_key(house, "045-300-0001", (OURS, END))
    house.finish(campaign)

    assert len(house.calls) == 1
    assert house.counts(campaign) == {"refused": 1}


def test_do_not_call_me_ends_it_too(house):
    registered(house, HOME)
    registered(house, OTHER)

    heard = by_key(house, HOME, (OURS, "1"))

    assert house.parts.prompts.frame("ja", "stop.done") in heard
    assert listed(house) == 1


def test_a_forged_do_not_call_me_takes_nobody_out_of_a_wave_and_a_true_one_ends_it_within_a_day(house):
    registered(house, HOME)
    campaign = warn(house, finish=False)

    by_key(house, HOME, (OURS, "1"))  # Before the first call: the number may be forged.
    house.finish(campaign)

    assert rung(house) == e164(HOME)
    house.pass_time(days=1)
    tick(house.parts)
    assert listed(house) == 0


def test_many_who_leave_within_an_hour_are_noted_without_numbers(house, caplog):
    listed_ = StandingList(house.parts.engine, house.desk.keystore)
    month = Wanted("voice", "ja", None, house.now + timedelta(days=30))
    numbers = [PhoneNumber.parse(f"045-{400 + n}-0007") for n in range(21)]
    for number in numbers:
        listed_.add(number, month, house.now, "operator")

    for number in numbers:
        by_key(house, number.e164, (OURS, END))

    assert listed(house) == 0
    assert "more than 20 people left the standing list within an hour" in caplog.text


def test_registering_takes_an_older_wish_not_to_be_called_back(house):
    by_key(house, HOME, (OURS, "1"))

    registered(house, HOME)
    warn(house)

    assert rung(house) == e164(HOME)


def test_after_the_end_date_nobody_is_rung_and_the_row_is_gone(house):
    registered(house, HOME)
    by_key(house, OTHER, (OURS, REGISTER, "1", "1", HALF_YEAR))

    house.pass_time(days=31)
    warn(house)
    tick(house.parts)

    assert rung(house) == e164(OTHER)
    assert listed(house) == 1


def test_on_the_last_day_itself_the_warning_still_comes(house):
    registered(house, HOME)

    house.pass_time(days=30)
    warn(house)

    assert rung(house) == e164(HOME)


def test_who_is_on_the_list_when_a_campaign_is_made_is_not_rung_after_the_end_date(house):
    registered(house, HOME)
    house.pass_time(days=30, hours=10)

    campaign = warn(house, finish=False)  # Made at eight in the evening of the last day.
    house.pass_time(hours=13)
    house.finish(campaign)

    assert rung(house) == set()
    assert house.counts(campaign) == {"refused": 1}


def test_when_nobody_is_left_the_keys_are_destroyed_and_the_next_one_gets_new_ones(house):
    keys = house.desk.keystore
    registered(house, HOME)
    before = keys.get("list/registered/data")
    by_key(house, HOME, (OURS, END))
    tick(house.parts)

    assert keys.names("list/") == []
    registered(house, HOME)
    assert keys.get("list/registered/data") != before
    warn(house)
    assert rung(house) == e164(HOME)


@pytest.mark.parametrize("keys", [(OURS, REGISTER, "1", "1", MONTH), (OURS, END)])
def test_a_hidden_number_cannot_be_registered_and_hears_so(house, keys):
    heard = by_key(house, None, keys)

    assert house.parts.prompts.frame("ja", "stop.withheld") in heard
    assert listed(house) == 0


@pytest.mark.parametrize(("code", "language"), [("83211", "ja"), ("EN83211", "en")])
def test_by_text_too(house, code, language):
    said = by_text(house, MOBILE, code)
    warn(house, channel="sms", area=EAST)

    assert confirmed(house, language, EAST, way="sms", channel=Channel.SMS) in said
    assert len(house.texts_to(MOBILE)) == 1


def test_a_text_ends_it_too(house):
    registered(house, MOBILE)

    said = by_text(house, MOBILE, "84")

    assert house.parts.prompts.frame("ja", "register.ended", Channel.SMS) in said
    assert listed(house) == 0


def test_a_telephone_without_texts_is_not_registered_for_them(house):
    heard = registered(house, HOME, way="2")

    assert house.parts.prompts.frame("ja", "cannot-look") in heard
    assert listed(house) == 0


def test_done_twice_is_the_same(house):
    first, second = registered(house, HOME), registered(house, HOME)

    assert first == second
    assert listed(house) == 1


def test_a_burst_is_refused_and_noted_without_numbers(house, caplog):
    numbers = [f"045-{400 + n}-0007" for n in range(21)]

    heard = [registered(house, number) for number in numbers]

    assert listed(house) == 20
    assert house.parts.prompts.frame("ja", "cannot-look") in heard[-1]
    assert "more than 20 registrations within an hour" in caplog.text
    house.pass_time(hours=1)
    assert confirmed(house, "ja", EAST) in registered(house, numbers[-1])


def test_no_file_holds_a_number(house):
    registered(house, HOME)
    registered(house, MOBILE, way="2")
    warn(house)
    by_key(house, HOME, (OURS, END))

    numbers = [PhoneNumber.parse(number) for number in (HOME, MOBILE)]
    assert [finding.spelling for finding in scan([house.folder], numbers)] == []


def test_a_line_that_rings_no_homes_registers_for_texts_alone(open_line):
    house = open_line(resident_voice="off")

    said = by_text(house, MOBILE, "83111")

    assert confirmed(house, "ja", EAST, way="sms", channel=Channel.SMS) in said
