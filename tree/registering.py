"""Please warn me: by one's own telephone, confirmed aloud."""

import logging
from dataclasses import dataclass
from datetime import date
from typing import Protocol

from db.clock import TOKYO
from privacy.do_not_call import DoNotCall
from privacy.models import By
from privacy.standing_list import StandingList, TooMany
from privacy.wanted import Wanted, end_of, months_on, reached
from prompts.library import Channel
from prompts.tree import Order
from tree.desk import CANNOT_LOOK, WITHHELD, Reply, Wish

AN_HOUR = 20
"""So many may register by hotline and text within an hour: a ward's forged numbers would be more."""
log = logging.getLogger("yobikake")


class Words(Protocol):
    """What is needed of the prompts; prompts.library.Prompts has it."""

    def frame(self, language: str, id: str, channel: Channel = ..., **slots: str) -> str:
        """Return a sentence of the frame."""

    def area(self, language: str, area: str) -> str:
        """Return the name of one of the line's areas."""

    def day(self, language: str, day: date, channel: Channel) -> str:
        """Return a day in words."""


@dataclass(frozen=True, slots=True)
class Registering:
    """The clerk who puts callers on the standing list."""

    standing_list: StandingList
    do_not_call: DoNotCall
    words: Words
    an_hour: int = AN_HOUR

    def __call__(self, wish: Wish) -> Reply:
        """Register a caller. Who was on the list before is not told: done twice, it is the same."""
        if wish.caller.withheld:
            return WITHHELD
        if wish.order is None or not reached(wish.caller.kind, wish.order.channel):
            return CANNOT_LOOK
        return self._register(wish, wish.order)

    def _register(self, wish: Wish, order: Order) -> Reply:
        last = months_on(wish.now.astimezone(TOKYO).date(), order.months)
        wanted = Wanted(order.channel, wish.language, order.area, end_of(last))
        by = By.TEXT if wish.channel is Channel.SMS else By.HOTLINE
        try:
            self.standing_list.add(wish.caller, wanted, wish.now, by, self.an_hour)
        except TooMany:
            log.error("more than %d registrations within an hour: further ones are refused", self.an_hour)
            return CANNOT_LOOK
        self.do_not_call.remove(wish.caller)  # After it: who could not be registered keeps the older wish.
        day = self.words.day(wish.language, last, wish.channel)
        return Reply(f"register.done-{order.channel}", {"area": self._area(wish, order.area), "day": day})

    def _area(self, wish: Wish, area: str | None) -> str:
        if area is None:
            return self.words.frame(wish.language, "now.everywhere", wish.channel)
        return self.words.area(wish.language, area)
