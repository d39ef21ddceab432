"""What holds an alert back before anything is judged: a mistyped area, and the same alert once more."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.alert_plans import Alert, is_named_so
from campaigns.desk import Desk
from campaigns.models import Campaign
from campaigns.pinned import plan_of
from campaigns.places import near_miss
from campaigns.states import CampaignState as S
from campaigns.steps import NotNow
from db.engine import reading
from prompts.library import Prompts

_UNDER_WAY = (S.SUBMITTED, S.APPROVED, S.RUNNING, S.PAUSED)


def must_be_meant(alert: Alert, prompts: Prompts) -> None:
    """Raise NotNow where the area is nearly a place: whoever is called would hear of a place that is none."""
    meant = near_miss(alert.area, prompts.promises.areas)
    if meant is not None:
        raise NotNow(
            f"alert: {alert.area} is no municipality or ward: type --area {meant}"
            " (if it is right, it needs a block [[areas]] in the line file)"
        )


def under_way(desk: Desk, alert: Alert) -> list[Campaign]:
    """Return the campaigns that an alert made and that warn, or will warn, of the same in the same area."""
    with Session(reading(desk.engine)) as session:
        rows = select(Campaign).where(Campaign.state.in_(_UNDER_WAY), Campaign.correction_of.is_(None))
        return [one for one in session.scalars(rows) if _is_same(one, alert, desk)]


def must_be_new(desk: Desk, alert: Alert) -> None:
    """Raise NotNow where such campaigns are under way."""
    told = " and ".join(f"{one.id} ({one.state})" for one in under_way(desk, alert))
    if told:
        raise NotNow(f"alert: {told} warns of it in {alert.area} already: go on with that, or add --again")


def _is_same(campaign: Campaign, alert: Alert, desk: Desk) -> bool:
    plan, ids = plan_of(campaign), desk.prompts.knowledge.warnings
    if plan.area != alert.area or not is_named_so(campaign.name, desk, alert):
        return False
    # One with words of an operator's own is known by its name alone.
    return plan.warning is None or ids.get(plan.warning, plan.warning) == ids.get(
        alert.warning, alert.warning
    )
