"""What a time span did: its campaigns, whom they reached by area, the hotline by claim, institutions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns import coverage, tallies
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.report import got_it
from campaigns.states import AttemptState
from console.progress import Progress, progress
from db.clock import TOKYO
from prompts.library import Prompts
from tree.models import HourCount, Incident
from tree.radar import claims_of

LONGEST = timedelta(days=92)
"""More days are no week, and a page of them nobody reads."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Span:
    """Days in Japan, both ends counted in."""

    first: date
    last: date

    @property
    def edges(self) -> tuple[datetime, datetime]:
        """Return the first instant, and the first one after it."""
        return _midnight(self.first), _midnight(self.last + _DAY)


@dataclass(frozen=True, slots=True)
class One:
    """A campaign that was started in the span, with the figures of its own report."""

    campaign: Campaign
    plan: Plan
    progress: Progress
    got_it: int
    confirmed: int | None
    """Institutions that confirmed it, also when they were called again; None of homes."""
    meant: int
    """Institutions that were meant to hear it."""


@dataclass(frozen=True, slots=True)
class Week:
    """All of it. `hotline` and `told` count by claim, `others` what belongs to none or was too rare."""

    span: Span
    campaigns: Sequence[One]
    ends: Counter[str]
    areas: Sequence[tuple[str, Counter[str]]]
    hotline: Sequence[tuple[str, int]]
    others: int
    told: Sequence[tuple[str, int]]

    @property
    def recipients(self) -> int:
        """Return how many recipients all campaigns had together."""
        return self.ends.total()

    @property
    def got_it(self) -> int:
        """Return how many heard or received their warning."""
        return got_it(self.ends)

    @property
    def confirmed(self) -> tuple[int, int]:
        """Return how many institutions confirmed of how many; a re-call counts with its first one."""
        first = [one for one in self.campaigns if one.confirmed is not None and not one.campaign.recall_of]
        return sum(one.confirmed or 0 for one in first), sum(one.meant for one in first)


def last_week(now: datetime) -> Span:
    """Return the last whole week, Monday to Sunday, in Japan."""
    today = now.astimezone(TOKYO).date()
    monday = today - timedelta(days=today.weekday() + 7)
    return Span(monday, monday + timedelta(days=6))


def week(session: Session, prompts: Prompts, span: Span) -> Week:
    """Load what a span did."""
    begun, over = span.edges
    rows = select(Campaign).where(Campaign.started_at >= begun, Campaign.started_at < over)
    started = session.scalars(rows.order_by(Campaign.started_at, Campaign.id)).all()
    found = [_one(session, one) for one in started if plan_of(one).repeat is None]
    ends: Counter[str] = Counter()
    areas: dict[str, Counter[str]] = {}
    for one in found:
        ends.update(tallies.counts(session, one.campaign))
        for area, by_end in tallies.part(session, one.campaign, "area").items():
            areas.setdefault(area or one.plan.area or "", Counter()).update(by_end)
    by_claim, others = _hotline(session, prompts, begun, over)
    largest = sorted(areas.items(), key=lambda item: (-item[1].total(), item[0]))
    return Week(span, found, ends, largest, by_claim, others, _told(session, begun, over))


def _one(session: Session, campaign: Campaign) -> One:
    counts, plan = tallies.counts(session, campaign), plan_of(campaign)
    covered = None if plan.enrolment else coverage.of_campaign(session, campaign)
    figures = covered.figures if covered else {}
    confirmed = figures.get("confirmed", counts.get(AttemptState.ACKNOWLEDGED, 0)) if covered else None
    meant = len(covered.ones) if covered else 0
    return One(campaign, plan, progress(counts), got_it(counts), confirmed, meant)


def _hotline(
    session: Session, prompts: Prompts, begun: datetime, over: datetime
) -> tuple[list[tuple[str, int]], int]:
    rows = select(HourCount.leaf, func.sum(HourCount.count)).where(
        HourCount.hour >= begun, HourCount.hour < over
    )
    claims, found, others = claims_of(prompts.tree), Counter[str](), 0
    for leaf, number in session.execute(rows.group_by(HourCount.leaf)):
        if leaf in claims:
            found[claims[leaf]] += int(number)
        else:
            others += int(number)
    return _largest(found), others


def _told(session: Session, begun: datetime, over: datetime) -> list[tuple[str, int]]:
    rows = select(Incident.warning, func.sum(Incident.count)).where(
        Incident.hour >= begun, Incident.hour < over
    )
    return _largest(Counter({name: int(n) for name, n in session.execute(rows.group_by(Incident.warning))}))


def _largest(found: Counter[str]) -> list[tuple[str, int]]:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TOKYO)
