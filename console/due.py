"""What is due: what waits for somebody, what begins by itself, and what ends if nobody does anything."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.states import AttemptState
from campaigns.states import CampaignState as S
from db.engine import reading
from privacy.models import List
from prompts.library import Audience

SOON = timedelta(days=30)
"""A list that ends within so long is told of."""
ERASED = (S.FINISHED, S.REJECTED, S.EXPIRED)


@dataclass(frozen=True, slots=True)
class At:
    """Something with its instant: a campaign, or a list by its name."""

    at: datetime
    what: Campaign | str


@dataclass(frozen=True, slots=True)
class Unconfirmed:
    """A finished campaign and how many institutions have not confirmed it; nobody has called them again."""

    campaign: Campaign
    count: int


@dataclass(frozen=True, slots=True)
class Due:
    """All that is due; each group by time."""

    lapses: Sequence[At]
    runs: Sequence[At]
    unconfirmed: Sequence[Unconfirmed]
    lists: Sequence[At]
    erased: Sequence[At]

    @property
    def is_empty(self) -> bool:
        """Tell whether nothing is due."""
        return not (self.lapses or self.runs or self.unconfirmed or self.lists or self.erased)


def due(desk: Desk, now: datetime) -> Due:
    """Load what is due."""
    with Session(reading(desk.engine)) as session:
        rows = session.scalars(select(Campaign).where(Campaign.state.in_((S.SUBMITTED, S.APPROVED, *ERASED))))
        found = rows.all()
        undecided = [one for one in found if one.state in {S.SUBMITTED, S.APPROVED}]
        over = [one for one in found if one.state in ERASED]
        return Due(
            lapses=_sorted(At(desk.approvals.lapses_at(one), one) for one in undecided),
            runs=_runs(session),
            unconfirmed=unconfirmed(session, [one for one in over if one.state == S.FINISHED]),
            lists=_lists(session, now),
            erased=_sorted(At(erased_at(one), one) for one in over),
        )


def erased_at(campaign: Campaign) -> datetime:
    """Return when the numbers of a campaign that is over are erased by themselves."""
    return (campaign.finished_at or campaign.created_at) + plan_of(campaign).hold


def unconfirmed(session: Session, finished: Sequence[Campaign]) -> list[Unconfirmed]:
    """Return what went to institutions, is not confirmed by all, and neither called again nor corrected."""
    of = {one.id: one for one in finished if _was_warned(plan_of(one))}
    if not of:
        return []
    later = select(Campaign.recall_of, Campaign.correction_of).where(
        Campaign.recall_of.in_(of) | Campaign.correction_of.in_(of),
        Campaign.state.not_in((S.REJECTED, S.EXPIRED)),
    )
    done = {id_ for row in session.execute(later) for id_ in row if id_}
    rows = select(Delivery.campaign_id, func.count()).where(
        Delivery.campaign_id.in_(of.keys() - done), Delivery.end.is_distinct_from(AttemptState.ACKNOWLEDGED)
    )
    return [
        Unconfirmed(of[id_], number) for id_, number in session.execute(rows.group_by(Delivery.campaign_id))
    ]


def _was_warned(plan: Plan) -> bool:
    return plan.audience == Audience.INSTITUTION and not plan.enrolment


def _runs(session: Session) -> list[At]:
    rows = select(Campaign).where(Campaign.state == S.RUNNING, Campaign.next_run_at.is_not(None))
    return _sorted(At(one.next_run_at, one) for one in session.scalars(rows) if one.next_run_at)


def _lists(session: Session, now: datetime) -> list[At]:
    rows = select(List).where(List.until <= now + SOON)
    return _sorted(At(one.until, one.id) for one in session.scalars(rows))


def _sorted(found: Iterable[At]) -> list[At]:
    return sorted(found, key=lambda one: one.at)
