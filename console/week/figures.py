"""What a time span did: its campaigns, whom they reached by area, the hotline by claim, institutions."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import coverage, tallies
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.report import got_it
from campaigns.states import AttemptState
from console.progress import Progress, progress
from console.week import asked
from console.week.span import Span
from prompts.library import Prompts


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
    """Institutions that it was to call."""
    not_enrolled: frozenset[str]
    """Institutions that it was not to call, since they are not enrolled."""


@dataclass(frozen=True, slots=True)
class Week:
    """All of it. `hotline` and `told` count by claim, `others` what belongs to none or was too rare.

    Calls that ask institutions to enrol warn nobody: no figure counts them but their own.
    """

    span: Span
    campaigns: Sequence[One]
    enrolments: Sequence[One]
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
    def answers(self) -> int:
        """Return how many answers the hotline gave."""
        return sum(number for _, number in self.hotline) + self.others

    @property
    def confirmed(self) -> tuple[int, int]:
        """Return how many institutions confirmed of how many; a re-call counts with its first one."""
        first = [one for one in self.campaigns if one.confirmed is not None and not one.campaign.recall_of]
        return sum(one.confirmed or 0 for one in first), sum(one.meant for one in first)

    @property
    def not_enrolled(self) -> int:
        """Return how many institutions were not called since they are not enrolled, each of them once."""
        return len(frozenset[str]().union(*(one.not_enrolled for one in self.campaigns)))


def week(session: Session, prompts: Prompts, span: Span) -> Week:
    """Load what a span did."""
    begun, over = span.edges
    rows = select(Campaign).where(Campaign.started_at >= begun, Campaign.started_at < over)
    started = session.scalars(rows.order_by(Campaign.started_at, Campaign.id)).all()
    found = [_one(session, one) for one in started if plan_of(one).repeat is None]
    warned = [one for one in found if not one.plan.enrolment]
    ends: Counter[str] = Counter()
    areas: dict[str, Counter[str]] = {}
    for one in warned:
        ends.update(tallies.counts(session, one.campaign))
        for area, by_end in tallies.part(session, one.campaign, "area").items():
            areas.setdefault(area or one.plan.area or "", Counter()).update(by_end)
    by_claim, others = asked.hotline(session, prompts, begun, over)
    largest = sorted(areas.items(), key=lambda item: (-item[1].total(), item[0]))
    apart = [one for one in found if one.plan.enrolment]
    told = asked.told(session, begun, over)
    return Week(span, warned, apart, ends, largest, by_claim, others, told)


def _one(session: Session, campaign: Campaign) -> One:
    counts, plan = tallies.counts(session, campaign), plan_of(campaign)
    covered = None if plan.enrolment else coverage.of_campaign(session, campaign)
    figures = covered.figures if covered else {}
    confirmed = figures.get("confirmed", counts.get(AttemptState.ACKNOWLEDGED, 0)) if covered else None
    ones = covered.ones if covered else []
    left = frozenset(one.id or one.name for one in ones if one.how == "not_enrolled")
    return One(campaign, plan, progress(counts), got_it(counts), confirmed, len(ones) - len(left), left)
