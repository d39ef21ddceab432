"""What another system drafts: nobody is called before one person submits it and another approves it."""

import hashlib
import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, select, update
from sqlalchemy.orm import Session

from campaigns import alerted, alerting
from campaigns.alert_findings import Check
from campaigns.alert_plans import Alert
from campaigns.alerting import CannotAlert, Part
from campaigns.desk import Desk
from campaigns.models import Campaign
from campaigns.places import near_miss
from campaigns.plan import PlanInvalid
from campaigns.states import CampaignState
from campaigns.steps import NotNow
from console import known
from console.api.problems import Problem
from console.api.tokens import System
from console.models import ApiDraft, ApiToken
from db.engine import reading
from db.insert import insert_new
from privacy.lists import Lists
from privacy.named_list import NoSuchList
from privacy.standing_list import REGISTERED
from prompts.faults import UnknownSentence

REMEMBERED = timedelta(days=8)
"""A day longer than a draft lies before it ends by itself."""
_ABANDONED = timedelta(minutes=2)
_REASONS = 20


@dataclass(frozen=True, slots=True)
class Foreign:
    """A draft of another system that waits for somebody to take it up."""

    campaign: Campaign
    system: str
    at: datetime


def once(
    desk: Desk, system: System, key: str, asked: dict[str, Any], do: Callable[[], dict[str, Any]]
) -> dict[str, Any]:
    """Do something once for a key, and answer the same when it is asked again; raises Problem."""
    now = desk.clock.now()
    mark = hashlib.sha256(key.encode()).digest()
    request = hashlib.sha256(json.dumps(asked, sort_keys=True).encode()).digest()
    where = (ApiDraft.token_id == system.id, ApiDraft.key == mark)
    with Session(desk.engine) as session, session.begin():
        session.execute(delete(ApiDraft).where(ApiDraft.at < now - REMEMBERED))
        session.execute(delete(ApiDraft).where(ApiDraft.answer.is_(None), ApiDraft.at < now - _ABANDONED))
        row = {"token_id": system.id, "key": mark, "request": request, "at": now}
        new = insert_new(session.get_bind().dialect, ApiDraft).values(row).returning(ApiDraft.key)
        mine = session.scalar(new) is not None
        before = None if mine else session.scalars(select(ApiDraft).where(*where)).one()
        if before is not None:
            return _same(before, request)
    try:
        answer = do()
    except BaseException:
        with Session(desk.engine) as session, session.begin():
            session.execute(delete(ApiDraft).where(*where))
        raise
    with Session(desk.engine) as session, session.begin():
        session.execute(update(ApiDraft).where(*where).values(answer=answer))
    return answer


def alert(desk: Desk, system: System, meant: Alert, check: Check) -> list[Part]:
    """Draft the campaigns of an alert, and submit none; raises Problem."""
    try:
        known.claim(desk.prompts, meant.claim)
    except UnknownSentence:
        raise Problem(422, "claim") from None
    near = near_miss(meant.area, desk.prompts.promises.areas)
    if near is not None:
        raise Problem(409, "area", meant=near)
    try:
        Lists(desk.engine, desk.keystore).one(meant.listed or REGISTERED, desk.clock.now())
    except NoSuchList:
        raise Problem(404, "list") from None
    there = [one.id for one in alerted.under_way(desk, meant)]
    if there:
        raise Problem(409, "under-way", more={"campaigns": there})
    now = desk.clock.now()
    try:
        return alerting.draft(desk, meant, None, check, system.actor, now, submit=False)
    except CannotAlert as stopped:
        raise Problem(409, "cannot", more={"reasons": _reasons(stopped.parts)}) from None
    except (PlanInvalid, NotNow) as fault:
        raise Problem(409, "cannot", more={"reasons": str(fault).splitlines()[:_REASONS]}) from None


def notes(parts: list[Part]) -> list[str]:
    """Return who is left out of an alert, and why."""
    tongues = [f"left out, as their words are refused: {', '.join(p.left_out)}" for p in parts if p.left_out]
    return [part.nobody for part in parts if part.nobody] + tongues


def waiting(desk: Desk) -> list[Foreign]:
    """Return the drafts of other systems that nobody has taken up, those that came last first."""
    with Session(reading(desk.engine)) as session:
        rows = select(ApiDraft, ApiToken.name).join(ApiToken, ApiToken.id == ApiDraft.token_id)
        asked = session.execute(rows.where(ApiDraft.at > desk.clock.now() - REMEMBERED)).all()
        of = {one["id"]: (name, draft.at) for draft, name in asked for one in _campaigns(draft)}
        drafts = select(Campaign).where(Campaign.id.in_(of), Campaign.state == CampaignState.DRAFT)
        found = [Foreign(one, *of[one.id]) for one in session.scalars(drafts)]
    return sorted(found, key=lambda one: one.at, reverse=True)


def _campaigns(draft: ApiDraft) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (draft.answer or {}).get("campaigns", [])
    return found


def _same(before: ApiDraft, request: bytes) -> dict[str, Any]:
    if before.request != request:
        raise Problem(409, "other-request")
    if before.answer is None:
        raise Problem(409, "being-made", headers={"Retry-After": "5"})
    return before.answer


def _reasons(parts: tuple[Part, ...]) -> list[str]:
    reasons = [line for part in parts for line in (part.nobody or part.found.as_text()).splitlines()]
    return reasons[:_REASONS]
