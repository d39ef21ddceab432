"""What stands on the first page: what runs, what waits for somebody, what was finished last."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from campaigns import tallies
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.policy import LinePolicy
from campaigns.states import CampaignState as S
from console.campaigns import ending
from console.campaigns.pulse import STILL, Pulse, pulses
from console.progress import Progress, likely_end, progress
from db.engine import reading

RUNNING = (S.RUNNING, S.PAUSED, S.STOPPING)
LAST = 5


@dataclass(frozen=True, slots=True)
class Card:
    """One campaign in short: it may call until `closes_at` or from `opens_at` on; never if both are None."""

    campaign: Campaign
    plan: Plan
    progress: Progress
    closes_at: datetime | None
    opens_at: datetime | None
    ends_at: datetime | None
    pulse: Pulse = STILL

    @property
    def is_for_institutions(self) -> bool:
        """Tell whether its recipients confirm by key."""
        return self.plan.audience == "institution"

    @property
    def rings(self) -> bool:
        """Tell whether calls may begin this very moment."""
        runs = self.campaign.state == S.RUNNING and self.plan.repeat is None
        return runs and self.closes_at is not None

    @property
    def may_go_on(self) -> bool:
        """Tell whether further calls may come."""
        return self.campaign.state in {S.RUNNING, S.PAUSED}

    @property
    def has_called(self) -> bool:
        """Tell whether any call or text has begun."""
        return self.pulse.again > 0 or any(
            self.progress.number(group) for group in ("reached", "calling", "missed")
        )

    @property
    def other(self) -> int:
        """Return how many were not reached, or not called."""
        return self.progress.number("missed") + self.progress.number("left")

    @property
    def unconfirmed(self) -> int:
        """Return how many have not confirmed; only institutions are asked to."""
        return self.progress.total - self.progress.confirmed


@dataclass(frozen=True, slots=True)
class Today:
    """The first page. `ended` are those of the finished ones that ended today, `stopped` the ids of some."""

    running: Sequence[Card]
    waiting: Sequence[Card]
    ready: Sequence[Card]
    finished: Sequence[Card]
    ended: Sequence[Card]
    stopped: Collection[str]


def today(engine: Engine, now: datetime, policy: LinePolicy) -> Today:
    """Load the first page."""
    with Session(reading(engine)) as session:
        over = _cards(session, (S.FINISHED, S.CLOSED), now, policy, Campaign.finished_at.desc(), LAST)
        return Today(
            running=running(session, now, policy),
            waiting=_cards(session, (S.SUBMITTED,), now, policy, Campaign.submitted_at),
            ready=_cards(session, (S.APPROVED,), now, policy, Campaign.approved_at),
            finished=over,
            ended=[one for one in over if ending.is_todays(one.campaign, now)],
            stopped=ending.stopped(session, [one.campaign.id for one in over]),
        )


def running(session: Session, now: datetime, policy: LinePolicy) -> list[Card]:
    """Return what is under way in an order in which nothing jumps: by area and name, what is paused last."""
    return in_order(_cards(session, RUNNING, now, policy, Campaign.id))


def in_order(cards: Sequence[Card]) -> list[Card]:
    """Return cards by area and name, what is paused last."""
    return sorted(cards, key=_place)


def _place(card: Card) -> tuple[bool, str, str, str]:
    one = card.campaign
    return one.state == S.PAUSED, card.plan.area or "", one.name, one.id


def card(
    session: Session, campaign: Campaign, now: datetime, policy: LinePolicy, pulse: Pulse | None = None
) -> Card:
    """Return one campaign in short."""
    plan = plan_of(campaign)
    found = progress(tallies.counts(session, campaign))
    hours = policy.hours_of(plan)
    closes = hours.closes_at(now) if plan.may_call(now, hours) else None
    if closes is not None and plan.not_after is not None:
        closes = min(closes, plan.not_after)
    opens = None if closes else plan.next_opening(now, hours)
    runs = campaign.state == S.RUNNING
    ends = likely_end(found, hours, campaign.started_at, now) if runs else None
    if pulse is None:
        pulse = pulses(session, [campaign.id], now).get(campaign.id, STILL)
    return Card(campaign, plan, found, closes, opens, ends, pulse)


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
    found = session.scalars(rows).all()
    beats = pulses(session, [one.id for one in found], now)
    return [card(session, one, now, policy, beats.get(one.id, STILL)) for one in found]
