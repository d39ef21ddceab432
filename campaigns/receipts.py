"""What the carrier reports is noted: a late, repeated or reordered report changes nothing."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery
from campaigns.outcomes import end_of_call, end_of_text
from campaigns.plan import Plan
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


def by_token(session: Session, token: str) -> Attempt | None:
    """Return the attempt whose token stands in a URL, locked, or None if it is not ours."""
    return session.scalar(select(Attempt).where(Attempt.token == token).with_for_update())


def record(session: Session, token: str, report: CallProgress | TextProgress, now: datetime) -> None:
    """Note one report of the carrier."""
    attempt = by_token(session, token)
    if attempt is not None:
        apply(session, attempt, report, now)


def apply(session: Session, attempt: Attempt, report: CallProgress | TextProgress, now: datetime) -> None:
    """Move an attempt on by a report, however the report was got."""
    attempt.ref = attempt.ref or report.ref
    step = _STEPS.get(report.progress)
    if step is not None:
        _move(attempt, step, now)
        return
    if isinstance(report, CallProgress):
        outcome = end_of_call(
            report.progress, attempt.confirmed_at, attempt.heard_at, report.seconds, report.listener
        )
    else:
        outcome = end_of_text(report.progress)
    attempt.code = report.code or attempt.code
    end(session, attempt, outcome, now, retry=remedy(report.code) is not Remedy.NEVER)


def _move(attempt: Attempt, step: AttemptState, now: datetime) -> bool:
    if step not in ATTEMPT_NEXT[AttemptState(attempt.state)]:
        return False
    attempt.state = step
    if step == AttemptState.ANSWERED:
        attempt.answered_at = now
    return True


def answered(session: Session, attempt: Attempt, now: datetime) -> None:
    """Note that somebody took the call, which the carrier's request for our words proves."""
    _move(attempt, AttemptState.ANSWERED, now)


def end(
    session: Session,
    attempt: Attempt,
    outcome: AttemptState,
    now: datetime,
    *,
    retry: bool = True,
    again_at: datetime | None = None,
) -> None:
    """End an attempt, and its delivery with it unless the plan wants another.

    `again_at` puts the delivery back without asking the plan: for a request that was never processed.
    """
    if not _move(attempt, outcome, now):
        return
    attempt.ended_at = now
    delivery = session.get_one(Delivery, attempt.delivery_id, with_for_update=True)
    if delivery.state != DeliveryState.OPEN:
        return
    campaign = session.get_one(Campaign, attempt.campaign_id)
    goes_on = campaign.state in {CampaignState.RUNNING, CampaignState.PAUSED}
    if again_at is not None and goes_on:
        delivery.state, delivery.due_at = DeliveryState.WAITING, again_at
        return
    plan = Plan.from_json(campaign.plan)
    next_ = again(plan, Kind(delivery.kind), attempt.channel, outcome, attempt.number, now) if retry else None
    if next_ is None or not goes_on:
        delivery.state, delivery.end = DeliveryState.DONE, outcome
        return
    delivery.state, delivery.channel, delivery.due_at = DeliveryState.WAITING, next_.channel, next_.due_at
