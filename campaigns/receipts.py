"""What the carrier reports is noted: a late, repeated or reordered report changes nothing.

Every step is one conditional UPDATE that asks the table of states, so that no lock is held for long.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, cast

from sqlalchemy import ColumnElement, Table, func, select, update
from sqlalchemy.orm import Session

from campaigns.addressed import enrol
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.outcomes import end_of_call, end_of_text
from campaigns.pausing import pausing
from campaigns.pinned import pinned
from campaigns.retry import again
from campaigns.states import ATTEMPT_NEXT, AttemptState, CampaignState, DeliveryState
from carrier.codes import Remedy, meaning, remedy
from carrier.events import CallProgress, TextProgress
from carrier.port import Progress, Record
from privacy.number import Kind

_STEPS = {
    Progress.QUEUED: AttemptState.PLACED,
    Progress.RINGING: AttemptState.RINGING,
    Progress.ANSWERED: AttemptState.ANSWERED,
    Progress.SENT: AttemptState.SENT,
}
_BEFORE: Mapping[AttemptState, tuple[AttemptState, ...]] = {
    step: tuple(state for state, following in ATTEMPT_NEXT.items() if step in following)
    for step in AttemptState
}
_GOING_ON = (CampaignState.RUNNING, CampaignState.PAUSED)
# The tables themselves: four reports a call go through here, and mapped classes cost more.
_A, _D, _C = (cast("Table", model.__table__) for model in (Attempt, Delivery, Campaign))


def record(session: Session, token: str, report: CallProgress | TextProgress, now: datetime) -> None:
    """Note one report about the attempt whose token stood in the address; one that is not ours is ignored."""
    apply(session, _A.c.token == token, report, now)


def as_report(channel: str, record: Record) -> CallProgress | TextProgress:
    """Return what was looked up as if the carrier had reported it."""
    if channel == "sms":
        return TextProgress(record.ref, record.progress, record.code)
    return CallProgress(record.ref, record.progress, None, record.duration, record.listener, record.code)


def apply(
    session: Session, which: ColumnElement[bool], report: CallProgress | TextProgress, now: datetime
) -> None:
    """Move an attempt on by a report, however the report was got."""
    step = _STEPS.get(report.progress)
    if step is not None:
        _move(session, which, step, now, ref=func.coalesce(_A.c.ref, report.ref))
        return
    columns = (_A.c.campaign_id, _A.c.confirmed_at, _A.c.heard_at, _A.c.listener, _D.c.language)
    found = (
        session.connection()
        .execute(select(*columns).join_from(_A, _D, _D.c.id == _A.c.delivery_id).where(which))
        .first()
    )
    if found is None:
        return
    outcome = _outcome(session, found, report)
    asked = remedy(report.code)
    end(session, which, outcome, now, retry=asked is not Remedy.NEVER, code=report.code, ref=report.ref)
    told = report.listener if isinstance(report, CallProgress) else None
    if told is not None:
        nobody_said = update(_A).where(which, _A.c.listener.is_(None))
        session.connection().execute(nobody_said.values(listener=told))
    if asked is Remedy.STOP:
        reason = f"{meaning(report.code)} (carrier code {report.code})"
        session.connection().execute(pausing(found.campaign_id, reason))


def _outcome(session: Session, found: Any, report: CallProgress | TextProgress) -> AttemptState:
    if isinstance(report, TextProgress):
        return end_of_text(report.progress)
    playing = pinned(session, found.campaign_id).one_playing.get(found.language)
    listener = found.listener or report.listener
    return end_of_call(report.progress, found.confirmed_at, found.heard_at, report.seconds, listener, playing)


def _move(
    session: Session, which: ColumnElement[bool], step: AttemptState, now: datetime, **values: Any
) -> Any | None:
    """Take a step if the table allows it; None where it does not."""
    if step == AttemptState.ANSWERED:
        values["answered_at"] = now
    rows = update(_A).where(which, _A.c.state.in_(_BEFORE[step])).values(state=step, **values)
    columns = (_A.c.delivery_id, _A.c.campaign_id, _A.c.channel, _A.c.number)
    return session.connection().execute(rows.returning(*columns)).first()


def answered(session: Session, token: str, now: datetime) -> None:
    """Note that somebody took the call, which the carrier's request for our words proves."""
    _move(session, _A.c.token == token, AttemptState.ANSWERED, now)


def mark(
    session: Session, token: str, now: datetime, *, heard: bool = False, confirmed: bool = False
) -> None:
    """Note that one whole playing was heard, or that an institution confirmed; the first time counts."""
    values: dict[str, Any] = {}
    if heard:
        values["heard_at"] = func.coalesce(_A.c.heard_at, now)
    if confirmed:
        values["confirmed_at"] = func.coalesce(_A.c.confirmed_at, now)
    session.connection().execute(update(_A).where(_A.c.token == token).values(**values))
    if confirmed:
        enrol(session, token, now)


def _tries(session: Session, delivery: int) -> int:
    """Return how often somebody was really called; a request that was never processed is no try."""
    rows = select(func.count()).select_from(_A)
    mine = rows.where(_A.c.delivery_id == delivery, _A.c.state != AttemptState.NOT_PLACED)
    return session.connection().scalar(mine) or 0


def end(
    session: Session,
    which: ColumnElement[bool],
    outcome: AttemptState,
    now: datetime,
    *,
    retry: bool = True,
    again_at: datetime | None = None,
    code: int | None = None,
    ref: str | None = None,
) -> None:
    """End an attempt, and its delivery with it unless the plan wants another.

    `again_at` puts the delivery back without asking the plan: for a request that was never processed.
    """
    values = {
        "ended_at": now,
        "code": func.coalesce(code, _A.c.code),
        "ref": func.coalesce(_A.c.ref, ref),
    }
    moved = _move(session, which, outcome, now, **values)
    if moved is None:
        return
    facts = select(_D.c.kind, _C.c.state).join_from(_D, _C, _C.c.id == _D.c.campaign_id)
    kind, state = session.connection().execute(facts.where(_D.c.id == moved.delivery_id)).one()
    following: dict[str, Any] = {"state": DeliveryState.DONE, "end": outcome}
    if state in _GOING_ON and again_at is not None:
        following = {"state": DeliveryState.WAITING, "due_at": again_at}
    elif state in _GOING_ON and retry:
        plan = pinned(session, moved.campaign_id).plan
        next_ = again(plan, Kind(kind), moved.channel, outcome, _tries(session, moved.delivery_id), now)
        if next_ is not None:
            due = {"channel": str(next_.channel), "due_at": next_.due_at}
            following = {"state": DeliveryState.WAITING, **due}
    rows = update(_D).where(_D.c.id == moved.delivery_id, _D.c.state == DeliveryState.OPEN)
    session.connection().execute(rows.values(**following))
