"""Who answered a call, a person or a machine: noted once, and a machine hears the message from its start."""

import logging
from datetime import datetime
from threading import BoundedSemaphore
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, func, or_, select, update
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Attempt, Delivery
from campaigns.pinned import pinned
from campaigns.plan import Plan
from campaigns.receipts import answered
from campaigns.retry import texts_after_machine
from campaigns.states import LIVE
from carrier.events import Verdict
from carrier.port import Listener, Refused, Unavailable
from db.engine import relaxed
from privacy.number import Kind

MOST_AT_ONCE = 4
"""So many requests a web process makes to the carrier at once; its other threads are for callers."""
log = logging.getLogger("yobikake")
_A, _D = (cast("Table", model.__table__) for model in (Attempt, Delivery))
_turns = BoundedSemaphore(MOST_AT_ONCE)


def address(desk: Desk, plan: Plan, token: str) -> str | None:
    """Return where the carrier is to tell who answered, or None where it is not asked."""
    return None if plan.machine == "off" else desk.url(f"/calls/{token}/listener")


def hear(desk: Desk, token: str, verdict: Verdict, now: datetime) -> None:
    """Note who answered; a machine that records now is told the message anew, once in a call.

    Only whoever notes it first tells it. What is noted and then not told, because the carrier is away or this
    process dies, leaves a machine with the end of one playing and all of the next.
    """
    with Session(relaxed(desk.engine)) as session, session.begin():
        found = note(session, token, verdict, now)
        anew = found is not None and verdict.records and _hears_anew(session, found)
    if anew and found is not None:
        _say_again(desk, found.ref, token)


def note(session: Session, token: str, verdict: Verdict, now: datetime) -> Any | None:
    """Note who answered: the first word counts, `unknown` gives way. Returns None where it changes nothing.

    A verdict proves an answer; what it says of a call that has ended changes that end no more.
    """
    answered(session, token, now)
    open_: ColumnElement[bool] = _A.c.listener.is_(None)
    if verdict.listener != Listener.UNKNOWN:
        open_ = or_(open_, _A.c.listener == Listener.UNKNOWN)
    rows = update(_A).where(_A.c.token == token, open_)
    values = rows.values(listener=verdict.listener, ref=func.coalesce(_A.c.ref, verdict.ref))
    columns = (_A.c.campaign_id, _A.c.delivery_id, _A.c.state, _A.c.ref)
    return session.connection().execute(values.returning(*columns)).first()


def _hears_anew(session: Session, found: Any) -> bool:
    if found.state not in LIVE:
        return False
    kind = session.connection().execute(select(_D.c.kind).where(_D.c.id == found.delivery_id)).scalar_one()
    return not texts_after_machine(pinned(session, found.campaign_id).plan, Kind(kind))


def _say_again(desk: Desk, ref: str, token: str) -> None:
    if not _turns.acquire(blocking=False):
        log.warning("a machine is not told the message from its start: too many at once")
        return
    try:
        desk.carrier.say_again(ref, desk.url(f"/calls/{token}/machine"))
    except (Refused, Unavailable) as trouble:
        log.warning("a machine is not told the message from its start: %s", trouble)
    finally:
        _turns.release()
