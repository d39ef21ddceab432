"""A campaign is corrected, or called over: a new draft for those whom it reached, to be approved."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns import corrected, strict_yaml
from campaigns.counted import counted
from campaigns.desk import Desk
from campaigns.ids import new_id
from campaigns.intake import all_or_nothing, store
from campaigns.models import Attempt, Campaign
from campaigns.people import Actor, Role
from campaigns.pinned import plan_of
from campaigns.plan import Plan, PlanInvalid, plan_from
from campaigns.recalled import Reached, reached
from campaigns.recalling import renamed
from campaigns.scripts import Earlier, pinned
from campaigns.states import LIVE
from campaigns.states import CampaignState as S
from campaigns.steps import NotNow, find
from db.clock import TOKYO
from db.engine import reading
from prompts.library import Audience

_OVER = (S.PAUSED, S.STOPPING, S.FINISHED)
_SAME = ("audience", "source", "channel")
"""Keys in which a correction is as the campaign that it corrects."""
_RECIPIENTS = ("list", "institutions", "repeat", "enrolment")
"""Keys about recipients, which a correction has already."""
_ITS_OWN = ("name", "warning", "scripts", "starts_at", "not_after", "repeat")


@dataclass(frozen=True, slots=True)
class Draft:
    """A correction that can be judged and then made: to those whom campaign `of` reached."""

    of: str
    plan: Plan
    people: Reached
    earlier: Earlier
    count: int


def prepare(desk: Desk, campaign: str, file: str | bytes | None, name: str = "correction.yaml") -> Draft:
    """Return the correction that a file means, without one the all-clear; nothing is stored.

    Raises NoSuchCampaign, NotNow where the campaign cannot be corrected now, and PlanInvalid.
    """
    with Session(reading(desk.engine)) as session:
        found = find(session, campaign)
        _check(session, found, all_clear=file is None)
        whom = reached(campaign).subquery()
        count = session.scalar(select(func.count()).select_from(whom)) or 0
        day = (found.started_at or found.created_at).astimezone(TOKYO).date()
        first = plan_of(found)
    if not count:
        raise NotNow(f"campaign {campaign} has reached nobody: there is nobody to correct it to")
    plan = _all_clear(first) if file is None else _plan(first, campaign, file, name)
    return Draft(campaign, plan, Reached(desk, campaign), Earlier(day, is_over=file is None), count)


def make(desk: Desk, draft: Draft, actor: Actor, now: datetime) -> str:
    """Store the correction as a draft with its own sealed copy of the numbers; returns its id.

    The caller has judged words and rows. Raises NotNow where somebody was faster.
    """
    actor.must_be(Role.EDITOR, "correct a campaign")
    plan, of = draft.plan, draft.of
    made = Campaign(id=new_id(), name=plan.name, plan=plan.as_json(), created_at=now, correction_of=of)
    with all_or_nothing(desk, made.id), Session(desk.engine) as session, session.begin():
        _check(session, find(session, of, lock=True), all_clear=draft.earlier.is_over)
        corrected.make_room(session, of)
        store(session, desk, made, pinned(desk.prompts, plan, draft.earlier), draft.people, now)
        desk.audit(session, actor, "create", made.id, now)
        desk.audit(session, actor, "all-clear" if draft.earlier.is_over else "correct", of, now)
        return made.id


def hindrance(session: Session, campaign: Campaign, *, all_clear: bool) -> str | None:
    """Return why a campaign cannot be corrected now, or said to be over; None where it can."""
    return _never(campaign, all_clear=all_clear) or _done(session, campaign) or _not_yet(session, campaign)


def _check(session: Session, campaign: Campaign, *, all_clear: bool) -> None:
    reason = hindrance(session, campaign, all_clear=all_clear)
    if reason is not None:
        raise NotNow(f"campaign {campaign.id} {reason}")


def _never(campaign: Campaign, *, all_clear: bool) -> str | None:
    plan = plan_of(campaign)
    if campaign.correction_of is not None:
        return f"is itself the correction of {campaign.correction_of}: a correction is not corrected"
    if plan.enrolment:
        return "asked institutions to enrol and warned of nothing: there is nothing to correct"
    if all_clear and plan.audience != Audience.INSTITUTION:
        return "went to homes, and an all-clear goes to institutions alone: give a file to correct it"
    return None


def _done(session: Session, campaign: Campaign) -> str | None:
    before = corrected.correction_of(session, campaign.id)
    if before is not None:
        return f"is corrected already, by {before.id} ({before.state}): each is corrected once"
    if campaign.state == S.CLOSED:
        return "is closed and its numbers are gone: correct before the hold is over"
    if campaign.started_at is None:
        return f"is {campaign.state} and has reached nobody: reject or close it, and create it anew"
    return None


def _not_yet(session: Session, campaign: Campaign) -> str | None:
    if campaign.state not in _OVER:
        return f"is still {campaign.state}: stop or pause it first, so that nobody else hears what is wrong"
    live = select(func.count()).where(Attempt.campaign_id == campaign.id, Attempt.state.in_(LIVE))
    under_way = session.scalar(live)
    return f"has {counted(under_way, 'call')} under way: correct it when that is over" if under_way else None


def _plan(first: Plan, campaign: str, file: str | bytes, name: str) -> Plan:
    try:
        given = strict_yaml.load(file)
    except strict_yaml.NotReadable as fault:
        raise PlanInvalid([f"{name}: {fault}"]) from None
    known = first.as_json()
    other = [key for key in _SAME if key in given and given[key] != known[key]]
    faults = [f"{key}: is {known[key]} in campaign {campaign}" for key in other]
    faults += [f"{key}: a correction goes to whom {campaign} reached" for key in _RECIPIENTS if key in given]
    if faults:
        raise PlanInvalid([f"{name}: {fault}: leave it out" for fault in faults])
    kept = {key: value for key, value in known.items() if key not in _ITS_OWN}
    values = {**kept, "name": renamed(first.name, " (correction)"), **given}
    return plan_from(values, name, given)


def _all_clear(first: Plan) -> Plan:
    changed = {"name": renamed(first.name, " (all clear)"), "starts_at": None, "not_after": None}
    return first.model_copy(update=changed | {"repeat": None})
