"""The acts around an approval: submit, approve, reject; and what nobody can approve."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaigns import reminders, steps
from campaigns.arithmetic import Estimate
from campaigns.desk import Desk
from campaigns.estimating import of_campaign
from campaigns.models import Campaign
from campaigns.people import Actor, NotAllowed, Role
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.seal import Changed, digest, seal
from campaigns.states import CampaignState as S
from campaigns.steps import NotNow, find
from privacy.audit import Audit, Entry


class TooMuch(NotNow):
    """The arithmetic forbids it: `left_over` recipients would not be called, or it would cost `yen`."""

    def __init__(self, words: str, *, left_over: int = 0, yen: int = 0) -> None:
        super().__init__(words)
        self.left_over, self.yen = left_over, yen


def submit(desk: Desk, campaign: str, actor: Actor, now: datetime) -> bool:
    """Hand a draft in for approval. Returns False where that has been done already."""
    actor.must_be(Role.EDITOR, "submit a campaign")
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state == S.SUBMITTED:
            return False
        steps.check(found, S.SUBMITTED)
        found.state, found.submitted_by, found.submitted_at = S.SUBMITTED, actor.name, now
        reminders.renew(session, desk.approvals, found, now)
        desk.audit(session, actor, str(S.SUBMITTED), campaign, now)
    return True


def approve(desk: Desk, campaign: str, actor: Actor, now: datetime, *, remainder: int = 0) -> bool:
    """Approve what somebody else submitted, exactly as it stands now.

    An emergency stays submitted until a second person, who did not submit it either, has done the same.
    `remainder` is how many the approver accepts to be left over when `not_after` comes. Raises TooMuch.
    """
    actor.must_be(Role.APPROVER, "approve a campaign")
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state in {S.APPROVED, S.RUNNING}:
            return False
        steps.check(found, S.APPROVED)
        if found.submitted_by == actor.name:
            raise NotAllowed(f"{actor.name} submitted campaign {campaign}: somebody else has to approve it")
        must_belong(desk, found)
        if found.approved_by == actor.name:
            return False
        left_over = weighed(plan_of(found), of_campaign(session, desk, found, now), remainder)
        _put_down(session, desk, found, actor, now)
        found.remainder = max(left_over, found.remainder or 0) or None
        reminders.renew(session, desk.approvals, found, now)
        entry = Entry(actor.name, actor.system_user, str(S.APPROVED), campaign, {"left_over": left_over})
        Audit(desk.keystore).record(session, entry, now)
    return True


def _put_down(session: Session, desk: Desk, campaign: Campaign, actor: Actor, now: datetime) -> None:
    parts = seal(session, desk, campaign)
    if campaign.approved_by is None:
        campaign.approved_by, campaign.approved_digest = actor.name, digest(parts)
        campaign.approved_parts = parts
        campaign.state = S.SUBMITTED if plan_of(campaign).emergency else S.APPROVED
    elif campaign.approved_digest != digest(parts):
        raise Changed(f"campaign {campaign.id} was changed after its first approval: create it anew")
    else:
        campaign.approved_also_by, campaign.state = actor.name, S.APPROVED
    campaign.approved_at = now


def weighed(plan: Plan, estimate: Estimate | None, remainder: int) -> int:
    """Hold a plan against its arithmetic; returns how many would be left over. Raises TooMuch.

    An approver can accept that some are left over, by saying how many; nobody can accept a higher cost.
    """
    if estimate is None:
        return 0
    most, yen = plan.most_yen, estimate.yen[1]
    if most is not None and yen > most:
        raise TooMuch(f"it may cost {yen:,} yen, and most_yen says {most:,}: call fewer or raise it", yen=yen)
    left_over = estimate.left_over
    if left_over > remainder:
        raise TooMuch(
            f"{left_over:,} would be left over when not_after comes: set a faster pace or a later not_after, "
            f"or accept it with --accept-remainder {left_over}",
            left_over=left_over,
        )
    return left_over


def lacks_second(campaign: Campaign) -> bool:
    """Tell whether one person has approved an emergency, and another has to before it may start."""
    return campaign.state == S.SUBMITTED and campaign.approved_by is not None


def reject(desk: Desk, campaign: str, actor: Actor, reason: str, now: datetime) -> bool:
    """Send a submitted campaign back; it ends there, and its numbers are destroyed with `close`."""
    actor.must_be(Role.APPROVER, "reject a campaign")
    return steps.step(desk, campaign, S.REJECTED, actor, now, trouble=reason[:200])


def must_belong(desk: Desk, campaign: Campaign) -> None:
    """Raise NotNow for a campaign of training on a live line, and the other way round."""
    if campaign.live == desk.training:
        made, here = ("live", "training") if campaign.live else ("in training", "a live line")
        raise NotNow(f"campaign {campaign.id} was made {made}, and this is {here}: make it anew here")
