"""What a life needs of the company that carries it."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Protocol

from carrier.simulator.calls import Call, Order
from carrier.simulator.settings import OurNumber


class Company(Protocol):
    """The part of the network that calls and texts see."""

    media: dict[str, float]
    """How long known recordings last, in seconds."""
    numbers: dict[str, OurNumber]
    """The customer's own numbers."""

    def alert(self, code: int, reason: str, sid: str) -> None:
        """Note a fault of the application's. The reason never contains a number."""

    def at(self, moment: datetime, lane: str, task: Callable[[datetime], None]) -> None:
        """Have a task done at a moment of a lane's own time."""

    def tell(self, lane: str, url: str, method: str, params: Mapping[str, str], moment: datetime) -> None:
        """Send a status callback at a moment of the lane's own time; faults may befall it."""

    def connect(self, call: Call, order: Order) -> Call:
        """Ring somebody whom a call that is under way is to be connected with."""

    def end(self, one: Call) -> None:
        """End a call; one that is over stays as it is."""

    def ended(self, call: Call) -> None:
        """Take note that a call has ended."""
