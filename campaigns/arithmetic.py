"""What a campaign will take: when it ends, what it costs, and how many would be left over."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from campaigns.plan import Plan, Route
from campaigns.timeline import open_seconds, spend
from campaigns.window import Hours


@dataclass(frozen=True, slots=True)
class Load:
    """Recipients by language: rung first, texted first, and those rung first whose line takes texts."""

    calls: Mapping[str, int]
    texts: Mapping[str, int] = field(default_factory=dict)
    textable: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """How long a whole call takes once it is answered, and of how many parts the text consists."""

    seconds: float
    segments: int = 1


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What nobody knows beforehand. `reach` is the share of calls that are answered."""

    reach: float = 0.6
    seconds_to_answer: float = 10.0
    yen_a_minute: tuple[float, float] = (10.0, 30.0)
    yen_a_segment: tuple[float, float] = (8.0, 15.0)


ASSUMED = Assumptions()


@dataclass(frozen=True, slots=True)
class Estimate:
    """The outcome. `rate` is calls a second, held back by `limit`: pace, sender or lines.

    `begins_at` is None when the window never opens, `ends_at` when the work would take more than a year.
    """

    asked_at: datetime
    begins_at: datetime | None
    ends_at: datetime | None
    calls: int
    texts: int
    attempts: int
    left_over: int
    rate: float
    limit: str
    at_once: int
    seconds_a_call: float
    yen: tuple[int, int]
    assumed: Assumptions


def estimate(
    plan: Plan,
    load: Load,
    messages: Mapping[str, Message],
    now: datetime,
    *,
    sender_pace: float | None = None,
    hours: Hours | None = None,
    assumed: Assumptions = ASSUMED,
) -> Estimate:
    """Work out a campaign that starts now; `messages` holds every language of `load`.

    `hours` are those of the line's policy, where they are not simply the plan's window.
    """
    hours, starts = hours or plan.hours, max(now, plan.starts_at or now)
    calls, texts = sum(load.calls.values()), sum(load.texts.values())
    seconds = sum(messages[tag].seconds * number for tag, number in load.calls.items()) / max(calls, 1)
    missed = 1 - assumed.reach
    rounds = [calls * missed**again for again in range(plan.retry.times + 1)]
    unreached = missed ** len(rounds) if plan.channel == Route.VOICE_THEN_SMS else 0.0
    sent = {tag: load.texts.get(tag, 0) + unreached * load.textable.get(tag, 0) for tag in messages}
    speed = _Speed.of(plan, seconds, sender_pace, assumed)
    ends_at = _end(plan, hours, starts, rounds, sum(sent.values()), speed)
    left_over = _left_over(plan, hours, starts, calls + texts, calls / speed.calls + texts / speed.texts)
    if plan.not_after is not None:
        ends_at = min(ends_at or plan.not_after, plan.not_after)
    return Estimate(
        asked_at=now,
        begins_at=plan.next_opening(now, hours),
        ends_at=ends_at,
        calls=calls,
        texts=texts,
        attempts=round(sum(rounds) + sum(sent.values())),
        left_over=left_over,
        rate=speed.calls if calls else speed.texts,
        limit=speed.limit,
        at_once=plan.pace.at_once,
        seconds_a_call=seconds,
        yen=_yen(load, messages, 1 - missed ** len(rounds), sent, assumed),
        assumed=assumed,
    )


@dataclass(frozen=True, slots=True)
class _Speed:
    """Calls and texts a second, and the seconds that pass between a call's start and its next attempt."""

    calls: float
    texts: float
    limit: str
    again: float

    @classmethod
    def of(cls, plan: Plan, seconds: float, sender_pace: float | None, assumed: Assumptions) -> "_Speed":
        answered = assumed.reach * (assumed.seconds_to_answer + seconds)
        a_line = answered + (1 - assumed.reach) * plan.ring_seconds
        limits = {"pace": plan.pace.per_second, "sender": sender_pace or math.inf}
        texts = min(limits.values())
        limits["lines"] = plan.pace.at_once / a_line
        limit = min(limits, key=limits.__getitem__)
        return cls(limits[limit], texts, limit, plan.ring_seconds + plan.retry.after.total_seconds())


def _end(
    plan: Plan, hours: Hours, now: datetime, rounds: list[float], texts: float, speed: _Speed
) -> datetime | None:
    """Lay round behind round: none begins before its first retry is due, or ends before its last."""
    wait = timedelta(seconds=speed.again)
    begins = ends = last_due = now
    for number in rounds:
        done = spend(hours, begins, number / speed.calls)
        if done is None:
            return None
        if number >= 0.5:
            ends = max(done, hours.next_opening(last_due) or done)
        begins, last_due = max(ends, begins + wait), ends + wait
    return spend(hours, ends, texts / speed.texts)


def _left_over(plan: Plan, hours: Hours, now: datetime, recipients: int, seconds: float) -> int:
    if plan.not_after is None:
        return 0
    there_is = open_seconds(hours, now, plan.not_after)
    return math.ceil(recipients * (1 - there_is / seconds)) if there_is < seconds else 0


def _yen(
    load: Load,
    messages: Mapping[str, Message],
    reached: float,
    sent: Mapping[str, float],
    assumed: Assumptions,
) -> tuple[int, int]:
    minutes = sum(
        number * reached * math.ceil(messages[tag].seconds / 60) for tag, number in load.calls.items()
    )
    parts = sum(number * messages[tag].segments for tag, number in sent.items())
    low, high = (
        minute * minutes + part * parts
        for minute, part in zip(assumed.yen_a_minute, assumed.yen_a_segment, strict=True)
    )
    return _rounded(low), _rounded(high)


def _rounded(yen: float) -> int:
    return int(math.ceil(yen / 100) * 100)
