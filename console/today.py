"""What stands on the first page: what runs, what waits for somebody, what was finished last."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from campaigns import tallies
from campaigns.models import Campaign
from campaigns.plan import Plan
from campaigns.policy import LinePolicy
from campaigns.states import CampaignState as S
from console.progress import Progress, likely_end, progress
from db.engine import reading

RUNNING = (S.RUNNING, S.PAUSED, S.STOPPING)
LAST = 5
LISTED = 200


@dataclass(frozen=True, slots=True)
class Card:
    """One campaign in short: it may call until `closes_at` or from `opens_at` on; never if both are None."""

    campaign: Campaign
    plan: Plan
    progress: Progress
    closes_at: datetime | None
    opens_at: datetime | None
    ends_at: datetime | None

    @property
    def is_for_institutions(self) -> bool:
        """Tell whether its recipients confirm by key."""
        return self.plan.audience == "institution"

    @property
    def rings(self) -> bool:
        """Tell whether calls may begin this very moment."""
        runs = self.campaign.state == S.RUNNING and self.plan.repeat is None
        return runs and self.closes_at is not None


@dataclass(frozen=True, slots=True)
class Today:
    """The first page."""

    running: Sequence[Card]
    waiting: Sequence[Card]
    ready: Sequence[Card]
    finished: Sequence[Card]


def today(engine: Engine, now: datetime, policy: LinePolicy) -> Today:
    """Load the first page."""
    with Session(reading(engine)) as session:
        return Today(
            running=sorted(
                _cards(session, RUNNING, now, policy, Campaign.started_at.desc()),
                key=lambda one: one.campaign.state == S.PAUSED,
            ),
            waiting=_cards(session, (S.SUBMITTED,), now, policy, Campaign.submitted_at),
            ready=_cards(session, (S.APPROVED,), now, policy, Campaign.approved_at),
            finished=_cards(session, (S.FINISHED, S.CLOSED), now, policy, Campaign.finished_at.desc(), LAST),
        )


def card(session: Session, campaign: Campaign, now: datetime, policy: LinePolicy) -> Card:
    """Return one campaign in short."""
    plan = Plan.from_json(campaign.plan)
    found = progress(tallies.counts(session, campaign))
    hours = policy.hours_of(plan)
    closes = hours.closes_at(now) if plan.may_call(now, hours) else None
    if closes is not None and plan.not_after is not None:
        closes = min(closes, plan.not_after)
    opens = None if closes else plan.next_opening(now, hours)
    runs = campaign.state == S.RUNNING
    ends = likely_end(found, hours, campaign.started_at, now) if runs else None
    return Card(campaign, plan, found, closes, opens, ends)


def all_campaigns(engine: Engine) -> list[tuple[Campaign, Plan]]:
    """Return the campaigns, latest first, LISTED of them at most."""
    with Session(reading(engine)) as session:
        found = session.scalars(select(Campaign).order_by(Campaign.created_at.desc()).limit(LISTED))
        return [(campaign, Plan.from_json(campaign.plan)) for campaign in found]


def waiting(engine: Engine) -> int:
    """Return how many campaigns wait for approval."""
    with Session(reading(engine)) as session:
        rows = select(func.count()).select_from(Campaign).where(Campaign.state == S.SUBMITTED)
        return session.scalar(rows) or 0


def _cards(
    session: Session,
    states: Sequence[S],
    now: datetime,
    policy: LinePolicy,
    order: Any,
    most: int | None = None,
) -> list[Card]:
    rows = select(Campaign).where(Campaign.state.in_(states)).order_by(order).limit(most)
    return [card(session, campaign, now, policy) for campaign in session.scalars(rows)]
