"""The page for staff tells of texts as texts, and names an area as its language reads it."""

import html
from urllib.request import urlopen

import pytest

from db.clock import TOKYO
from prompts.library import Channel

EAST = "見本市東区"


def page(house, language):
    with urlopen(f"{house.base_url}/now/{language}", timeout=10) as answer:
        return html.unescape(answer.read().decode())


def said(house, language, sentence, area, *instants):
    prompts = house.parts.prompts
    hours = [prompts.hour(language, at.astimezone(TOKYO).time(), Channel.WEB) for at in instants]
    slots = dict(zip(("time", "until"), hours, strict=False))
    return prompts.frame(language, sentence, Channel.WEB, area=area, **slots)


@pytest.fixture
def mobiles():
    return [f"090-1234-00{n}6" for n in range(5)]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_campaign_that_only_texts_is_told_as_texts(house, mobiles, language):
    began = house.now
    house.start(*mobiles, channel="sms", area=EAST, pace="{per_second: 0.01}")
    house.pass_time(seconds=2)

    text = page(house, language)

    area = house.parts.prompts.area(language, EAST)
    assert said(house, language, "now.intro-text", area, began) in text
    assert said(house, language, "now.intro", area, began) not in text


def test_an_area_is_named_as_the_language_reads_it(house):
    began = house.now
    house.start(*house.homes(5), area=EAST, pace="{per_second: 0.01}")
    house.start(
        *house.homes(5), area="横浜市旭区", warning="isa-staff-impersonation", pace="{per_second: 0.01}"
    )
    house.pass_time(seconds=2)

    text = page(house, "en")

    prompts = house.parts.prompts
    assert said(house, "en", "now.intro", prompts.area("en", EAST), began) in text
    assert said(house, "en", "now.intro", prompts.frame("en", "now.somewhere"), began) in text


def test_while_others_are_called_texts_are_told_up_to_now(house, mobiles):
    began = house.now
    house.start(*house.homes(5), pace="{per_second: 0.01}")
    house.start(*mobiles, channel="sms", warning="isa-staff-impersonation", pace="{per_second: 0.01}")
    house.pass_time(minutes=2)

    text = page(house, "ja")

    prompts = house.parts.prompts
    everywhere = prompts.frame("ja", "now.everywhere")
    assert said(house, "ja", "now.intro", everywhere, began) in text
    assert said(house, "ja", "now.earlier-text", everywhere, began, house.now) in text
