"""What the arithmetic says beforehand, held against campaigns that are played to their end."""

import io
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
from sqlalchemy.orm import Session

from app.checking import check_campaign
from campaigns import intake, lifecycle
from campaigns.estimating import of_campaign
from campaigns.plan import read_plan
from db.clock import TOKYO

PLAN = {"name": "a", "audience": "resident", "source": "consent", "channel": "voice", "warning": "isa-bail"}
PLAN |= {"languages": "[ja, en]"}
NEAR = 0.2
"""The estimate may miss the real length by a fifth."""


def people(count):
    """Numbers whose last digits decide nothing, so that everybody is somebody of the usual mix."""
    return [f"045-{300 + n}-{5000 + n},{'en' if n % 5 == 0 else 'ja'}" for n in range(count)]


def foretold(house, campaign):
    with Session(house.parts.engine) as session:
        return of_campaign(session, house.desk, lifecycle.find(session, campaign), house.now)


def finished_at(house, campaign):
    with Session(house.parts.engine) as session:
        return lifecycle.find(session, campaign).finished_at


def played(house, count=40, **plan):
    """Estimate a campaign, play it, and return the estimate with the real and the foretold length."""
    campaign = house.approved(*people(count), **plan)
    begins, estimate = house.now, foretold(house, campaign)
    lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    assert house.finish(campaign)
    return estimate, finished_at(house, campaign) - begins, estimate.ends_at - begins


@pytest.mark.parametrize(
    "plan",
    [
        {"pace": "{per_second: 5, at_once: 6}", "languages_per_call": "2", "retry": "{times: 0}"},
        {"pace": "{per_second: 0.7, at_once: 100, ramp: 4m}", "retry": "{times: 1, after: 1m}"},
    ],
    ids=["held back by lines, in two languages", "held back by the pace, which grows, with retries"],
)
def test_the_end_is_where_the_arithmetic_puts_it(house, plan):
    _, real, said = played(house, **plan)

    assert abs(said - real) <= NEAR * real, f"said {said}, was {real}"


def test_what_the_day_has_no_room_for_goes_on_in_the_morning(open_house):
    house = open_house(datetime(2026, 11, 24, 16, 56, tzinfo=TOKYO))

    estimate, real, said = played(house, 60, pace="{per_second: 0.15}", retry="{times: 0}")

    assert estimate.ends_at.astimezone(TOKYO).date().day == 25
    assert abs(said - real) <= timedelta(minutes=5), f"said {said}, was {real}"


def test_a_fourth_attempt_waits_for_another_day(house):
    estimate, real, said = played(house, 20, pace="{per_second: 2}", retry="{times: 3, after: 30s}")

    assert estimate.ends_at.astimezone(TOKYO).date().day == 25
    assert abs(said - real) <= NEAR * real, f"said {said}, was {real}"


def test_whoever_is_left_over_was_foretold(house):
    plan = {"pace": "{per_second: 0.3}", "retry": "{times: 0}"}
    campaign = house.approved(*people(60), not_after="2026-11-24T10:02:00+09:00", **plan)
    estimate = foretold(house, campaign)

    lifecycle.start(house.desk, campaign, house.tanaka, house.now)
    assert house.finish(campaign)

    expired = house.counts(campaign)["expired"]
    assert abs(estimate.left_over - expired) <= NEAR * expired


def test_two_senders_take_half_the_time_of_one(house):
    campaign = house.approved(*people(100), pace="{per_second: 50, at_once: 500}", retry="{times: 0}")
    lengths = []
    with Session(house.parts.engine) as session:
        stored = lifecycle.find(session, campaign)
        for ours in (("+81450000100",), ("+81450000100", "+81450000101")):
            desk = replace(house.desk, sender_pace=0.2, voices=ours)
            lengths.append(of_campaign(session, desk, stored, house.now).ends_at - house.now)

    assert lengths[0] - lengths[1] == pytest.approx(timedelta(seconds=250), abs=timedelta(seconds=20))


@pytest.mark.parametrize(
    "plan",
    [
        {"channel": "voice"},
        {"channel": "auto", "languages_per_call": "2"},
        {"channel": "voice-then-sms", "not_after": "2026-11-24T10:10:00+09:00"},
        {"audience": "institution", "source": "own records"},
    ],
    ids=lambda plan: plan.get("channel", "institutions"),
)
def test_the_check_of_a_file_and_the_approval_of_what_is_stored_reckon_alike(house, plan):
    rows = people(40) + [f"090-1234-{6000 + n},en" for n in range(20)]
    if plan.get("audience") == "institution":
        rows = [f"{row},,,Bank" for row in rows]
    head = "number,language" + (",area,extension,name" if "audience" in plan else "")
    text = "\n".join(f"{key}: {value}" for key, value in {**PLAN, **plan}.items())
    table = io.BytesIO("\n".join([head, *rows]).encode())
    read, desk = read_plan(text), house.desk

    checked = check_campaign(
        read, table, house.now, "a.yaml", desk.prompts, policy=desk.policy, sender_pace=desk.sender_pace
    )
    table.seek(0)
    stored = intake.create(desk, read, table, house.sato, house.now)

    assert checked.arithmetic == foretold(house, stored)
