"""What the hotline says of our own calls, made from what the line does."""

from prompts.promises import Promises, ResidentVoice
from prompts.rendering import Channel

_HOMES = {
    ResidentVoice.OFF: ("promise.home-off",),
    ResidentVoice.CONSENTED: ("promise.home", "promise.consented", "promise.hours"),
    ResidentVoice.AREA: ("promise.home", "promise.area", "promise.hours"),
}
# Words of these leaves speak of calls to homes; where there are none, these sentences stand instead.
_WITHOUT_CALLS_TO_HOMES = {
    "7-1": ("promise.home-off", "essential"),
    "7-3": ("promise.home-off",),
    "9-7": ("promise.home-off", "promise.institution"),
    "own-call": ("promise.home-off", "promise.displayed"),
}
NOT_US_WITHOUT_CALLS_TO_HOMES = ("7-3", "own-call")
"""Leaves whose verdict is our own rule, and not unknown, on a line that never rings homes."""


def everything(promises: Promises) -> tuple[str, ...]:
    """Return the frame ids of all that we promise, in the order of speaking."""
    return (*_HOMES[promises.resident_voice], "promise.displayed", "promise.institution")


def instead(node: str, promises: Promises, channel: Channel) -> tuple[str, ...]:
    """Return the frame ids that stand in place of a leaf's own words; most leaves have none."""
    if promises.resident_voice is ResidentVoice.OFF and node in _WITHOUT_CALLS_TO_HOMES:
        return _WITHOUT_CALLS_TO_HOMES[node]
    if node != "9-7" or channel is Channel.SMS:
        return ()  # A text has room for its own short words alone.
    return everything(promises) if channel is Channel.WEB else everything(promises)[:-1]


def after(node: str, promises: Promises, channel: Channel) -> tuple[str, ...]:
    """Return the frame ids that follow a leaf's own words."""
    if node != "own-call" or channel is Channel.SMS or instead(node, promises, channel):
        return ()
    return ("promise.hours", "promise.displayed")
