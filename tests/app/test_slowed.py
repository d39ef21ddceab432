"""What an operator reads where the carrier had too much and calls go more slowly for it."""

import json
from datetime import datetime

import pytest
from sqlalchemy import insert

from app.clock_setting import scaled_clock_now
from campaigns.models import Sender
from db.clock import TOKYO

TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)


@pytest.fixture
def slowed(yobikake):
    """The carrier has complained twice at ten; the clock all but stands still."""
    yobikake.environment["YOBIKAKE_CLOCK"] = scaled_clock_now(TEN, 0.001)
    with yobikake.inside() as rows:
        rows.execute(insert(Sender).values(name="+81450000100", next_slot=TEN, slowed=2, slowed_at=TEN))
    return yobikake


def test_the_state_of_a_running_campaign_says_that_the_carrier_slows_it(slowed):
    campaign = slowed.approved()
    slowed("campaign", "start", campaign, "--as", "tanaka")

    assert "slowed by the carrier to 1/4 of the pace" in slowed("campaign", "status", campaign).out
    assert json.loads(slowed("campaign", "status", campaign, "--json").out)["slowed"] == 2


def test_a_campaign_that_does_not_run_is_not_slowed(slowed):
    assert "slowed" not in slowed("campaign", "status", slowed.approved()).out


def test_the_doctor_says_so_too(slowed, carrier):
    said = slowed("doctor")

    assert said.code == 0
    assert "slowed by the carrier to 1/4" in said.out
