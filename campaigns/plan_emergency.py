"""The bounds of an emergency: when it may call homes outside the line's hours."""

from datetime import time

from campaigns.plan_parts import Window
from prompts.library import Audience

EARLIEST, LATEST = time(8), time(21)
"""Japan's time, between which an emergency may call homes."""


def wrong(audience: str, window: Window, *, emergency: bool, cap: str) -> str | None:
    """Return what does not go together, or None."""
    if not emergency and cap == "off":
        return "cap: only an emergency may go without: add emergency: true or leave it out"
    if emergency and audience != Audience.RESIDENT:
        return "emergency: only homes have hours to leave: audience must be resident"
    if emergency and not (window.start >= EARLIEST and window.end <= LATEST):
        return f"window: not even an emergency calls homes before {EARLIEST:%H:%M} or from {LATEST:%H:%M} on"
    return None
