"""What the carrier keeps: calls and texts by reference, and how often each number was tried."""

import random
import uuid
from collections import Counter, deque
from datetime import datetime, timedelta

from carrier.simulator.calls import Call, Order
from carrier.simulator.settings import NetworkSettings
from carrier.simulator.texts import Text

SETTLED = timedelta(minutes=1)
"""How long after its end a record can be erased."""


class Records:
    """All calls and texts, in the order of their making. The network's lock guards it."""

    def __init__(self, settings: NetworkSettings) -> None:
        self.calls: dict[str, Call] = {}
        self.texts: dict[str, Text] = {}
        self.seed: object = settings.seed if settings.seed is not None else uuid.uuid4().hex
        self._account = settings.account_sid
        self._chance = random.Random(settings.seed)  # noqa: S311 - references, not secrets
        self._serial = 0
        self._attempts: Counter[tuple[str, str]] = Counter()
        self._told: deque[Call] = deque()
        self._most_told = settings.keep_transcripts

    def call(self, order: Order, direction: str, now: datetime) -> Call:
        """Make and keep a call."""
        sid, attempt = self._sid("CA"), self.attempt("call", order.to)
        call = Call(sid, self._serial, self._account, direction, order, attempt, now)
        self.calls[sid] = call
        self._told.append(call)
        if len(self._told) > self._most_told:
            old = self._told.popleft()
            if old.over:
                old.heard = []
        return call

    def text(self, to: str, from_: str, body: str, direction: str, now: datetime) -> Text:
        """Make and keep a text."""
        sid, attempt = self._sid("SM"), self.attempt("text", to)
        text = Text(sid, self._serial, self._account, direction, to, from_, body, now, attempt)
        self.texts[sid] = text
        return text

    def attempt(self, kind: str, number: str) -> int:
        """Count one more of a kind for a number and return the count."""
        self._attempts[kind, number] += 1
        return self._attempts[kind, number]

    def _sid(self, prefix: str) -> str:
        self._serial += 1
        return f"{prefix}{self._chance.getrandbits(128):032x}"
