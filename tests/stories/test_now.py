"""What are your calls saying now? Told by telephone, by text and on the page, all day long."""

import html
from datetime import datetime, timedelta
from urllib.request import urlopen

import pytest

from campaigns import lifecycle
from db.clock import TOKYO
from prompts.library import Channel
from prompts.tree import Effect
from tree.guide import leaf_with
from tree.walk import code_of

AREA = "横浜市旭区"
ELEVEN = datetime(2026, 11, 24, 11, tzinfo=TOKYO)


def by_key(house):
    phone = house.telephone()
    phone.dial(house.hotline)
    phone.press("1", "7")
    return phone.heard_last


def by_text(house):
    return "\n".join(house.telephone("+819012345678").text(house.hotline, "今"))


def on_the_page(house):
    prompts = house.parts.prompts
    code = code_of(prompts.tree, leaf_with(prompts.tree, Effect.NOW))
    with urlopen(f"{house.base_url}/check/ja/{code}/", timeout=10) as page:
        return html.unescape(page.read().decode())


WAYS = {Channel.VOICE: by_key, Channel.SMS: by_text, Channel.WEB: on_the_page}
EVERY = pytest.mark.parametrize("channel", WAYS)


def introduced(house, channel, sentence, *hours):
    """The sentence before a campaign's words, with the hours that it names."""
    prompts = house.parts.prompts
    said = [prompts.hour("ja", at.astimezone(TOKYO).time(), channel) for at in hours]
    slots = dict(zip(("time", "until"), said, strict=False))
    return prompts.frame("ja", sentence, channel, area=AREA, **slots)


def none(house, channel):
    return house.parts.prompts.frame("ja", "now.none", channel)


def until(house, instant):
    house.pass_time(seconds=(instant - house.now).total_seconds())


@EVERY
def test_while_we_call_it_tells_where_since_when_and_with_which_words(house, channel):
    began = house.now
    house.start(*house.homes(5), area=AREA)
    house.pass_time(seconds=2)

    told = WAYS[channel](house)

    assert introduced(house, channel, "now.intro", began) in told
    assert none(house, channel) not in told


@EVERY
def test_at_eleven_it_tells_of_the_calls_that_ended_before(house, channel):
    began = house.now
    house.run(*house.homes(5), area=AREA)
    ended = house.now
    until(house, ELEVEN)

    told = WAYS[channel](house)

    earlier = introduced(house, channel, "now.earlier", began, ended)
    assert began < ended < ELEVEN
    assert told.index(none(house, channel)) < told.index(earlier)


@EVERY
def test_the_next_day_it_tells_of_nobody(house, channel):
    house.run(*house.homes(2), area=AREA)
    until(house, ELEVEN + timedelta(days=1))

    told = WAYS[channel](house)

    assert none(house, channel) in told
    assert AREA not in told


def test_the_words_are_those_that_were_pinned_when_the_campaign_was_made(house):
    campaign = house.run(*house.homes(2), area=AREA)
    prompts = house.parts.prompts
    words = prompts.warning("ja", "isa-bail", Channel.VOICE, "resident", AREA)

    told = by_key(house)

    assert house.state(campaign) == "finished"
    assert prompts.fill_date("ja", words, house.now.astimezone(TOKYO).date(), Channel.VOICE) in told


def test_a_campaign_that_was_stopped_is_told_as_over(house):
    began = house.now
    campaign = house.start(*house.homes(40), area=AREA)
    house.pass_time(seconds=90)
    lifecycle.halt(house.desk, campaign, house.tanaka, house.now)
    assert house.finish(campaign)
    ended = house.now

    told = by_key(house)

    assert told.startswith(none(house, Channel.VOICE))
    assert introduced(house, Channel.VOICE, "now.earlier", began, ended) in told


def test_at_night_nobody_is_being_called_though_the_campaign_is_not_over(house):
    began = house.now
    campaign = house.start("045-300-0001", area=AREA, window='{from: "09:00", to: "10:05"}')
    until(house, datetime(2026, 11, 24, 20, tzinfo=TOKYO))
    in_the_evening = by_key(house)
    until(house, datetime(2026, 11, 25, 3, tzinfo=TOKYO))

    at_night = by_key(house)

    closed = datetime(2026, 11, 24, 10, 5, tzinfo=TOKYO)
    assert house.state(campaign) == "running"
    assert in_the_evening.startswith(none(house, Channel.VOICE))
    assert introduced(house, Channel.VOICE, "now.earlier", began, closed) in in_the_evening
    assert AREA in in_the_evening
    assert AREA not in at_night


def test_a_campaign_that_was_never_started_is_not_told(house):
    campaign = house.draft(*house.homes(2), area=AREA)
    lifecycle.submit(house.desk, campaign, house.sato, house.now)
    lifecycle.reject(house.desk, campaign, house.tanaka, "not today", house.now)

    assert AREA not in by_key(house)


def test_three_are_told_and_those_that_run_come_first(house):
    for number in range(3):
        house.run(f"045-30{number}-0007", area=AREA)
    house.start(*house.homes(5), area="川崎市川崎区")
    house.pass_time(seconds=2)

    told = by_key(house)

    assert told.index("川崎市川崎区") < told.index(AREA)
    assert none(house, Channel.VOICE) not in told
    earlier = house.parts.prompts.frame("ja", "now.earlier", area=AREA, time="|", until="|").split("|")[2]
    assert told.count(earlier) == 2


def test_a_campaign_of_texts_is_told_as_texts_and_that_nobody_is_called(house):
    began = house.now
    house.start(*house.homes(3), channel="sms", area=AREA)
    told = by_key(house)

    assert introduced(house, Channel.VOICE, "now.intro-text", began) in told
    assert house.parts.prompts.contact("ja", "K-police-9110") in told
    assert "#9110" not in told


def test_what_institutions_hear_is_told_with_the_key_that_they_press(house):
    house.start("045-300-0001", audience="institution", area=AREA)
    told = by_key(house)

    assert house.parts.prompts.frame("ja", "promise.institution") in told
    assert told.index(house.parts.prompts.frame("ja", "call.acknowledge")) > told.index("詐欺")


def test_an_area_of_the_line_is_named_in_every_language(house):
    area = next(iter(house.parts.prompts.promises.areas))
    house.start("045-300-0001", area=area, languages="[ja, en]")
    phone = house.telephone()
    phone.dial(house.hotline)
    phone.press("2", "7")

    assert "Area: Higashi Ward." in phone.heard_last
    assert "not limited to one area" not in phone.heard_last
