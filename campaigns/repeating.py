"""A recurring campaign makes its runs: campaigns of their own, with the words that were approved."""

import sys
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import corrected, intake
from campaigns.addressed import from_directory
from campaigns.approval import weighed
from campaigns.desk import Desk
from campaigns.estimating import of_campaign
from campaigns.ids import new_id
from campaigns.listed import from_list
from campaigns.models import Campaign
from campaigns.people import Actor, Role
from campaigns.pinned import plan_of
from campaigns.plan import Plan, PlanInvalid
from campaigns.seal import changed, digest, seal
from campaigns.series import LATE, run_after
from campaigns.states import CampaignState as S
from campaigns.steps import NotNow, find
from db.clock import TOKYO
from db.engine import reading
from db.lease import take
from privacy.audit import Audit, Detail, Entry
from privacy.keystore import KeyGone, KeyUnreadable
from privacy.vault import Unsealable

LEASE = "repeat"
CLOCKWORK = Actor("yobikake", Role.ADMINISTRATOR)
"""Who makes the runs; those who approved them stand beside."""


class _Halted(Exception):
    """This run may not be made; the text says why."""


@dataclass(frozen=True, slots=True)
class Came:
    """What came of a series that was due: a new run's id, how many were missed, what is wrong."""

    series: str
    run: str | None = None
    missed: int = 0
    trouble: str = ""


def make_due(desk: Desk, worker: str, now: datetime) -> list[Came]:
    """Make every run that is due; one worker at a time does it, and a second one would find nothing to do."""
    due = _due(desk, now)
    if not due or not take(desk.engine, LEASE, worker, now):
        return []
    return [_make_or_pause(desk, one, now) for one in due]


def _due(desk: Desk, now: datetime) -> list[str]:
    ours = Campaign.live.is_(not desk.training)
    rows = select(Campaign.id).where(Campaign.state == S.RUNNING, Campaign.next_run_at <= now, ours)
    with Session(reading(desk.engine)) as session:
        return list(session.scalars(rows.order_by(Campaign.next_run_at, Campaign.id)))


def _make_or_pause(desk: Desk, series: str, now: datetime) -> Came:
    try:
        return _make(desk, series, now)
    except (_Halted, NotNow, PlanInvalid, KeyGone, KeyUnreadable, Unsealable) as trouble:
        words = str(trouble)[:200]
    except Exception as accident:  # One series' accident must not keep the others from running.
        return Came(series, trouble=f"{type(accident).__name__}; trying again")
    with Session(desk.engine) as session, session.begin():
        found = find(session, series, lock=True)
        if found.state == S.RUNNING:
            found.state, found.trouble = S.PAUSED, words
            desk.audit(session, CLOCKWORK, str(S.PAUSED), series, now)
    return Came(series, trouble=words)


def _make(desk: Desk, series: str, now: datetime) -> Came:
    """Make one run, and note when the next one is, in one transaction: a crash leaves neither."""
    run = new_id()
    with intake.all_or_nothing(desk, run), Session(desk.engine) as session, session.begin():
        found = find(session, series, lock=True)
        if found.state != S.RUNNING or found.next_run_at is None or found.next_run_at > now:
            return Came(series)  # Another worker made it, or somebody paused or stopped the series.
        names = changed(session, desk, found)
        if names:
            raise _Halted(f"changed after its approval: {', '.join(names)}: create and submit it anew")
        _must_be_right(session, series)
        missed, is_due = _step_past(desk, found, now)
        if missed:
            _audit(session, desk, "missed", series, {"runs": missed}, now)
        if is_due:
            _store(session, desk, found, run, now)
        return Came(series, run if is_due else None, missed)


def _must_be_right(session: Session, series: str) -> None:
    """Raise NotNow where somebody corrects one of the runs: the same words do not go out again."""
    runs = select(Campaign.id).where(Campaign.series_of == series)
    for run in session.scalars(select(Campaign.correction_of).where(Campaign.correction_of.in_(runs))).all():
        corrected.must_not_be_corrected(session, find(session, str(run)))


def _step_past(desk: Desk, series: Campaign, now: datetime) -> tuple[int, bool]:
    """Move on to the run after now; returns how many were missed, and whether one is due."""
    plan, missed, due = plan_of(series), 0, series.next_run_at
    while due is not None and due + LATE < now:
        missed, due = missed + 1, run_after(plan, desk.policy, due)
    is_due = due is not None and due <= now
    series.missed_runs += missed
    series.next_run_at = run_after(plan, desk.policy, due) if due is not None and is_due else due
    return missed, is_due


def _store(session: Session, desk: Desk, series: Campaign, run: str, now: datetime) -> None:
    """Store a run as approved by those who approved the series, and running; it ends before the next one."""
    plan = plan_of(series).model_copy(
        update={"repeat": None, "starts_at": None, "not_after": series.next_run_at}
    )
    made = Campaign(
        id=run,
        name=f"{series.name[:180]} {now.astimezone(TOKYO):%Y-%m-%d}",
        state=S.RUNNING,
        plan=plan.as_json(),
        series_of=series.id,
        created_at=now,
        started_at=now,
        **{name: getattr(series, name) for name in _FROM_SERIES},
    )
    people = from_list(desk, plan, now) if plan.listed else from_directory(desk, plan)
    intake.store(session, desk, made, intake.said(session, series.id), people, now)
    session.refresh(made)
    parts = seal(session, desk, made)
    made.approved_parts, made.approved_digest = parts, digest(parts)
    made.remainder = _weighed(session, desk, made, plan, now)
    _audit(session, desk, "repeat", run, {"series": series.id, "approved_by": series.approved_by}, now)


_FROM_SERIES = ("submitted_by", "submitted_at", "approved_by", "approved_also_by", "approved_at")


def _weighed(session: Session, desk: Desk, made: Campaign, plan: Plan, now: datetime) -> int | None:
    # Its end is ours, so no approver has to accept who is left over by it; the cost is as it was approved.
    return weighed(plan, of_campaign(session, desk, made, now), sys.maxsize) or None


def _audit(session: Session, desk: Desk, act: str, campaign: str, detail: Detail, now: datetime) -> None:
    entry = Entry(CLOCKWORK.name, CLOCKWORK.system_user, act, campaign, detail)
    Audit(desk.keystore).record(session, entry, now)
