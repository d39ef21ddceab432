"""Between a worker and the carrier: every request is noted, some are slow, a dead worker's may be lost."""

import random
from collections.abc import Callable
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from campaigns.requests import request
from carrier.port import CallOrder, Carrier, TextOrder
from carrier.simulator.network import Network

HELD_UP = 8.0
"""Seconds for which the wire holds a request up at most."""


@dataclass(frozen=True, slots=True)
class Order:
    """A request that really went to the carrier."""

    token: str
    at: datetime


class Witness:
    """The carrier, with a note of every request to place something."""

    def __init__(self, carrier: Carrier, now: Callable[[], datetime]) -> None:
        self._carrier, self._now = carrier, now
        self.orders: list[Order] = []

    def place(self, order: CallOrder) -> str:
        self.orders.append(Order(order.answer_url.split("/")[-2], self._now()))
        return self._carrier.place(order)

    def send(self, order: TextOrder) -> str:
        self.orders.append(Order(order.status_url.split("/")[-2], self._now()))
        return self._carrier.send(order)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._carrier, name)


class Wire(ThreadPoolExecutor):
    """Carries a worker's requests, some of them slowly; of a dead worker's some arrive and some do not."""

    def __init__(self, network: Network, dice: random.Random) -> None:
        super().__init__(1)
        self._network, self._dice = network, dice
        self.dead = False

    def submit(self, work: Callable[..., Any], /, *given: Any, **_: Any) -> Future[Any]:
        answer: Future[Any] = Future()
        if work is not request:
            self._arrive(answer, work, given)  # Questions change nothing at the carrier.
            return answer
        held = self._dice.uniform(0, HELD_UP) if self._dice.random() < 0.2 else 0.0
        at = self._network.clock.now() + timedelta(seconds=held)
        self._network.at(at, "wire", lambda _: self._arrive(answer, work, given))
        return answer

    def _arrive(self, answer: Future[Any], work: Callable[..., Any], given: tuple[Any, ...]) -> None:
        if self.dead and self._dice.random() < 0.5:
            return
        try:
            answer.set_result(work(*given))
        except Exception as trouble:  # Whoever asked learns of it, as from a thread.
            answer.set_exception(trouble)
