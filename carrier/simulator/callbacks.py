"""Status callbacks on their way: lost, late, doubled, out of order, if such faults are set."""

from datetime import datetime, timedelta

from carrier.simulator.dice import dice
from carrier.simulator.faults import Faults


def arrivals(faults: Faults, key: str, moment: datetime) -> tuple[datetime, ...]:
    """Return when a callback is delivered: usually once and now; `key` decides its luck."""
    if not faults.in_callbacks:
        return (moment,)
    roll = dice(faults.seed, "callback", key)
    lost, late, doubled, reordered, share = (roll.random() for _ in range(5))
    if lost < faults.callback_lost:
        return ()
    if late < faults.callback_late:
        moment += timedelta(seconds=faults.late_seconds * (0.5 + share))
    elif reordered < faults.callback_reordered:
        moment += timedelta(seconds=faults.reorder_seconds * (0.5 + share))
    again = moment + timedelta(seconds=faults.reorder_seconds * share)
    return (moment, again) if doubled < faults.callback_doubled else (moment,)
