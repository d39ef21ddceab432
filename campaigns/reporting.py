"""Makes the report of one campaign from the database, or from what was kept of it."""

from collections.abc import Mapping
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import coverage, report, tallies
from campaigns.arithmetic import ASSUMED
from campaigns.lifecycle import find
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.report import Report
from campaigns.report_parts import Cost, Heading, Run, Series


def report_on(session: Session, campaign: str) -> Report:
    """Return the report of a campaign; raises NoSuchCampaign."""
    found = find(session, campaign)
    plan = plan_of(found)
    heading = Heading(
        id=found.id,
        name=found.name,
        state=found.state,
        audience=plan.audience,
        channel=plan.channel,
        languages=plan.languages,
        area=plan.area,
        warning=plan.warning,
        skipped=found.skipped,
        approved_at=found.approved_at,
    )
    covered, facts = coverage.of_campaign(session, found), tallies.facts(session, found)
    return report.make(
        heading,
        facts,
        covered.as_json() if covered else None,
        _cost(facts),
        _series(session, found) if plan.repeat else None,
    )


def _cost(facts: Mapping[str, Any]) -> Cost | None:
    """Return what it cost; None of a campaign that was closed before this was counted."""
    if "minutes" not in facts:
        return None
    minutes, segments = facts["minutes"], facts["segments"]
    low, high = (
        round(a_minute * minutes + a_part * segments)
        for a_minute, a_part in zip(ASSUMED.yen_a_minute, ASSUMED.yen_a_segment, strict=True)
    )
    return Cost(minutes, segments, (low, high))


def _series(session: Session, campaign: Campaign) -> Series:
    rows = select(Campaign).where(Campaign.series_of == campaign.id).order_by(Campaign.created_at)
    runs = [
        Run(one.id, one.started_at, one.state, one.total, report.got_it(tallies.counts(session, one)))
        for one in session.scalars(rows)
    ]
    return Series(runs, campaign.missed_runs)
