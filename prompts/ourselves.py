"""What the hotline says of our own calls, made from what the line does."""

from collections.abc import Mapping
from datetime import time

from prompts.promises import Promises, ResidentVoice
from prompts.rendering import Channel

_HOURS = ("promise.hours", "promise.emergency")
_CORRECTION = "promise.correction"
_HOMES = {
    ResidentVoice.OFF: ("promise.home-off",),
    ResidentVoice.CONSENTED: ("promise.home", _CORRECTION, "promise.consented"),
    ResidentVoice.AREA: ("promise.home", _CORRECTION, "promise.area"),
}
# Words of these leaves speak of calls to homes; where there are none, these sentences stand instead.
_WITHOUT_CALLS_TO_HOMES = {
    "7-1": ("promise.home-off", "danger"),
    "7-3": ("promise.home-off",),
    "9-7": ("promise.home-off", "promise.institution"),
    "own-call": ("promise.home-off", "promise.displayed"),
}
NOT_US_WITHOUT_CALLS_TO_HOMES = ("7-3", "own-call")
"""Leaves whose verdict is our own rule, and not unknown, on a line that never rings homes."""
_TOLD_IN_TWO = ("9-7", "own-call")
"""Leaves with so many promises that by voice only the first is the answer; key 1 tells the others."""


def everything(promises: Promises) -> tuple[str, ...]:
    """Return the frame ids of all that we promise, in the order of speaking."""
    return (
        *_HOMES[promises.resident_voice],
        *_hours(promises),
        "promise.displayed",
        "promise.institution",
    )


def times(promises: Promises) -> Mapping[str, time]:
    """Return the hours that stand in the slots of promises."""
    between = promises.emergency_hours
    return dict(zip(("start", "end"), between, strict=True)) if between else {}


def instead(node: str, promises: Promises, channel: Channel) -> tuple[str, ...]:
    """Return the frame ids that stand in place of a leaf's own answer; most leaves have none."""
    told = _instead(node, promises, channel)
    return told[:1] if _in_two(node, channel) else told


def after(node: str, promises: Promises, channel: Channel) -> tuple[str, ...]:
    """Return the frame ids that follow a leaf's own answer."""
    return () if _in_two(node, channel) else _after(node, promises, channel)


def reasons(node: str, promises: Promises, channel: Channel) -> tuple[str, ...]:
    """Return the frame ids that stand in place of a leaf's reasons: promises that its answer left out."""
    if not _in_two(node, channel):
        return ()
    return _in_time((*_instead(node, promises, channel)[1:], *_after(node, promises, channel)))


def _in_time(promised: tuple[str, ...]) -> tuple[str, ...]:
    """Return what somebody can listen to: not all of it fits into half a minute; pages have the rest.

    When we call comes first, and the hours never without their exception.
    """
    if _HOURS[1] in promised:
        return _HOURS
    return tuple(id for id in promised if _CORRECTION not in promised or id != "promise.displayed")


def _in_two(node: str, channel: Channel) -> bool:
    return channel is Channel.VOICE and node in _TOLD_IN_TWO


def _instead(node: str, promises: Promises, channel: Channel) -> tuple[str, ...]:
    if promises.resident_voice is ResidentVoice.OFF and node in _WITHOUT_CALLS_TO_HOMES:
        return _WITHOUT_CALLS_TO_HOMES[node]
    if node != "9-7" or channel is Channel.SMS:
        return ()  # A text has room for its own short words alone.
    # A caller rang from a home: that institutions confirm by a key stands on the page.
    return everything(promises)[:-1] if channel is Channel.VOICE else everything(promises)


def _after(node: str, promises: Promises, channel: Channel) -> tuple[str, ...]:
    if node != "own-call" or channel is Channel.SMS or _instead(node, promises, channel):
        return ()
    return (*_hours(promises), "promise.displayed")


def _hours(promises: Promises) -> tuple[str, ...]:
    if promises.resident_voice is ResidentVoice.OFF:
        return ()
    return _HOURS if promises.emergency_hours else _HOURS[:1]
