"""The acts of a campaign's life: submit, approve, reject, start, pause, resume, stop, close."""

from datetime import datetime

from sqlalchemy import update
from sqlalchemy.orm import Session

from campaigns import corrected, reminders, series
from campaigns.approval import approve, lacks_second, must_belong, reject, submit
from campaigns.caps import count_ended
from campaigns.desk import Desk, data_key, handle_key
from campaigns.models import Campaign, Delivery
from campaigns.people import Actor, Role
from campaigns.pinned import plan_of
from campaigns.policy import against_promises, outside_hours
from campaigns.seal import Changed, must_be_as_approved
from campaigns.states import CampaignState, DeliveryState
from campaigns.steps import NoSuchCampaign, NotNow, check, find, step
from campaigns.tallies import facts

S = CampaignState
__all__ = [
    "Changed",
    "NoSuchCampaign",
    "NotNow",
    "approve",
    "close",
    "find",
    "halt",
    "lacks_second",
    "pause",
    "reject",
    "resume",
    "start",
    "submit",
]


def start(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Let an approved campaign run, if it is still what was approved; a series begins to make its runs."""
    actor.must_be(Role.APPROVER, "start a campaign")
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state == S.RUNNING:
            return False
        check(found, S.RUNNING, S.APPROVED)
        must_belong(desk, found)
        must_be_as_approved(session, desk, found)
        _keeps_promises(desk, found)
        corrected.must_not_contradict(session, found)
        found.next_run_at = _first_run(desk, found, now)
        found.state, found.started_at = S.RUNNING, now
        desk.audit(session, actor, str(S.RUNNING), campaign, now)
    return True


def _first_run(desk: Desk, campaign: Campaign, now: datetime) -> datetime | None:
    plan = plan_of(campaign)
    first = series.first_run(plan, desk.policy, now)
    if plan.repeat is not None and first is None:
        raise NotNow(f"campaign {campaign.id}: repeat: no day is left until {plan.repeat.until}")
    return first


def pause(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Begin no further call until `resume`."""
    actor.must_be(Role.APPROVER, "pause a campaign")
    return step(desk, campaign, S.PAUSED, actor, now)


def resume(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Go on after a pause; the runs of a series that fell into it are passed over.

    A series whose approval is void makes no run, so it does not resume either.
    """
    actor.must_be(Role.APPROVER, "resume a campaign")
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state == S.RUNNING:
            return False
        check(found, S.RUNNING, S.PAUSED)
        must_belong(desk, found)
        corrected.must_not_be_corrected(session, found)
        if series.is_series(found):
            must_be_as_approved(session, desk, found)
        _must_keep(found, against_promises(plan_of(found), desk.policy))
        found.next_run_at = series.first_run(plan_of(found), desk.policy, now)
        found.state, found.trouble = S.RUNNING, None
        desk.audit(session, actor, str(S.RUNNING), campaign, now)
    return True


def halt(desk: Desk, campaign: str, actor: Actor, now: datetime) -> int | None:
    """Commit Stop: nothing enters `placing` after it. Returns how many are spared, None if done before.

    One that has not begun is rejected by it: a list that is found wrong after its approval never starts. A
    series takes its run that is under way with it.
    """
    actor.must_be(Role.APPROVER, "stop a campaign")
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state in {S.STOPPING, S.FINISHED, S.CLOSED, S.REJECTED}:
            return None
        to = S.REJECTED if found.state in {S.SUBMITTED, S.APPROVED} else S.STOPPING
        check(found, to)
        found.state = to
        if to == S.REJECTED:
            found.finished_at, found.trouble = now, "stopped before it began"
        ids = [campaign]
        for run in series.running_children(session, campaign, lock=True):
            run.state = S.STOPPING
            ids.append(run.id)
        waiting = (DeliveryState.WAITING, DeliveryState.CLAIMED)
        never = update(Delivery).where(Delivery.campaign_id.in_(ids), Delivery.state.in_(waiting))
        stopped = session.scalars(
            never.values(state=DeliveryState.STOPPED, holder=None, lease_until=None).returning(Delivery.id)
        ).all()
        desk.audit(session, actor, "stop", campaign, now)
        return len(stopped)


def close(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Erase the recipients for good: the facts of the report stay, the keys are destroyed first."""
    actor.must_be(Role.APPROVER, "close a campaign")
    count_ended(desk)  # As long as it is known who was called.
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state == S.CLOSED:
            return False
        check(found, S.CLOSED)
        found.final = facts(session, found)
        found.state, found.closed_at = S.CLOSED, now
        found.audience_digest = ""
        rows = update(Delivery).where(Delivery.campaign_id == campaign)
        session.execute(rows.values(sealed=None, handle=None))
        reminders.drop(session, campaign)
        desk.audit(session, actor, "close", campaign, now)
        desk.keystore.destroy(data_key(campaign))
        desk.keystore.destroy(handle_key(campaign))
    return True


def _keeps_promises(desk: Desk, campaign: Campaign) -> None:
    plan = plan_of(campaign)
    broken = against_promises(plan, desk.policy)
    broken += [] if desk.training else outside_hours(plan, desk.policy)
    if desk.policy.unstated and not desk.training:
        broken.append(f"the line file has to say {', '.join(desk.policy.unstated)} before anything goes live")
    if campaign.state == S.APPROVED and plan.emergency and campaign.approved_also_by is None:
        broken.append("emergency: two persons have to approve it")
    _must_keep(campaign, broken)


def _must_keep(campaign: Campaign, broken: list[str]) -> None:
    if broken:
        raise NotNow(f"campaign {campaign.id} would break the line's promises: {broken[0]}")
