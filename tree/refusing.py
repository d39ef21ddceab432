"""Do not call me, and you may call me again."""

from dataclasses import dataclass

from privacy.do_not_call import By, DoNotCall
from prompts.library import Channel
from prompts.tree import Effect
from tree.desk import WITHHELD, Reply, Wish


@dataclass(frozen=True, slots=True)
class Refusing:
    """The clerk who notes, and takes back, wishes not to be called."""

    do_not_call: DoNotCall

    def __call__(self, wish: Wish) -> Reply:
        """Note a wish. Whether it had been noted before is not told: a repeated request gets the same."""
        if wish.caller.withheld:
            return WITHHELD
        if wish.effect is Effect.RESUME_CALLS:
            self.do_not_call.remove(wish.caller)
            return Reply("resume.done")
        by = By.TEXT if wish.channel is Channel.SMS else By.HOTLINE
        self.do_not_call.add(wish.caller, wish.now, by)
        return Reply("stop.done")
