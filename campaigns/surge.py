"""Calls to homes give way when many people ring the hotline: whoever was just warned may want to ask."""

from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Engine, Table, delete, func, select
from sqlalchemy.orm import Session

from campaigns.models import Surge
from campaigns.plan import Plan
from campaigns.policy import LinePolicy
from db.insert import insert_into
from prompts.library import Audience

FRESH = timedelta(seconds=30)
"""How old a web process's figure may be; a process that is gone says nothing any more."""
FORGOTTEN = timedelta(hours=1)
_S = cast("Table", Surge.__table__)


def note(engine: Engine, process: str, calls: int, now: datetime) -> None:
    """Store how many calls one web process answered within the last minute."""
    with engine.begin() as connection:
        new = insert_into(connection.dialect, _S).values(process=process, at=now, calls=calls)
        again = {"at": new.excluded.at, "calls": new.excluded.calls}
        connection.execute(new.on_conflict_do_update(index_elements=["process"], set_=again))
        connection.execute(delete(_S).where(_S.c.at < now - FORGOTTEN))


def load(session: Session, now: datetime) -> int:
    """Return how many calls the hotline got within a minute."""
    return session.scalar(select(func.sum(_S.c.calls)).where(_S.c.at > now - FRESH)) or 0


def share(calls: int, limit: int) -> float:
    """Return how much of its pace a campaign keeps: all; above the limit a half, a quarter, nothing."""
    for times, left in ((2.0, 0.0), (1.5, 0.25), (1.0, 0.5)):
        if calls > times * limit:
            return left
    return 1.0


def pace_for(session: Session, policy: LinePolicy, plan: Plan, now: datetime) -> Plan | None:
    """Return a plan with the pace that the hotline leaves it; None where it has to wait."""
    limit = policy.surge_calls_a_minute
    # Institutions never wait: they stand where a swindler's victim will come.
    if limit is None or plan.audience == Audience.INSTITUTION:
        return plan
    left = share(load(session, now), limit)
    if left in {0.0, 1.0}:
        return plan if left else None
    slower = plan.pace.model_copy(update={"per_second": plan.pace.per_second * left})
    return plan.model_copy(update={"pace": slower})
