"""Makes the report of one campaign from the database, or from what was kept of it."""

from sqlalchemy.orm import Session

from campaigns import coverage, report, tallies
from campaigns.lifecycle import find
from campaigns.pinned import plan_of
from campaigns.report import Heading, Report


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
    covered = coverage.of_campaign(session, found)
    return report.make(heading, tallies.facts(session, found), covered.as_json() if covered else None)
