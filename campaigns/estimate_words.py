"""The arithmetic of a campaign as sentences for the terminal."""

from datetime import datetime

from campaigns.arithmetic import Estimate
from campaigns.caps import ATTEMPTS_A_DAY, counts
from campaigns.counted import calls_and_texts, counted
from campaigns.durations import write_duration
from campaigns.plan import Plan, Route
from campaigns.stale import NO_RECEIPT
from db.clock import TOKYO
from prompts.library import Channel

_LIMITS = {
    "pace": "the campaign's pace",
    "sender": "the sender's pace",
    "lines": "the calls at once",
}


def sentence(estimate: Estimate) -> str:
    """Say it in one line: how many, how fast, until when, for how much, and who would be left over."""
    parts = [(estimate.calls, "call"), (estimate.texts, "text")]
    what = " and ".join(counted(number, word) for number, word in parts if number)
    at_once = f"at once {estimate.at_once}, " if estimate.calls else ""
    rate = f"{estimate.rate:,.1f}" if estimate.rate >= 0.1 else f"{estimate.rate:.1g}"
    speed = f"{at_once}{rate} a second"
    left_over = f"{estimate.left_over:,} left over"
    left_over += f", {counted(estimate.cut_off, 'further attempt')} cut off" if estimate.cut_off else ""
    return f"{what or 'nobody'}, {speed}: {_when(estimate)}; about {_range(estimate.yen)} yen; {left_over}"


def assumptions(estimate: Estimate, plan: Plan, senders: tuple[int, int] = (1, 1)) -> list[str]:
    """Say what the sentence rests on, a line each; `senders` are our numbers for calls and for texts."""
    assumed, again = estimate.assumed, plan.retry
    turns = senders[0 if estimate.calls else 1] if plan.sender is None else 1
    found = [f"held back by {_LIMITS[estimate.limit]}{f', {turns} numbers take turns' * (turns > 1)}"]
    if plan.pace.ramp:
        found.append(
            f"the pace grows from a quarter to the whole in the first {write_duration(plan.pace.ramp)}"
        )
    if estimate.calls:
        found += [
            f"the whole message takes {estimate.seconds_a_call:.0f} seconds, ringing {plan.ring_seconds}",
            f"assumed that {assumed.reach:.0%} of calls are answered, and {assumed.leaves:.0%} of these leave"
            f" within {assumed.seconds_to_leave:.0f} seconds; others are tried {counted(again.times, 'time')}"
            f" more, {write_duration(again.after)} apart: {calls_and_texts(estimate.attempts)} in all",
            f"assumed {_range(assumed.yen_a_minute)} yen for each begun minute",
            *_spared(plan),
        ]
    if estimate.texts or plan.channel == Route.VOICE_THEN_SMS:
        found += [
            f"assumed {_range(assumed.yen_a_segment)} yen for each part of a text",
            f"a receipt that does not come is waited for {write_duration(NO_RECEIPT)} more",
        ]
    return found


def _spared(plan: Plan) -> list[str]:
    if not counts(plan, Channel.VOICE) or plan.cap == "off":
        return ["no home is spared, however often it was called"] if plan.cap == "off" else []
    return [
        f"a home is called at most {ATTEMPTS_A_DAY} times a day; further attempts wait for the next day",
        "homes that answered any of our calls today, or two in a week, are put off: nobody knows how many",
    ]


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
