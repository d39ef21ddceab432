"""The acts of a campaign's life: submit, approve, reject, start, pause, resume, stop, close."""

import hashlib
import json
from datetime import datetime

from sqlalchemy import select, update
from sqlalchemy.orm import Session

from campaigns.caps import count_ended
from campaigns.desk import Desk, data_key, handle_key
from campaigns.models import Campaign, Delivery, Script
from campaigns.people import Actor, NotAllowed, Role
from campaigns.plan import Plan
from campaigns.policy import against_promises, outside_hours
from campaigns.states import CAMPAIGN_NEXT, CampaignState, DeliveryState
from campaigns.tallies import facts

S = CampaignState


class NoSuchCampaign(Exception):
    """There is no campaign with this id."""


class NotNow(Exception):
    """The campaign stands where this act cannot follow; the text says where and what can."""


class Changed(Exception):
    """What was approved is no longer what would be sent; it needs a new approval."""


def find(session: Session, campaign: str, *, lock: bool = False) -> Campaign:
    """Return a campaign; raises NoSuchCampaign."""
    found = session.get(Campaign, campaign, with_for_update=lock)
    if found is None:
        raise NoSuchCampaign(f"there is no campaign {campaign!r}: `yobikake campaign list` shows all")
    return found


def digest(session: Session, campaign: Campaign) -> str:
    """Return the fingerprint of all that an approver answers for: plan, words, recipients."""
    scripts = session.scalars(
        select(Script).where(Script.campaign_id == campaign.id).order_by(Script.language)
    ).all()
    parts = [campaign.plan, campaign.audience_digest, [[s.language, s.voice, s.text] for s in scripts]]
    return hashlib.sha256(json.dumps(parts, sort_keys=True, ensure_ascii=False).encode()).hexdigest()


def submit(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Hand a draft in for approval. Returns False where that has been done already."""
    actor.must_be(Role.EDITOR, "submit a campaign")
    return _step(desk, campaign, S.SUBMITTED, actor, now, submitted_by=actor.name, submitted_at=now)


def approve(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Approve what somebody else submitted, exactly as it stands now.

    An emergency stays submitted until a second person, who did not submit it either, has done the same.
    """
    actor.must_be(Role.APPROVER, "approve a campaign")
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state == S.APPROVED:
            return False
        _check(found, S.APPROVED)
        if found.submitted_by == actor.name:
            raise NotAllowed(f"{actor.name} submitted campaign {campaign}: somebody else has to approve it")
        seal, plan = digest(session, found), Plan.from_json(found.plan)
        if found.approved_by is None:
            found.approved_by, found.approved_digest = actor.name, seal
            found.state = S.SUBMITTED if plan.emergency else S.APPROVED
        elif found.approved_by == actor.name:
            return False
        elif found.approved_digest != seal:
            raise Changed(f"campaign {campaign} was changed after its first approval: create it anew")
        else:
            found.approved_also_by, found.state = actor.name, S.APPROVED
        found.approved_at = now
        desk.audit(session, actor, str(S.APPROVED), campaign, now)
    return True


def lacks_second(campaign: Campaign) -> bool:
    """Tell whether one person has approved an emergency, and another has to before it may start."""
    return campaign.state == S.SUBMITTED and campaign.approved_by is not None


def reject(desk: Desk, campaign: str, actor: Actor, reason: str, now: datetime) -> bool:
    """Send a submitted campaign back; it ends there, and its numbers are destroyed with `close`."""
    actor.must_be(Role.APPROVER, "reject a campaign")
    return _step(desk, campaign, S.REJECTED, actor, now, trouble=reason[:200])


def start(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Let an approved campaign run, if it is still what was approved."""
    actor.must_be(Role.APPROVER, "start a campaign")
    with Session(desk.engine) as session:
        found = find(session, campaign)
        if found.state == S.APPROVED and found.approved_digest != digest(session, found):
            raise Changed(f"campaign {campaign} was changed after its approval: create and submit it anew")
        _keeps_promises(desk, found)
    return _step(desk, campaign, S.RUNNING, actor, now, only_from=S.APPROVED, started_at=now)


def pause(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Begin no further call until `resume`."""
    actor.must_be(Role.APPROVER, "pause a campaign")
    return _step(desk, campaign, S.PAUSED, actor, now)


def resume(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Go on after a pause."""
    actor.must_be(Role.APPROVER, "resume a campaign")
    return _step(desk, campaign, S.RUNNING, actor, now, only_from=S.PAUSED, trouble=None)


def halt(desk: Desk, campaign: str, actor: Actor, now: datetime) -> int | None:
    """Commit Stop: nothing enters `placing` after it. Returns how many are spared, None if done before.

    One that has not begun is rejected by it: a list that is found wrong after its approval never starts.
    """
    actor.must_be(Role.APPROVER, "stop a campaign")
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state in {S.STOPPING, S.FINISHED, S.CLOSED, S.REJECTED}:
            return None
        to = S.REJECTED if found.state in {S.SUBMITTED, S.APPROVED} else S.STOPPING
        _check(found, to)
        found.state = to
        if to == S.REJECTED:
            found.finished_at, found.trouble = now, "stopped before it began"
        waiting = (DeliveryState.WAITING, DeliveryState.CLAIMED)
        never = update(Delivery).where(Delivery.campaign_id == campaign, Delivery.state.in_(waiting))
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
        _check(found, S.CLOSED)
        found.final = facts(session, found)
        found.state, found.closed_at = S.CLOSED, now
        found.audience_digest = ""
        rows = update(Delivery).where(Delivery.campaign_id == campaign)
        session.execute(rows.values(sealed=None, handle=None))
        desk.audit(session, actor, "close", campaign, now)
        desk.keystore.destroy(data_key(campaign))
        desk.keystore.destroy(handle_key(campaign))
    return True


def _step(
    desk: Desk,
    campaign: str,
    to: CampaignState,
    actor: Actor,
    now: datetime,
    *,
    only_from: CampaignState | None = None,
    **values: object,
) -> bool:
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state == to:
            return False
        _check(found, to, only_from)
        found.state = to
        for name, value in values.items():
            setattr(found, name, value)
        desk.audit(session, actor, str(to), campaign, now)
    return True


def _keeps_promises(desk: Desk, campaign: Campaign) -> None:
    plan = Plan.from_json(campaign.plan)
    broken = against_promises(plan, desk.policy)
    broken += [] if desk.training else outside_hours(plan, desk.policy)
    if campaign.state == S.APPROVED and plan.emergency and campaign.approved_also_by is None:
        broken.append("emergency: two persons have to approve it")
    if broken:
        raise NotNow(f"campaign {campaign.id} would break the line's promises: {broken[0]}")


def _check(campaign: Campaign, to: CampaignState, only_from: CampaignState | None = None) -> None:
    state = CampaignState(campaign.state)
    if to not in CAMPAIGN_NEXT[state] or only_from not in {None, state}:
        can = ", ".join(sorted(CAMPAIGN_NEXT[state])) or "nothing"
        raise NotNow(f"campaign {campaign.id} is {state}, so it cannot become {to}; from here: {can}")
