"""Did you call me? One look for the number that somebody calls from, and a limit to how often."""

import secrets
import threading
from collections import Counter, OrderedDict, deque
from collections.abc import Callable, Sequence
from datetime import date, datetime, time, timedelta
from itertools import takewhile
from typing import Protocol

from privacy.number import Caller
from prompts.library import Channel
from tree.desk import Reply, Wish

EACH_AN_HOUR = 5
"""Whoever got a call asks once or twice; a forger who tries to learn when somebody is rung asks all day."""
ALL_A_MINUTE = 60
"""Far more than ask on a busy day; a forger needs half a day of calls for 50,000 numbers."""
REMEMBERED = 1_000
_HOUR, _MINUTE = timedelta(hours=1), timedelta(minutes=1)
_WITHHELD, _LATER, _NO = (Reply(f"own-call.{id}") for id in ("withheld", "later", "no"))


class Rang(Protocol):
    """A call of ours; campaigns.rung.Ring has these."""

    @property
    def day(self) -> date:
        """The day in Tokyo."""

    @property
    def hour(self) -> int:
        """The hour of that day."""


class Words(Protocol):
    """What is needed of the prompts; prompts.library.Prompts has it."""

    def day(self, language: str, day: date, channel: Channel) -> str:
        """Return a day in words."""

    def hour(self, language: str, moment: time, channel: Channel) -> str:
        """Return a time of day in words."""


class OwnCalls:
    """The clerk who looks. `look` returns the calls to a number within a week, newest first."""

    def __init__(self, words: Words, look: Callable[[Caller, datetime], Sequence[Rang]]) -> None:
        self._words = words
        self._look = look
        self._limits = Limits()
        self._told: OrderedDict[int, Reply] = OrderedDict()
        self._lock = threading.Lock()

    def __call__(self, wish: Wish) -> Reply:
        """Answer; a request that the carrier repeats counts once and gets the same answer."""
        if wish.caller.withheld:
            return _WITHHELD
        once = hash(wish.once)
        with self._lock:
            if once in self._told:
                return self._told[once]
            allowed = self._limits.allow(wish.caller, wish.now)
        reply = self._looked(wish) if allowed else _LATER
        if wish.once:
            self._remember(once, reply)
        return reply

    def _remember(self, once: int, reply: Reply) -> None:
        with self._lock:
            self._told[once] = reply
            if len(self._told) > REMEMBERED:
                self._told.popitem(last=False)

    def _looked(self, wish: Wish) -> Reply:
        rang = self._look(wish.caller, wish.now)
        if not rang:
            return _NO
        newest, words = rang[0], self._words
        day = words.day(wish.language, newest.day, wish.channel)
        hour = words.hour(wish.language, time(newest.hour), wish.channel)
        return Reply("own-call.yes", {"day": day, "time": hour})


class Limits:
    """How often is looked, in this process; it knows who asked by 24 bits under a key that it makes itself.

    Nothing grows: no more looks are remembered than are allowed within an hour.
    """

    def __init__(self) -> None:
        self._key = secrets.token_bytes(32)
        self._looks: deque[tuple[datetime, bytes]] = deque()
        self._by: Counter[bytes] = Counter()

    def allow(self, caller: Caller, now: datetime) -> bool:
        """Count one look and allow it, or tell that there were too many."""
        self._forget(now - _HOUR)
        mark = caller.handle_under(self._key)[:3]
        lately = takewhile(lambda look: look[0] > now - _MINUTE, reversed(self._looks))
        if self._by[mark] >= EACH_AN_HOUR or sum(1 for _ in lately) >= ALL_A_MINUTE:
            return False
        self._looks.append((now, mark))
        self._by[mark] += 1
        return True

    def _forget(self, until: datetime) -> None:
        while self._looks and self._looks[0][0] <= until:
            _, mark = self._looks.popleft()
            self._by[mark] -= 1
            if not self._by[mark]:
                del self._by[mark]
