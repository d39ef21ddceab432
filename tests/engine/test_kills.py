"""Real processes killed in the middle of their work: nobody is called twice, nobody is forgotten.

The long one: `python -m bench.chaos kills`, with `--postgres` on a server.
"""

import random
from pathlib import Path

import pytest
from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from bench.kills import broken, numbers, orphans, strike
from bench.town import Town
from campaigns.models import Attempt, Delivery

KILLS = 3


def test_killed_between_a_commit_and_its_note_nobody_is_called_twice(tmp_path):
    dice = random.Random(1)
    town = Town(tmp_path, speed=60, workers=1)
    try:
        campaign = town.start(numbers(dice, 40), pace=0.2)

        toll = strike(town, campaign, dice, KILLS, web_and_carrier=0)

        assert town.wait(campaign, 90)
        assert broken(town, campaign) == []
        assert toll.in_placing(orphans(town)) >= 1
    finally:
        town.end()


class Busy(Town):
    """A town at work: behind each look a worker places another call, committed first and then asked for."""

    def placed(self):
        found = super().placed()
        self._place()
        return found

    def rows(self):
        found = super().rows()
        self._place()
        return found

    def _place(self):
        with Session(self.engine) as session, session.begin():
            tried = select(Attempt.delivery_id)
            one = session.scalars(select(Delivery).where(Delivery.id.not_in(tried)).limit(1)).one()
            token, now = f"token-{one.id}", one.due_at
            values = {"campaign_id": one.campaign_id, "delivery_id": one.id, "number": 1, "channel": "voice"}
            values |= {"token": token, "state": "placed", "ref": f"CA{one.id}", "placing_at": now}
            session.execute(insert(Attempt).values(**values, sender="", counted=True))
            line = f"CA{one.id} {token} +8145300{one.id:04} {now.isoformat()}\n"
        with Path(self._journal).open("a", encoding="ascii") as journal:
            journal.write(line)


@pytest.fixture
def busy(tmp_path):
    town = Busy(tmp_path, speed=1)
    Path(town._journal).touch()
    campaign = town.approved(numbers(random.Random(1), 10), pace=1)
    yield town, campaign
    town.end()


def test_a_call_that_comes_while_the_check_reads_has_its_attempt(busy):
    town, campaign = busy
    town.placed()

    found = broken(town, campaign)

    assert not [line for line in found if "no attempt" in line]


def test_read_the_other_way_round_such_a_call_would_seem_to_have_none(busy):
    town, _ = busy

    known = {attempt.token for attempt, _ in town.rows()}
    placed = {token for token, _ in town.placed().values()}

    assert placed - known == {"token-1"}
