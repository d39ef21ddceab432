"""The few things that need the database: do not call me, call me again, what are your calls saying now."""

import enum
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.exc import SQLAlchemyError

from privacy.do_not_call import DoNotCall
from privacy.keystore import KeyGone, KeyUnreadable
from privacy.number import Caller
from prompts.library import Channel
from prompts.tree import Effect
from tree.running import LookFailed, RunningWarning

_TROUBLE = (SQLAlchemyError, KeyGone, KeyUnreadable, OSError, LookFailed)


class Came(enum.StrEnum):
    """What came of a wish."""

    DONE = "done"
    WITHHELD = "withheld"  # The number is hidden, so it cannot be noted.
    FAILED = "failed"  # Database or key store did not answer; the conversation goes on.


@dataclass(frozen=True, slots=True)
class Desk:
    """Where wishes go. `running` tells what our calls say now, preferably in one language, for a channel."""

    do_not_call: DoNotCall
    running: Callable[[str, Channel], Sequence[RunningWarning]]

    def note(self, effect: Effect, caller: Caller, now: datetime, by: str) -> Came:
        """Note or take back a wish not to be called.

        Whether it had been noted before is not told: a request that the carrier repeats must get the same
        answer as the first one.
        """
        if caller.withheld:
            return Came.WITHHELD
        try:
            if effect is Effect.STOP_CALLS:
                self.do_not_call.add(caller, now, by)
            else:
                self.do_not_call.remove(caller)
        except _TROUBLE:
            return Came.FAILED
        return Came.DONE

    def look(self, language: str, channel: Channel) -> Sequence[RunningWarning] | None:
        """Return what our calls are saying now; None when it cannot be looked up."""
        try:
            return self.running(language, channel)
        except _TROUBLE:
            return None
