"""How fast a campaign can begin its calls and texts: its own pace, its senders' and the lines that it has."""

import math
from dataclasses import dataclass
from datetime import timedelta

from campaigns.pace import FIRST_SHARE, effective
from campaigns.plan import Plan

_LOST = (1 - FIRST_SHARE) / 2
"""Of the time of a ramp, so much is lost against the whole pace."""


@dataclass(frozen=True, slots=True)
class Speed:
    """Starts a second, None where nobody limits them. `a_line` is how long a call holds a line on average."""

    pace: float
    voices: float | None
    texts: float | None
    at_once: int
    a_line: float

    @classmethod
    def of(cls, plan: Plan, sender_pace: float | None, senders: tuple[int, int], a_line: float) -> "Speed":
        """Return a plan's speed; `senders` are how many numbers of ours take turns at calls and at texts."""
        ours = (1, 1) if plan.sender is not None else senders
        each = effective(sender_pace) if sender_pace else None
        voices, texts = (each * number if each else None for number in ours)
        pace = plan.pace
        return cls(effective(pace.per_second), voices, texts, pace.at_once, a_line)

    @property
    def lines(self) -> float:
        """Return how many calls a second the lines allow."""
        return self.at_once / self.a_line

    def rate(self, *, rings: bool) -> tuple[float, str]:
        """Return calls (or texts) a second, and what holds them back: pace, sender or lines."""
        limits = {"pace": self.pace, "sender": (self.voices if rings else self.texts) or self.pace}
        if rings:
            limits["lines"] = self.lines
        limit = min(limits, key=limits.__getitem__)
        return limits[limit], limit

    def seconds(self, calls: float, texts: float, *, ramp: timedelta = timedelta(0)) -> float:
        """Return how long it takes to begin so many; the pace is one for both, lines and senders are not.

        `ramp` is how long the pace still grows from then on.
        """
        paced = _ramped((calls + texts) / self.pace, ramp.total_seconds())
        held = max(0.0, calls / self.lines - self.a_line)  # The first calls find all lines free.
        return max(paced, held, calls / (self.voices or math.inf), texts / (self.texts or math.inf))


def _ramped(seconds: float, ramp: float) -> float:
    """Return how long work takes that needs so many seconds at the whole pace, if the ramp comes first."""
    if seconds >= ramp * (1 - _LOST):
        return seconds + ramp * _LOST
    # A quarter of the pace, growing evenly: share * t + (1 - share) * t**2 / (2 * ramp) = seconds.
    grows = (1 - FIRST_SHARE) / ramp
    return float(((FIRST_SHARE**2 + 2 * grows * seconds) ** 0.5 - FIRST_SHARE) / grows)
