"""The few things that need the database: wishes expressed by a key or a code, and what our calls say now."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from privacy.keystore import KeyGone, KeyUnreadable
from privacy.number import Caller
from prompts.library import Channel
from prompts.tree import Effect, Order
from tree.running import LookFailed, RunningWarning, Words, told

_TROUBLE = (SQLAlchemyError, KeyGone, KeyUnreadable, OSError, LookFailed)


@dataclass(frozen=True, slots=True)
class Wish:
    """What somebody wants of us, for the one request in which it is expressed.

    `once` is the same when the carrier repeats that request; `order` is what a registration is for.
    """

    effect: Effect
    caller: Caller
    language: str
    channel: Channel
    now: datetime
    once: str = ""
    order: Order | None = None


@dataclass(frozen=True, slots=True)
class Reply:
    """What is said of a wish: a sentence of the frame, and what stands in its slots."""

    sentence: str
    slots: Mapping[str, str] = field(default_factory=dict)


CANNOT_LOOK = Reply("cannot-look")
WITHHELD = Reply("stop.withheld")
Clerk = Callable[[Wish], Reply]
"""Fulfils wishes of one kind. A request that the carrier repeats must get the same reply as the first one."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where wishes go, each to its clerk. `running` tells what our calls say now, by language and channel."""

    clerks: Mapping[Effect, Clerk]
    running: Callable[[str, Channel], Sequence[RunningWarning]]

    def fulfil(self, wish: Wish) -> Reply:
        """Fulfil a wish; where database or key store do not answer, that it cannot be done just now."""
        clerk = self.clerks.get(wish.effect)
        if clerk is None:
            return CANNOT_LOOK
        try:
            return clerk(wish)
        except _TROUBLE:
            return CANNOT_LOOK

    def saying_now(
        self, words: Words, language: str, now: datetime, channel: Channel
    ) -> list[tuple[str, str]]:
        """Return what our calls are saying now, as `told` does, or that it cannot be looked up."""
        try:
            running = self.running(language, channel)
        except _TROUBLE:
            return [(language, words.frame(language, CANNOT_LOOK.sentence, channel))]
        return told(words, language, running, now, channel)
