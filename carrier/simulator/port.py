"""What a life needs of the company that carries it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Protocol

from carrier.simulator.calls import Call


class Company(Protocol):
    """The part of the network that calls and texts see."""

    media: dict[str, float]
    """How long known recordings last, in seconds."""

    def alert(self, code: int, reason: str, sid: str) -> None:
        """Note a fault of the application's. The reason never contains a number."""

    def tell(self, lane: str, url: str, method: str, params: Mapping[str, str], moment: datetime) -> None:
        """Send a status callback at a moment of the lane's own time; faults may befall it."""

    def ended(self, call: Call) -> None:
        """Take note that a call has ended."""
