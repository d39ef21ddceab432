"""What the carrier reports is noted: a late, repeated or reordered report changes nothing.

Every step is one conditional UPDATE that asks the table of states, so that no lock is held for long.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, select, update
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery
from campaigns.outcomes import end_of_call, end_of_text
from campaigns.pinned import pinned
from campaigns.retry import again
from campaigns.states import ATTEMPT_NEXT, AttemptState, CampaignState, DeliveryState
from carrier.codes import Remedy, remedy
from carrier.events import CallProgress, TextProgress
from carrier.port import Progress
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


def record(session: Session, token: str, report: CallProgress | TextProgress, now: datetime) -> None:
    """Note one report about the attempt whose token stood in the address; one that is not ours is ignored."""
    apply(session, Attempt.token == token, report, now)


def apply(
    session: Session, which: ColumnElement[bool], report: CallProgress | TextProgress, now: datetime
) -> None:
    """Move an attempt on by a report, however the report was got."""
    step = _STEPS.get(report.progress)
    if step is not None:
        _move(session, which, step, now, ref=func.coalesce(Attempt.ref, report.ref))
        return
    columns = (Attempt.campaign_id, Attempt.confirmed_at, Attempt.heard_at, Delivery.language)
    found = session.execute(
        select(*columns).join(Delivery, Delivery.id == Attempt.delivery_id).where(which)
    ).first()
    if found is None:
        return
    outcome = _outcome(session, found, report)
    retry = remedy(report.code) is not Remedy.NEVER
    end(session, which, outcome, now, retry=retry, code=report.code, ref=report.ref)


def _outcome(session: Session, found: Any, report: CallProgress | TextProgress) -> AttemptState:
    if isinstance(report, TextProgress):
        return end_of_text(report.progress)
    playing = pinned(session, found.campaign_id).one_playing.get(found.language)
    return end_of_call(
        report.progress, found.confirmed_at, found.heard_at, report.seconds, report.listener, playing
    )


def _move(
    session: Session, which: ColumnElement[bool], step: AttemptState, now: datetime, **values: Any
) -> Any | None:
    """Take a step if the table allows it; None where it does not."""
    if step == AttemptState.ANSWERED:
        values["answered_at"] = now
    rows = update(Attempt).where(which, Attempt.state.in_(_BEFORE[step])).values(state=step, **values)
    columns = (Attempt.delivery_id, Attempt.campaign_id, Attempt.channel, Attempt.number)
    return session.execute(rows.returning(*columns).execution_options(synchronize_session=False)).first()


def answered(session: Session, token: str, now: datetime) -> None:
    """Note that somebody took the call, which the carrier's request for our words proves."""
    _move(session, Attempt.token == token, AttemptState.ANSWERED, now)


def mark(
    session: Session, token: str, now: datetime, *, heard: bool = False, confirmed: bool = False
) -> None:
    """Note that one whole playing was heard, or that an institution confirmed; the first time counts."""
    values: dict[str, Any] = {}
    if heard:
        values["heard_at"] = func.coalesce(Attempt.heard_at, now)
    if confirmed:
        values["confirmed_at"] = func.coalesce(Attempt.confirmed_at, now)
    rows = update(Attempt).where(Attempt.token == token).values(**values)
    session.execute(rows.execution_options(synchronize_session=False))


def _tries(session: Session, delivery: int) -> int:
    """Return how often somebody was really called; a request that was never processed is no try."""
    rows = select(func.count()).select_from(Attempt)
    mine = rows.where(Attempt.delivery_id == delivery, Attempt.state != AttemptState.NOT_PLACED)
    return session.scalar(mine) or 0


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
        "code": func.coalesce(code, Attempt.code),
        "ref": func.coalesce(Attempt.ref, ref),
    }
    moved = _move(session, which, outcome, now, **values)
    if moved is None:
        return
    facts = select(Delivery.kind, Campaign.state).join(Campaign, Campaign.id == Delivery.campaign_id)
    kind, state = session.execute(facts.where(Delivery.id == moved.delivery_id)).one()
    following: dict[str, Any] = {"state": DeliveryState.DONE, "end": outcome}
    if state in _GOING_ON and again_at is not None:
        following = {"state": DeliveryState.WAITING, "due_at": again_at}
    elif state in _GOING_ON and retry:
        plan = pinned(session, moved.campaign_id).plan
        next_ = again(plan, Kind(kind), moved.channel, outcome, _tries(session, moved.delivery_id), now)
        if next_ is not None:
            due = {"channel": str(next_.channel), "due_at": next_.due_at}
            following = {"state": DeliveryState.WAITING, **due}
    rows = update(Delivery).where(Delivery.id == moved.delivery_id, Delivery.state == DeliveryState.OPEN)
    session.execute(rows.values(**following).execution_options(synchronize_session=False))
