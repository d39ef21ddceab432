"""The arithmetic of a campaign as sentences for the terminal."""

from datetime import datetime

from campaigns.arithmetic import Estimate
from campaigns.durations import write_duration
from campaigns.plan import Plan, Route
from db.clock import TOKYO

_LIMITS = {
    "pace": "the campaign's pace",
    "sender": "the sender's pace",
    "lines": "the calls at once",
}


def sentence(estimate: Estimate) -> str:
    """Say it in one line: how many, how fast, until when, for how much, and who would be left over."""
    parts = [(estimate.calls, "call"), (estimate.texts, "text")]
    what = " and ".join(f"{number:,} {word}{'s' * (number != 1)}" for number, word in parts if number)
    at_once = f"{estimate.at_once} at once, " if estimate.calls else ""
    rate = f"{estimate.rate:,.1f}" if estimate.rate >= 0.1 else f"{estimate.rate:.1g}"
    speed = f"{at_once}{rate} a second"
    left_over = f"{estimate.left_over:,} left over"
    return f"{what or 'nobody'}, {speed}: {_when(estimate)}; about {_range(estimate.yen)} yen; {left_over}"


def assumptions(estimate: Estimate, plan: Plan) -> list[str]:
    """Say what the sentence rests on, a line each."""
    assumed, again = estimate.assumed, plan.retry
    found = [f"held back by {_LIMITS[estimate.limit]}"]
    if estimate.calls:
        found += [
            f"a call takes {estimate.seconds_a_call:.0f} seconds once answered, else {plan.ring_seconds}",
            f"assumed that {assumed.reach:.0%} of calls are answered; others are tried {again.times} times"
            f" more, {write_duration(again.after)} apart: {estimate.attempts:,} calls and texts in all",
            f"assumed {_range(assumed.yen_a_minute)} yen for each begun minute",
        ]
    if estimate.texts or plan.channel == Route.VOICE_THEN_SMS:
        found.append(f"assumed {_range(assumed.yen_a_segment)} yen for each part of a text")
    return found


def _range(bounds: tuple[float, float]) -> str:
    low, high = bounds
    return f"{low:,.0f}" if low == high else f"{low:,.0f} to {high:,.0f}"


def _when(estimate: Estimate) -> str:
    if estimate.begins_at is None:
        return "the window never opens"
    if estimate.ends_at is None:
        return "not done within a year"
    now = estimate.asked_at
    begins = f"begins {_clock(estimate.begins_at, now)}, " if estimate.begins_at > now else ""
    return f"{begins}done {_clock(estimate.ends_at, now)}"


def _clock(instant: datetime, now: datetime) -> str:
    there, today = instant.astimezone(TOKYO), now.astimezone(TOKYO).date()
    return f"{there:%H:%M}" if there.date() == today else f"{there:%a %d %b %H:%M}"
