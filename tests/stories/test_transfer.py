"""Somebody who has paid already talks to a person, who never learns the caller's number from us."""

import re
from datetime import datetime
from importlib import resources

import pytest

from app.settings import Settings
from db.clock import TOKYO

ROSA, DESK = "+819012345678", "+81450000120"
HELP = ("2", "5", "1")
"""In English; I have paid already; the first answer."""


@pytest.fixture
def line(tmp_path):
    text = resources.files("app").joinpath("sample_line.toml").read_text("utf-8")
    text = re.sub(r"^transfer = false", "transfer = true", text, flags=re.MULTILINE)
    path = tmp_path / "line.toml"
    path.write_text(f'{text}\n[transfer_to]\nprinted = "045-000-0120"\n', "utf-8")
    return Settings(line=path)


@pytest.fixture
def house(open_house, line):
    return open_house(settings=line)


def asks_for_help(house, number):
    phone = house.telephone(number)
    phone.dial(house.hotline)
    phone.press(*HELP)
    return phone


@pytest.fixture
def rosa(house):
    return asks_for_help(house, ROSA)


@pytest.fixture
def desk(house):
    return house.telephone(DESK).register()


def rings(house, desk):
    return house.drive(lambda: desk.call is not None and desk.call.status == "ringing")


def says(house, sentence):
    return house.parts.prompts.frame("en", sentence)


def test_the_desk_rings_and_shows_the_number_that_rosa_dialled_and_the_two_talk(house, rosa, desk):
    rosa.press("3", hear=False)
    assert rings(house, desk)

    desk.answer()
    house.pass_time(minutes=4)
    assert desk.connected
    assert rosa.on_the_line
    desk.hang_up()
    rosa.hear()

    assert desk.call.order.from_ == house.hotline
    assert desk.call.seconds == 240
    assert says(house, "transfer.connecting") in rosa.heard_last
    assert rosa.heard_last.endswith(says(house, "goodbye"))
    assert list(house.network.alerts) == []


def test_rosas_number_is_nowhere_in_what_the_desk_or_the_carrier_was_given(house, rosa, desk):
    rosa.press("3", hear=False)
    rings(house, desk)
    desk.answer()
    desk.hang_up()
    rosa.hear()

    assert ROSA not in "".join(house.tap.documents)
    assert ROSA[3:] not in f"{desk.call.order} {desk.heard} {desk.call.params()}"
    assert ROSA[3:] not in "".join(request.url for request, _ in house.tap.sent)


def test_when_nobody_takes_it_rosa_is_told_after_half_a_minute_and_may_go_on(house, rosa, desk):
    began = house.now
    rosa.press("3")

    assert says(house, "transfer.nobody") in rosa.heard_last
    assert rosa.listening
    assert 25 < (house.now - began).total_seconds() < 60
    assert desk.call.over
    rosa.press("1")
    assert house.parts.prompts.why("en", "8-1") in rosa.heard_last


def test_while_the_desk_talks_to_ken_rosa_is_told_to_try_later(house, desk):
    ken = asks_for_help(house, "+819011112222")
    ken.press("3", hear=False)
    rings(house, desk)
    desk.answer()

    rosa = asks_for_help(house, ROSA)
    rosa.press("3")

    assert says(house, "transfer.nobody") in rosa.heard_last
    assert desk.connected
    assert ken.on_the_line


def test_when_rosa_hangs_up_the_desk_stops_ringing(house, rosa, desk):
    rosa.press("3", hear=False)
    rings(house, desk)

    rosa.hang_up()

    assert desk.call.status == "canceled"
    assert house.network.live == 0


@pytest.mark.parametrize(
    "moment",
    [
        datetime(2026, 11, 24, 18, 0, tzinfo=TOKYO),
        datetime(2026, 11, 28, 10, 0, tzinfo=TOKYO),
        datetime(2026, 11, 23, 10, 0, tzinfo=TOKYO),
    ],
    ids=["in the evening", "on a Saturday", "on Labour Thanksgiving Day"],
)
def test_when_the_office_is_closed_its_hours_are_told_and_nothing_rings(open_house, line, moment):
    house = open_house(moment, settings=line)
    desk = house.telephone(DESK).register()
    rosa = house.telephone(ROSA)
    rosa.dial(house.hotline)

    rosa.press(*HELP, "3")

    assert says(house, "transfer.closed") in rosa.heard_last
    assert house.parts.line.office.words["en"] in rosa.heard_last
    assert rosa.listening
    assert desk.call is None


def test_a_talk_ends_after_half_an_hour(house, rosa, desk):
    rosa.press("3", hear=False)
    rings(house, desk)
    desk.answer()

    rosa.hear()

    assert desk.call.seconds == 1800
    assert not rosa.on_the_line


def test_a_line_that_has_not_decided_it_offers_nobody(open_house):
    house = open_house()
    phone = house.telephone(ROSA)
    phone.dial(house.hotline)

    phone.press(*HELP)

    assert says(house, "leaf.transfer") not in phone.heard_last
