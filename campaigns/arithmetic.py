"""What a campaign will take: when it ends, what it costs, and how many would be left over."""

import math
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from campaigns.plan import Plan, Route
from campaigns.rounds import Calendar, Crowd, Done
from campaigns.speed import Speed
from campaigns.window import Hours


@dataclass(frozen=True, slots=True)
class Load:
    """Recipients by language: rung first, texted first, and those rung first whose line takes texts."""

    calls: Mapping[str, int]
    texts: Mapping[str, int] = field(default_factory=dict)
    textable: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Message:
    """How long a call takes whose message is heard to the end, and of how many parts the text consists."""

    seconds: float
    segments: int = 1


@dataclass(frozen=True, slots=True)
class Assumptions:
    """What nobody knows beforehand.

    `reach` is the share of calls that are answered, `leaves` the share of those who then hang up early: one
    city's mass call of 20,525 numbers was heard by 8,772 and left early by 3,852.
    """

    reach: float = 0.6
    leaves: float = 0.3
    seconds_to_answer: float = 10.0
    seconds_to_leave: float = 5.0
    yen_a_minute: tuple[float, float] = (10.0, 30.0)
    yen_a_segment: tuple[float, float] = (8.0, 15.0)

    def a_line(self, heard: float, ring_seconds: float) -> float:
        """Return how long a call holds a line on average, if hearing the message takes so many seconds."""
        talk = self.leaves * self.seconds_to_leave + (1 - self.leaves) * heard
        return self.reach * (self.seconds_to_answer + talk) + (1 - self.reach) * ring_seconds


ASSUMED = Assumptions()


@dataclass(frozen=True, slots=True)
class Estimate:
    """The outcome. `rate` is calls a second, held back by `limit`: pace, sender or lines.

    `begins_at` is None when the window never opens, `ends_at` when the work would take more than a year;
    everybody is tried once by `tried_at`.
    `left_over` recipients are not tried at all before `not_after`; `cut_off` further attempts are not made.
    """

    asked_at: datetime
    begins_at: datetime | None
    tried_at: datetime | None
    ends_at: datetime | None
    calls: int
    texts: int
    attempts: int
    left_over: int
    cut_off: int
    rate: float
    limit: str
    at_once: int
    seconds_a_call: float
    yen: tuple[int, int]
    assumed: Assumptions


def estimate_of(
    plan: Plan,
    load: Load,
    messages: Mapping[str, Message],
    now: datetime,
    *,
    sender_pace: float | None = None,
    senders: tuple[int, int] = (1, 1),
    hours: Hours | None = None,
    assumed: Assumptions = ASSUMED,
) -> Estimate:
    """Work out a campaign that starts now; `messages` holds every language of `load`.

    `senders` are how many numbers of ours take turns at calls and at texts, `sender_pace` what each may do a
    second. `hours` are those of the line's policy, where they are not simply the plan's window.
    """
    calls, texts = sum(load.calls.values()), sum(load.texts.values())
    seconds = sum(messages[tag].seconds * number for tag, number in load.calls.items()) / max(calls, 1)
    speed = Speed.of(plan, sender_pace, senders, assumed.a_line(seconds, plan.ring_seconds))
    lasts = max(assumed.seconds_to_answer + seconds, plan.ring_seconds) if calls else 0.0
    calendar = Calendar(plan, hours or plan.hours, speed, 1 - assumed.reach, timedelta(seconds=lasts))
    then_texted = sum(load.textable.values()) if plan.channel == Route.VOICE_THEN_SMS else 0
    done = calendar.lay(Crowd(calls, texts, then_texted), now)
    rate, limit = speed.rate(rings=calls > 0)
    return Estimate(
        asked_at=now,
        begins_at=plan.next_opening(now, hours),
        tried_at=done.tried_at,
        ends_at=done.ends_at,
        calls=calls,
        texts=texts,
        attempts=round(done.calls + done.first_texts + done.later_texts),
        left_over=done.left_over,
        cut_off=round(done.cut_off),
        rate=rate,
        limit=limit,
        at_once=plan.pace.at_once,
        seconds_a_call=seconds,
        yen=_yen(load, messages, done, assumed),
        assumed=assumed,
    )


def _yen(load: Load, messages: Mapping[str, Message], done: Done, assumed: Assumptions) -> tuple[int, int]:
    """Every begun minute of an answered call is paid, and every part of a text."""
    heard, left = 1 - assumed.leaves, assumed.leaves
    minutes = (
        done.calls
        * assumed.reach
        * _mean(
            load.calls, {tag: heard * math.ceil(one.seconds / 60) + left for tag, one in messages.items()}
        )
    )
    parts = {tag: float(one.segments) for tag, one in messages.items()}
    texts = done.first_texts * _mean(load.texts, parts) + done.later_texts * _mean(load.textable, parts)
    low, high = (
        a_minute * minutes + a_part * texts
        for a_minute, a_part in zip(assumed.yen_a_minute, assumed.yen_a_segment, strict=True)
    )
    return _rounded(low), _rounded(high)


def _mean(numbers: Mapping[str, int], values: Mapping[str, float]) -> float:
    total = sum(numbers.values())
    return sum(number * values[tag] for tag, number in numbers.items()) / total if total else 0.0


def _rounded(yen: float) -> int:
    return int(math.ceil(yen / 100) * 100)
