"""Did you call me? Whoever asks from the telephone that we rang learns it, for a week."""

from datetime import date, datetime, time

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.worker import tick
from campaigns import lifecycle
from campaigns.models import Rung
from db.clock import TOKYO
from privacy.number import PhoneNumber
from privacy.scan import scan
from prompts.library import Channel

RUNG, OTHER, BUSY = "045-300-0007", "045-311-2233", "045-300-0001"
TUESDAY = date(2026, 11, 24)


def by_key(house, number, language="ja"):
    """Ask at the hotline's number for a language, from a telephone."""
    phone = house.telephone(number and PhoneNumber.parse(number).e164)
    phone.dial(house.parts.line.hotline[language == "en"].e164)
    phone.press(*("6" if language == "en" else "16"))
    return phone.heard_last


def by_text(house, number, language="ja"):
    phone = house.telephone(PhoneNumber.parse(number).e164)
    return "".join(phone.text(house.hotline, "6" if language == "ja" else "EN6"))


def yes(house, language="ja", channel=Channel.VOICE, hour=10):
    words = house.parts.prompts
    day, at = words.day(language, TUESDAY, channel), words.hour(language, time(hour), channel)
    return words.frame(language, "own-call.yes", channel, day=day, time=at)


def says(house, id, language="ja", channel=Channel.VOICE):
    return house.parts.prompts.frame(language, f"own-call.{id}", channel)


def marks(house):
    with Session(house.parts.engine) as session:
        return session.scalar(select(func.count()).select_from(Rung))


@pytest.mark.parametrize("language", ["ja", "en"])
def test_who_was_rung_yesterday_hears_the_day_and_the_hour(house, language):
    house.run(RUNG)
    house.pass_time(days=1)

    assert yes(house, language) in by_key(house, RUNG, language)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_by_text_too(house, language):
    house.run(RUNG)

    assert yes(house, language, Channel.SMS) in by_text(house, RUNG, language)


def test_who_was_not_rung_hears_no_more_than_that(house):
    house.run(RUNG)

    assert says(house, "no") in by_key(house, OTHER)
    assert says(house, "no", channel=Channel.SMS) in by_text(house, OTHER)


def test_who_hides_the_number_cannot_be_looked_up(house):
    house.run(RUNG)

    assert says(house, "withheld") in by_key(house, None)


def test_the_latest_of_several_calls_is_told(house):
    house.run(BUSY, retry="{times: 0}")
    house.pass_time(hours=2)
    house.run(BUSY, retry="{times: 0}")

    assert yes(house, hour=12) in by_key(house, BUSY)


@pytest.mark.parametrize(
    "plan",
    [
        {"source": "police list"},
        {"source": "own records"},
        {"own_call_check": "false"},
        {"audience": "institution"},
        {"channel": "sms"},
    ],
)
def test_of_other_campaigns_nothing_is_told(house, plan):
    number = "090-1234-0007"
    house.run(number, **plan)

    assert house.calls_to(number) or house.texts_to(number)
    assert says(house, "no") in by_key(house, number)


@pytest.mark.parametrize("plan", [{"audience": "institution"}, {"channel": "sms"}])
def test_of_calls_to_institutions_and_of_texts_nothing_is_kept(house, plan):
    house.run("090-1234-0007", **plan)

    assert marks(house) == 0


def test_it_is_told_after_the_campaign_is_closed(house):
    campaign = house.run(RUNG)
    lifecycle.close(house.desk, campaign, house.tanaka, house.now)
    house.pass_time(days=6)

    assert yes(house) in by_key(house, RUNG)


def test_after_a_week_the_key_of_the_day_and_the_marks_are_gone(house):
    house.run(RUNG)
    assert (marks(house), house.desk.keystore.names("day/")) == (1, ["day/2026-11-24"])

    house.pass_time(days=8)
    tick(house.parts)

    assert says(house, "no") in by_key(house, RUNG)
    assert (marks(house), house.desk.keystore.names("day/")) == (0, [])


def test_to_look_makes_no_key(house):
    by_key(house, RUNG)

    assert house.desk.keystore.names("day/") == []


def test_the_sixth_time_within_an_hour_is_too_often(house):
    house.run(RUNG)
    for _ in range(5):
        assert yes(house) in by_key(house, RUNG)

    assert says(house, "later") in by_key(house, RUNG)
    assert says(house, "no") in by_key(house, OTHER)

    house.pass_time(hours=1)
    assert yes(house) in by_key(house, RUNG)


def test_the_database_holds_marks_and_no_number(house):
    house.run(*house.homes(20))
    by_key(house, OTHER)

    assert 1 <= marks(house) <= 20
    numbers = [PhoneNumber.parse(number) for number in (OTHER, *house.homes(20))]
    assert list(scan([house.folder], numbers)) == []


def test_day_and_hour_are_tokyos(open_house):
    house = open_house(datetime(2026, 11, 24, 0, 30, tzinfo=TOKYO))
    house.run(RUNG, window='{days: mon-sun, from: "00:00", to: "17:00"}')

    assert yes(house, hour=0) in by_key(house, RUNG)
