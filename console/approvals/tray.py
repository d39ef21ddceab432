"""What waits for approval, the oldest first; the campaigns of one alert lie together."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.lifecycle import find, lacks_second
from campaigns.models import Campaign
from campaigns.people import Actor
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.states import CampaignState as S
from db.engine import reading


@dataclass(frozen=True, slots=True)
class Waiting:
    """One campaign that waits. `deputies_at` is when deputies hear of it too, where the line says so."""

    campaign: Campaign
    plan: Plan
    since: datetime
    lapses_at: datetime
    deputies_at: datetime | None
    is_second: bool

    def approved_by(self, actor: Actor) -> bool:
        """Tell whether this person gave the first of its two approvals."""
        return self.is_second and self.campaign.approved_by == actor.name


Together = Sequence[Waiting]
"""The campaigns of one alert, or one that stands alone."""


def tray(desk: Desk) -> list[Together]:
    """Return all that waits."""
    with Session(reading(desk.engine)) as session:
        return _together(session, desk)


def with_others(desk: Desk, campaign: str) -> Together:
    """Return a campaign with those of its alert that wait too, it first; empty where it waits no longer.

    Raises NoSuchCampaign.
    """
    with Session(reading(desk.engine)) as session:
        found = find(session, campaign)
        together = next((some for some in _together(session, desk) if _holds(some, found.id)), ())
        return sorted(together, key=lambda one: one.campaign.id != found.id)


def _together(session: Session, desk: Desk) -> list[Together]:
    rows = select(Campaign).where(Campaign.state == S.SUBMITTED).order_by(Campaign.submitted_at, Campaign.id)
    found: dict[object, list[Waiting]] = {}
    for campaign in session.scalars(rows):
        with_it = found.setdefault(_alert_of(campaign), [])
        if any(one.plan.audience == plan_of(campaign).audience for one in with_it):
            with_it = found.setdefault(campaign.id, [])  # An alert has one campaign for each audience.
        with_it.append(_waiting(desk, campaign))
    return list(found.values())


def _alert_of(campaign: Campaign) -> object:
    """Return what the campaigns of an alert share: one press handed all of them in, and named them alike."""
    plan, about = plan_of(campaign), campaign.name.partition(",")[0]
    alone = campaign.correction_of or campaign.recall_of or campaign.series_of or plan.area is None
    return campaign.id if alone else (campaign.submitted_by, campaign.submitted_at, about, plan.area)


def _waiting(desk: Desk, campaign: Campaign) -> Waiting:
    second = lacks_second(campaign)
    since = (campaign.approved_at if second else campaign.submitted_at) or campaign.created_at
    after = desk.approvals.deputies_after
    return Waiting(
        campaign=campaign,
        plan=plan_of(campaign),
        since=since,
        lapses_at=desk.approvals.lapses_at(campaign),
        deputies_at=since + after if after is not None else None,
        is_second=second,
    )


def _holds(together: Together, campaign: str) -> bool:
    return any(one.campaign.id == campaign for one in together)
