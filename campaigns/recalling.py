"""A campaign to institutions is repeated for those who have not confirmed it: a new draft, to be approved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns import corrected, intake
from campaigns.desk import Desk
from campaigns.ids import new_id
from campaigns.lifecycle import NotNow, find
from campaigns.models import Campaign
from campaigns.people import Actor, Role
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.recalled import Unconfirmed, unconfirmed
from campaigns.states import CampaignState
from prompts.library import Audience

_IN_VAIN = (CampaignState.REJECTED, CampaignState.EXPIRED)
_AGAIN = " (again)"
_LONGEST_NAME = 60


@dataclass(frozen=True, slots=True)
class Recalled:
    """The draft that repeats a campaign, and whether it was made just now."""

    campaign: str
    is_new: bool


def recall(desk: Desk, campaign: str, actor: Actor, now: datetime) -> Recalled:
    """Make a draft with the same words for those who have not confirmed; a campaign is re-called once.

    Its numbers come from the campaign, so that must not be closed. Raises NoSuchCampaign and NotNow.
    """
    actor.must_be(Role.EDITOR, "re-call those who have not confirmed")
    made = Campaign(id=new_id(), created_at=now, recall_of=campaign)
    with intake.all_or_nothing(desk, made.id), Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)  # Two at once would ring everybody twice.
        before = _recalled_before(session, campaign)
        if before is not None:
            return Recalled(before, is_new=False)
        _check(session, found)
        plan = _again(plan_of(found), now)
        made.name, made.plan = plan.name, plan.as_json()
        words = intake.said(session, campaign)
        intake.store(session, desk, made, words, Unconfirmed(desk, campaign), now)
        desk.audit(session, actor, "create", made.id, now)
        return Recalled(made.id, is_new=True)


def renamed(name: str, mark: str) -> str:
    """Return a campaign's name with a mark behind it, once, and short enough."""
    return name if name.endswith(mark) else f"{name[: _LONGEST_NAME - len(mark)]}{mark}"


def _recalled_before(session: Session, campaign: str) -> str | None:
    mine = select(Campaign.id).where(Campaign.recall_of == campaign, Campaign.state.not_in(_IN_VAIN))
    given_up = (Campaign.state == CampaignState.CLOSED) & Campaign.started_at.is_(None)
    return session.scalar(mine.where(~given_up).limit(1))


def _check(session: Session, campaign: Campaign) -> None:
    id_, state = campaign.id, campaign.state
    if plan_of(campaign).audience != Audience.INSTITUTION:
        raise NotNow(f"campaign {id_} went to homes, which are asked for no key: nobody can be re-called")
    if state == CampaignState.CLOSED:
        raise NotNow(f"campaign {id_} is closed and its numbers are gone: re-call before the hold is over")
    if state != CampaignState.FINISHED:
        raise NotNow(f"campaign {id_} is {state}: those who have not confirmed are known when it is finished")
    corrected.must_not_be_corrected(session, campaign)
    if not session.scalar(select(func.count()).select_from(unconfirmed(id_).subquery())):
        raise NotNow(f"campaign {id_}: everybody has confirmed")


def _again(plan: Plan, now: datetime) -> Plan:
    """Return the plan under another name, without instants that are past."""
    past = plan.not_after is not None and plan.not_after <= now
    changed = {"name": renamed(plan.name, _AGAIN), "starts_at": None} | ({"not_after": None} if past else {})
    return plan.model_copy(update=changed)
