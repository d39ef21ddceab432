"""Whoever does not want to be called says so once, by any of three ways, and is not called."""

from urllib.request import urlopen

import pytest

from app.doctor import examine
from campaigns import lifecycle
from privacy.number import PhoneNumber
from prompts.library import Channel

ASKED, OTHER = "045-300-0006", "045-300-0007"


def by_key(house, number):
    phone = house.telephone(PhoneNumber.parse(number).e164)
    phone.dial(house.hotline)
    phone.press("1", "8", "1")
    return phone.heard_last


def by_text(house, number):
    return "".join(house.telephone(PhoneNumber.parse(number).e164).text(house.hotline, "停止"))


def by_operator(house, number):
    house.desk.do_not_call.add(PhoneNumber.parse(number), house.now, by="operator")
    return ""


@pytest.mark.parametrize("way", [by_key, by_text, by_operator])
def test_whoever_asked_not_to_be_called_is_refused(house, way):
    way(house, ASKED)

    campaign = house.run(ASKED, OTHER)

    assert house.calls_to(ASKED) == []
    assert house.counts(campaign) == {"refused": 1, "heard": 1}


@pytest.mark.parametrize("way", [by_key, by_text, by_operator])
def test_whoever_asked_not_to_be_called_gets_no_text(house, way):
    way(house, "090-1234-0006")

    campaign = house.run("090-1234-0006", channel="sms")

    assert house.texts_to("090-1234-0006") == []
    assert house.counts(campaign) == {"refused": 1}


def test_the_wish_is_confirmed_and_stored_without_the_number(house):
    assert house.parts.prompts.frame("ja", "stop.done") in by_key(house, ASKED)
    assert house.parts.prompts.frame("ja", "stop.done", Channel.SMS) in by_text(house, OTHER)


def test_whoever_asks_between_two_tries_is_not_tried_again(house):
    campaign = house.start("045-300-0001")
    house.pass_time(minutes=2)

    by_key(house, "045-300-0001")
    house.finish(campaign)

    assert len(house.calls) == 1
    assert house.counts(campaign) == {"refused": 1}


@pytest.mark.parametrize("way", [by_key, by_text])
def test_nobody_is_taken_out_of_a_wave_by_a_forged_number(house, way):
    campaign = house.approved(ASKED)
    heard = way(house, ASKED)

    lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    house.finish(campaign)

    assert len(house.calls_to(ASKED)) == 1
    assert heard == way(house, OTHER)  # Who listens learns nothing of who is to be called.


def test_such_a_wish_counts_a_day_later(house):
    house.approved(ASKED)
    by_key(house, ASKED)
    house.pass_time(days=1)

    assert house.counts(house.run(ASKED)) == {"refused": 1}


@pytest.mark.parametrize("plan", [{"audience": "institution"}, {"area": "横浜市旭区"}])
def test_other_peoples_campaigns_put_no_wish_off(house, plan):
    house.approved(ASKED if "audience" in plan else OTHER, **plan)
    by_key(house, ASKED)

    assert house.counts(house.run(ASKED)) == {"refused": 1}


def test_a_burst_of_wishes_is_held_and_the_doctor_says_so(house):
    most = house.parts.line.policy.opt_outs_an_hour
    homes = house.homes(most + 1, last="0006")
    for number in homes:
        by_text(house, number)

    campaign = house.run(*homes)

    assert house.counts(campaign) == {"heard": most + 1}
    assert [finding.words for finding in examine(house.parts) if not finding.well] == [
        f"wishes not to be called: {most + 1} wishes came in a burst from 2026-11-24 10:00 on and are held. "
        "An approver decides on the page Today, or with `yobikake do-not-call held`, "
        "then `accept` or `discard`."
    ]
    with urlopen(f"{house.base_url}/metrics") as figures:
        assert f"yobikake_opt_outs_held {most + 1}.0" in figures.read().decode()


def test_after_a_wave_of_our_own_calls_a_few_more_wishes_are_no_burst(house):
    house.run(*house.homes(50, last="0001"))
    most = house.parts.line.policy.opt_outs_an_hour
    homes = house.homes(most + 1, last="0006")

    for number in homes:
        by_text(house, number)

    assert house.counts(house.run(*homes)) == {"refused": most + 1}


def test_whoever_takes_it_back_is_called_again(house):
    by_text(house, ASKED)
    house.telephone(PhoneNumber.parse(ASKED).e164).text(house.hotline, "再開")

    campaign = house.run(ASKED)

    assert house.counts(campaign) == {"heard": 1}


def test_a_hidden_number_cannot_be_noted_and_hears_so(house):
    phone = house.telephone()
    phone.dial(house.hotline)

    phone.press("1", "8", "1")

    assert house.parts.prompts.frame("ja", "stop.withheld") in phone.heard_last
