"""What waits for approval, the oldest first; the campaigns of one alert lie together."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.lifecycle import find, lacks_second
from campaigns.models import Campaign, Delivery
from campaigns.people import Actor
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.states import CampaignState as S
from db.engine import reading


@dataclass(frozen=True, slots=True)
class Waiting:
    """One campaign that waits. `deputies_at` is when deputies hear of it too, where the line says so.

    `spoken` are its recipients by language, the most first.
    """

    campaign: Campaign
    plan: Plan
    since: datetime
    lapses_at: datetime
    deputies_at: datetime | None
    is_second: bool
    spoken: Mapping[str, int]

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


def others(session: Session, campaign: Campaign) -> list[Campaign]:
    """Return the other campaigns of the same alert, whatever their state."""
    if campaign.submitted_at is None:
        return []
    rows = select(Campaign).where(Campaign.submitted_at == campaign.submitted_at, Campaign.id != campaign.id)
    alert, audience = _alert_of(campaign), plan_of(campaign).audience
    return [
        one for one in session.scalars(rows) if _alert_of(one) == alert and plan_of(one).audience != audience
    ]


def spoken(together: Together) -> Mapping[str, int]:
    """Return how many are told in each language by the campaigns of an alert."""
    found = Counter[str]()
    for one in together:
        found.update(one.spoken)
    return found


def by_language(session: Session, campaigns: Sequence[str]) -> dict[str, dict[str, int]]:
    """Return how many recipients of each campaign are told in each language, the most first."""
    number = func.count()
    rows = select(Delivery.campaign_id, Delivery.language, number).where(Delivery.campaign_id.in_(campaigns))
    found: dict[str, dict[str, int]] = {id_: {} for id_ in campaigns}
    grouped = rows.group_by(Delivery.campaign_id, Delivery.language).order_by(
        number.desc(), Delivery.language
    )
    for id_, language, count in session.execute(grouped):
        found[id_][language] = count
    return found


def _together(session: Session, desk: Desk) -> list[Together]:
    rows = select(Campaign).where(Campaign.state == S.SUBMITTED).order_by(Campaign.submitted_at, Campaign.id)
    campaigns = session.scalars(rows).all()
    spoken = by_language(session, [one.id for one in campaigns])
    found: dict[object, list[Waiting]] = {}
    for campaign in campaigns:
        with_it = found.setdefault(_alert_of(campaign), [])
        if any(one.plan.audience == plan_of(campaign).audience for one in with_it):
            with_it = found.setdefault(campaign.id, [])  # An alert has one campaign for each audience.
        with_it.append(_waiting(desk, campaign, spoken[campaign.id]))
    return list(found.values())


def _alert_of(campaign: Campaign) -> object:
    """Return what the campaigns of an alert share: one press handed all of them in, and named them alike."""
    plan, about = plan_of(campaign), campaign.name.partition(",")[0]
    alone = campaign.correction_of or campaign.recall_of or campaign.series_of or plan.area is None
    return campaign.id if alone else (campaign.submitted_by, campaign.submitted_at, about, plan.area)


def _waiting(desk: Desk, campaign: Campaign, spoken: Mapping[str, int]) -> Waiting:
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
        spoken=spoken,
    )


def _holds(together: Together, campaign: str) -> bool:
    return any(one.campaign.id == campaign for one in together)
