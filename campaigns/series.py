"""When a recurring campaign runs, and which of its runs are under way."""

from datetime import UTC, datetime, timedelta

from apscheduler.triggers.cron import CronTrigger
from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.holidays import is_holiday
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.plan_parts import Repeat
from campaigns.policy import LinePolicy
from campaigns.states import CampaignState as S
from db.clock import TOKYO

SHOWN = 3
"""How many of the coming runs are told."""
LATE = timedelta(minutes=30)
"""A run that nobody has made by then is missed, and never made up."""
_AN_INSTANT = timedelta(microseconds=1)
_UNDER_WAY = (S.RUNNING, S.PAUSED, S.STOPPING)


def is_series(campaign: Campaign) -> bool:
    """Tell whether a campaign only makes others, again and again."""
    return plan_of(campaign).repeat is not None


def next_run(repeat: Repeat, policy: LinePolicy, after: datetime) -> datetime | None:
    """Return the first instant after this one at which a run is due (UTC), None where there is none."""
    trigger = CronTrigger(
        day_of_week=",".join(repeat.days), hour=repeat.at.hour, minute=repeat.at.minute, timezone=TOKYO
    )
    at = after.astimezone(TOKYO) + _AN_INSTANT
    while True:
        found: datetime | None = trigger.get_next_fire_time(None, at)
        if found is None or found.date() > repeat.until:
            return None
        if _runs_on(repeat, policy, found):
            return found.astimezone(UTC)
        at = found + _AN_INSTANT


def run_after(plan: Plan, policy: LinePolicy, after: datetime) -> datetime | None:
    """Return the next run of a plan, None for one that is not repeated."""
    return None if plan.repeat is None else next_run(plan.repeat, policy, after)


def first_run(plan: Plan, policy: LinePolicy, now: datetime) -> datetime | None:
    """Return when a series that is started or resumed now runs first; now itself counts."""
    return run_after(plan, policy, max(now, plan.starts_at or now) - _AN_INSTANT)


def next_runs(campaign: Campaign, policy: LinePolicy, now: datetime) -> list[datetime]:
    """Return the next runs of a series, three at most; before its start, those that it would have."""
    plan, runs = plan_of(campaign), list[datetime]()
    if campaign.state in {S.STOPPING, S.FINISHED, S.CLOSED, S.REJECTED, S.EXPIRED}:
        return runs
    following = campaign.next_run_at if campaign.state == S.RUNNING else first_run(plan, policy, now)
    while following is not None and len(runs) < SHOWN:
        runs.append(following)
        following = run_after(plan, policy, following)
    return runs


def running_children(session: Session, series: str, *, lock: bool = False) -> list[Campaign]:
    """Return the runs of a series that are under way."""
    rows = select(Campaign).where(Campaign.series_of == series, Campaign.state.in_(_UNDER_WAY))
    return list(session.scalars(rows.with_for_update() if lock else rows))


def is_over(session: Session, series: Campaign) -> bool:
    """Tell whether a series makes no further run, and none is under way."""
    ends = series.state == S.STOPPING or series.next_run_at is None
    return ends and not running_children(session, series.id)


def _runs_on(repeat: Repeat, policy: LinePolicy, at: datetime) -> bool:
    day, hours = at.date(), policy.hours
    if day in hours.closed or day in hours.opened:
        return day not in hours.closed
    return repeat.holidays == "open" or not is_holiday(day)
