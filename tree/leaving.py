"""Do not warn me any more: by its own key, or because somebody wants no calls at all."""

import contextlib
import logging
from collections import deque
from datetime import datetime

from sqlalchemy.orm import Session

from privacy.do_not_call import COVERED_WAITS, DoNotCall
from privacy.keystore import KeyGone
from privacy.lists import Lists
from privacy.standing_list import BURST
from tree.desk import WITHHELD, Clerk, Reply, Wish

log = logging.getLogger("yobikake")


class Leaving:
    """The clerk who takes callers off every list. It is done at once, because that is what they hear.

    A forged number can do it too, so more than `an_hour` within an hour in this process are an alarm.
    """

    def __init__(self, lists: Lists, do_not_call: DoNotCall, an_hour: int) -> None:
        self._listed = lists
        self._do_not_call = do_not_call
        self._an_hour = an_hour
        self._left: deque[datetime] = deque(maxlen=an_hour + 1)

    def __call__(self, wish: Wish) -> Reply:
        """Take a caller off the lists. Who was on one is not told: done twice, it is the same."""
        if wish.caller.withheld:
            return WITHHELD
        if self._listed.remove(wish.caller):
            self._note(wish.now)
        return Reply("register.ended")

    def after(self, refusing: Clerk) -> Clerk:
        """Return the clerk for "do not call me" who ends the registration too, when that wish counts."""

        def refuse(wish: Wish) -> Reply:
            reply = refusing(wish)
            if not wish.caller.withheld:
                with contextlib.suppress(KeyGone):  # Whose number cannot be opened is not warned anyway.
                    self._end(wish)
            return reply

        return refuse

    def _end(self, wish: Wish) -> None:
        with Session(self._listed.engine) as session:
            counts = self._do_not_call.contains(session, wish.caller, wish.now)
        if counts:
            left = self._listed.remove(wish.caller)
        else:
            # Until the wish counts, who made it is still warned.
            left = self._listed.end_by(wish.caller, wish.now + COVERED_WAITS)
        if left:
            self._note(wish.now)

    def _note(self, now: datetime) -> None:
        self._left.append(now)
        if len(self._left) > self._an_hour and self._left[0] > now - BURST:
            log.error("more than %d people left the standing list within an hour", self._an_hour)
