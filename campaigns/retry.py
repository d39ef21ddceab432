"""Which way a recipient is warned first, and whether and when once more."""

from dataclasses import dataclass
from datetime import datetime

from campaigns.plan import Plan, Route
from campaigns.states import AttemptState
from privacy.number import Kind
from prompts.library import Channel

_MAY_BE_REACHED_LATER = {
    AttemptState.BUSY,
    AttemptState.NO_ANSWER,
    AttemptState.FAILED,
    AttemptState.NOT_PLACED,
}


@dataclass(frozen=True, slots=True)
class Again:
    """The next attempt: which way, and not before when (UTC)."""

    channel: Channel
    due_at: datetime


def takes_texts(kind: Kind) -> bool:
    """Tell whether a line of this kind receives text messages."""
    return kind == Kind.MOBILE


def texts_after_machine(plan: Plan, kind: Kind) -> bool:
    """Tell whether a machine that answered on such a line means a text, and not the message for it."""
    return plan.machine == "text" and takes_texts(kind)


def first_channel(plan: Plan, kind: Kind) -> Channel:
    """Return how a line of this kind is warned first; `auto` texts mobiles and rings all others."""
    if plan.channel == Route.SMS or (plan.channel == Route.AUTO and takes_texts(kind)):
        return Channel.SMS
    return Channel.VOICE


def again(
    plan: Plan, kind: Kind, channel: str, outcome: AttemptState, attempts: int, ended_at: datetime
) -> Again | None:
    """Return the next attempt, or None where the recipient is done.

    `attempts` counts all so far, `ended_at` is when the last one really ended. The caller does not ask
    after a refusal for good. Whoever heard, hung up, or has a machine that answered, is left in peace; only
    with `machine: text` the machine's owner gets one text.
    """
    if outcome == AttemptState.MACHINE and channel == Channel.VOICE and texts_after_machine(plan, kind):
        return Again(Channel.SMS, ended_at)
    if outcome not in _MAY_BE_REACHED_LATER:
        return None
    if attempts <= plan.retry.times:
        return Again(Channel(channel), ended_at + plan.retry.after)
    if plan.channel == Route.VOICE_THEN_SMS and channel == Channel.VOICE and takes_texts(kind):
        return Again(Channel.SMS, ended_at)
    return None


def channels(plan: Plan) -> tuple[Channel, ...]:
    """Return the channels by which a plan may warn somebody; unlisted ones or machines may mean texts."""
    ways = {Route.VOICE: (Channel.VOICE,), Route.SMS: (Channel.SMS,)}
    both = (Channel.VOICE, Channel.SMS)
    return both if plan.unlisted == "sms" or plan.machine == "text" else ways.get(plan.channel, both)
