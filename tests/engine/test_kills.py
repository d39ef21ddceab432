"""Real processes killed in the middle of their work: nobody is called twice, nobody is forgotten.

The long one: `python -m bench.chaos kills`, with `--postgres` on a server.
"""

import random

from bench.kills import broken, numbers, orphans, strike
from bench.town import Town

KILLS = 3


def test_killed_between_a_commit_and_its_note_nobody_is_called_twice(tmp_path):
    dice = random.Random(1)
    town = Town(tmp_path, speed=40, workers=1)
    try:
        campaign = town.start(numbers(dice, 40), pace=0.2)

        toll = strike(town, campaign, dice, KILLS, web_and_carrier=0)

        assert town.wait(campaign, 90)
        assert broken(town, campaign) == []
        assert toll.in_placing(orphans(town)) >= 1
    finally:
        town.end()
