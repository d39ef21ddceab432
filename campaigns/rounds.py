"""Lays a campaign's attempts along the calendar: all first ones, then those again who were not reached."""

import math
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from campaigns.caps import ATTEMPTS_A_DAY, counts
from campaigns.plan import Plan
from campaigns.speed import Speed
from campaigns.timeline import open_seconds, spend
from campaigns.window import Hours
from db.clock import midnight
from prompts.library import Channel

_FEW = 0.5
"""A round of fewer is nobody."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """How many are rung first, texted first, and rung first but texted where nobody ever answers."""

    calls: int
    texts: int
    textable: int = 0


@dataclass(frozen=True, slots=True)
class Done:
    """What is done by the end; everybody is tried once by `tried_at`. Both are None beyond a year."""

    tried_at: datetime | None
    ends_at: datetime | None
    left_over: int
    cut_off: float
    calls: float
    first_texts: float
    later_texts: float


@dataclass(frozen=True, slots=True)
class _Round:
    """Attempts of one turn; `begins` and `ends` are the first and last start, None beyond a year."""

    calls: float
    texts: float
    begins: datetime | None
    ends: datetime | None


@dataclass(frozen=True, slots=True)
class Calendar:
    """Lays rounds for one plan; `missed` is the share of calls nobody takes, `lasts` the longest call."""

    plan: Plan
    hours: Hours
    speed: Speed
    missed: float
    lasts: timedelta

    def lay(self, crowd: Crowd, now: datetime) -> Done:
        """Lay round behind round: none begins before its first retry is due, or ends before its last."""
        rounds = [self._first(crowd, now)]
        for again in range(1, self.plan.retry.times + 1):
            rounds.append(self._again(rounds, crowd.calls * self.missed**again))
        later = crowd.textable * self.missed ** len(rounds)
        texted = self._texted(rounds[-1], later)
        return self._cut(rounds, texted)

    def _first(self, crowd: Crowd, now: datetime) -> _Round:
        begins = self.hours.next_opening(max(now, self.plan.starts_at or now))
        # The ramp counts from the start, whether or not the window is open then.
        ramp = self.plan.pace.ramp - (begins - now) if begins else timedelta(0)
        seconds = self.speed.seconds(crowd.calls, crowd.texts, ramp=max(ramp, timedelta(0)))
        return _Round(crowd.calls, crowd.texts, begins, begins and spend(self.hours, begins, seconds))

    def _again(self, rounds: list[_Round], calls: float) -> _Round:
        last = rounds[-1]
        if last.begins is None or last.ends is None or calls < _FEW:
            return replace(last, calls=calls, texts=0)
        wait = timedelta(seconds=self.plan.ring_seconds) + self.plan.retry.after
        first_due, last_due = last.begins + wait, last.ends + wait
        if len(rounds) >= ATTEMPTS_A_DAY and counts(self.plan, Channel.VOICE) and self.plan.cap == "on":
            third = rounds[-ATTEMPTS_A_DAY]
            first_due = max(first_due, _tomorrow(third.begins or first_due))
            last_due = max(last_due, _tomorrow(third.ends or last_due))
        return self._laid(calls, 0, max(last.ends, first_due), last_due, self.speed.seconds(calls, 0))

    def _texted(self, last: _Round, texts: float) -> _Round:
        """Texts need no line, so they go out beside the last calls; only the pace is one for both."""
        if texts < _FEW or last.begins is None or last.ends is None:
            return _Round(0, texts, last.begins, last.ends)
        seconds = max(self.speed.seconds(0, texts), (last.calls + texts) / self.speed.pace)
        return self._laid(0, texts, last.begins + self.lasts, last.ends + self.lasts, seconds)

    def _laid(
        self, calls: float, texts: float, begins: datetime, last_due: datetime, seconds: float
    ) -> _Round:
        opens, closes = self.hours.next_opening(begins), self.hours.next_opening(last_due)
        ends = spend(self.hours, opens, seconds) if opens else None
        return _Round(calls, texts, opens, max(ends, closes or ends) if ends else None)

    def _cut(self, rounds: list[_Round], texted: _Round) -> Done:
        """Leave out what would begin after `not_after`; of nobody untried anything comes later either."""
        first, *again = rounds
        tried = self._share(first)
        shares = [self._share(one) for one in again]
        made = [tried * one.calls * share for one, share in zip(again, shares, strict=True)]
        wanted = tried * (sum(one.calls for one in again) + texted.texts)
        later = tried * texted.texts * self._share(texted)
        return Done(
            tried_at=self._over([first]),
            ends_at=self._over([*rounds, texted]),
            left_over=math.ceil((first.calls + first.texts) * (1 - tried) - 1e-6),
            cut_off=wanted - sum(made) - later,
            calls=tried * first.calls + sum(made),
            first_texts=tried * first.texts,
            later_texts=later,
        )

    def _share(self, one: _Round) -> float:
        until = self.plan.not_after
        if until is None or (one.ends is not None and one.ends <= until):
            return 1.0
        if one.begins is None or one.begins >= until:
            return 0.0
        there_is = open_seconds(self.hours, one.begins, until)
        needed = self.speed.seconds(one.calls, one.texts)
        if one.ends is not None:
            needed = max(needed, open_seconds(self.hours, one.begins, one.ends))
        return min(1.0, there_is / needed) if needed else 1.0

    def _over(self, rounds: list[_Round]) -> datetime | None:
        real = [one for one in rounds if one.calls + one.texts >= _FEW]
        ends = (
            None
            if any(one.ends is None for one in real)
            else max(
                (one.ends + (self.lasts if one.calls else timedelta(0)) for one in real if one.ends),
                default=None,
            )
        )
        until = self.plan.not_after
        return ends if until is None else min(ends or until, until)


def _tomorrow(at: datetime) -> datetime:
    return midnight(at) + timedelta(days=1)
