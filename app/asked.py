"""Puts the clerks together who fulfil what callers and texters wish."""

from collections.abc import Callable

from app.lane import Lane
from app.wiring import Parts
from campaigns import rung
from campaigns.covering import covers, wishes_expected
from campaigns.notices import Notice, notices
from campaigns.now import RunningWarning, running
from db.engine import hurried
from privacy.do_not_call import DoNotCall
from privacy.lists import Lists
from privacy.standing_list import StandingList
from prompts.library import Channel
from prompts.tree import Effect
from tree.desk import Clerk, Desk
from tree.leaving import Leaving
from tree.own_calls import OwnCalls
from tree.refusing import Refusing
from tree.registering import Registering

PATIENCE = 2.0
"""Seconds that a wish waits for the writers before it; less than the lane gives it, so that it ends in it."""


def desk_of(parts: Parts) -> Desk:
    """Return the desk of this line, with a clerk for each effect that its tree has."""
    keys, engine, policy = parts.desk.keystore, hurried(parts.engine, PATIENCE), parts.line.policy
    do_not_call = DoNotCall(engine, keys, policy.opt_outs_an_hour, wishes_expected)
    refusing = Refusing(do_not_call, covers=lambda session, caller: covers(session, keys, caller))
    own_calls = OwnCalls(parts.prompts, lambda caller, now: rung.look(engine, keys, caller, now))
    listed = StandingList(engine, keys)
    registering = Registering(listed, do_not_call, parts.prompts, policy.registrations_an_hour)
    leaving = Leaving(Lists(engine, keys), do_not_call, policy.registrations_an_hour)
    clerks: dict[Effect, Clerk] = {
        Effect.STOP_CALLS: leaving.after(refusing),
        Effect.RESUME_CALLS: refusing,
        Effect.OWN_CALL: own_calls,
        Effect.REGISTER: registering,
        Effect.UNREGISTER: leaving,
    }

    def now(language: str, channel: Channel) -> list[RunningWarning]:
        at, rules = parts.clock.now(), parts.desk.policy
        return parts.lane.run(lambda: running(engine, parts.prompts, language, at, channel, rules))

    return Desk({effect: _in_lane(parts.lane, clerk) for effect, clerk in clerks.items()}, now)


def notices_of(parts: Parts) -> Callable[[], list[Notice]]:
    """Return how the warnings that are running now are looked up, for the staff of institutions."""
    engine, policy = hurried(parts.engine, PATIENCE), parts.desk.policy

    def look() -> list[Notice]:
        at = parts.clock.now()
        return parts.lane.run(lambda: notices(engine, parts.prompts, at, policy))

    return look


def _in_lane(lane: Lane, clerk: Clerk) -> Clerk:
    return lambda wish: lane.run(lambda: clerk(wish))
