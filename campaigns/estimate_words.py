"""The arithmetic of a campaign as sentences for the terminal."""

from datetime import datetime

from campaigns.arithmetic import Estimate
from campaigns.durations import write_duration
from campaigns.plan import Plan
from db.clock import TOKYO

_LIMITS = {
    "pace": "the campaign's pace",
    "sender": "the sender's pace",
    "lines": "the calls at once",
}


def sentence(estimate: Estimate) -> str:
    """Say it in one line: how many, how fast, until when, for how much, and who would be left over."""
    low, high = estimate.yen
    cost = f"{low:,}" if low == high else f"{low:,} to {high:,}"
    speed = (
        f"{estimate.at_once} at once, {estimate.rate:.1f} a second"
        if estimate.calls
        else f"{estimate.rate:.1f} a second"
    )
    return (
        f"{_what(estimate)}, {speed}: {_when(estimate)}; about {cost} yen; {estimate.left_over:,} left over"
    )


def assumptions(estimate: Estimate, plan: Plan) -> list[str]:
    """Say what the sentence rests on, a line each."""
    assumed = estimate.assumed
    found = [f"held back by {_LIMITS[estimate.limit]}"]
    if estimate.calls:
        found += [
            f"a call takes {estimate.seconds_a_call:.0f} seconds once answered, rings {plan.ring_seconds} seconds otherwise",
            f"assumed that {assumed.reach:.0%} of calls are answered; the others are tried"
            f" {plan.retry.times} times more, {write_duration(plan.retry.after)} apart: {estimate.attempts:,} in all",
            f"assumed {assumed.yen_a_minute[0]:.0f} to {assumed.yen_a_minute[1]:.0f} yen for each begun minute",
        ]
    if estimate.attempts > estimate.calls or estimate.texts:
        found.append(
            f"assumed {assumed.yen_a_segment[0]:.0f} to {assumed.yen_a_segment[1]:.0f} yen for each part of a text"
        )
    return found


def _what(estimate: Estimate) -> str:
    parts = [(estimate.calls, "call"), (estimate.texts, "text")]
    return (
        " and ".join(f"{number:,} {word}{'' if number == 1 else 's'}" for number, word in parts if number)
        or "nobody"
    )


def _when(estimate: Estimate) -> str:
    if estimate.begins_at is None:
        return "the window never opens"
    if estimate.ends_at is None:
        return "not done within a year"
    begins = (
        ""
        if estimate.begins_at == estimate.asked_at
        else f"begins {_clock(estimate.begins_at, estimate.asked_at)}, "
    )
    return f"{begins}done {_clock(estimate.ends_at, estimate.asked_at)}"


def _clock(instant: datetime, now: datetime) -> str:
    there, today = instant.astimezone(TOKYO), now.astimezone(TOKYO).date()
    return f"{there:%H:%M}" if there.date() == today else f"{there:%a %d %b %H:%M}"
