"""A day on which everything goes wrong at once: nobody is called more often for it, and every count adds up.

The large ones: `python -m bench.chaos stepped`.
"""

import pytest

from bench.invariants import broken
from bench.storm import Storm

RECIPIENTS = 40


@pytest.mark.parametrize("seed", [1, 2])
def test_in_a_storm_nobody_is_called_more_often_later_or_faster_than_they_may(databases, tmp_path, seed):
    database = databases.upgraded(tmp_path / "yobikake.sqlite")
    with Storm(tmp_path, seed, RECIPIENTS, database_url=database) as storm:
        storm.drive(storm.over)

        assert broken(storm) == []
        assert storm.marks.deaths == 12
        assert storm.healed() > 0
        assert len(storm.network.calls) > RECIPIENTS / 2
