"""Do not call me, and you may call me again."""

from collections.abc import Callable
from dataclasses import dataclass

from sqlalchemy.orm import Session

from privacy.do_not_call import By, DoNotCall
from privacy.number import Caller
from prompts.library import Channel
from prompts.tree import Effect
from tree.desk import WITHHELD, Reply, Wish

Covers = Callable[[Session, Caller], bool]


def nobody(_session: Session, _caller: Caller) -> bool:
    """Tell that no campaign is about to call anybody."""
    return False


@dataclass(frozen=True, slots=True)
class Refusing:
    """The clerk who notes, and takes back, wishes not to be called.

    `covers` tells whether a campaign is about to call somebody, whose wish then waits.
    """

    do_not_call: DoNotCall
    covers: Covers = nobody

    def __call__(self, wish: Wish) -> Reply:
        """Note a wish. Whether it was known, or has to wait, is not told: nobody learns who is on a list."""
        if wish.caller.withheld:
            return WITHHELD
        if wish.effect is Effect.RESUME_CALLS:
            self.do_not_call.remove(wish.caller)
            return Reply("resume.done")
        by = By.TEXT if wish.channel is Channel.SMS else By.HOTLINE
        self.do_not_call.add(
            wish.caller, wish.now, by, covered=lambda session: self.covers(session, wish.caller)
        )
        return Reply("stop.done")
