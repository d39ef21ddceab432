"""Puts the clerks together who fulfil what callers and texters wish."""

from app.wiring import Parts
from campaigns.now import RunningWarning, running
from prompts.library import Channel
from prompts.tree import Effect
from tree.desk import Clerk, Desk
from tree.refusing import Refusing


def desk_of(parts: Parts) -> Desk:
    """Return the desk of this line, with a clerk for each effect that its tree has."""
    refusing = Refusing(parts.desk.do_not_call)
    clerks: dict[Effect, Clerk] = {Effect.STOP_CALLS: refusing, Effect.RESUME_CALLS: refusing}

    def now(language: str, channel: Channel) -> list[RunningWarning]:
        return running(parts.engine, parts.prompts, language, parts.clock.now(), channel)

    return Desk(clerks, now)
