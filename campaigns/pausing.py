"""Pauses a campaign of which no other call could succeed either, and keeps the reason."""

from sqlalchemy import Engine, Update, update

from campaigns.models import Campaign
from campaigns.states import CampaignState


def pausing(campaign: str, reason: str) -> Update:
    """Return the step from running to paused; any other state stays as it is."""
    running = update(Campaign).where(Campaign.id == campaign, Campaign.state == CampaignState.RUNNING)
    values = running.values(state=CampaignState.PAUSED, trouble=reason[:200])
    return values.execution_options(synchronize_session=False)


def interrupt(engine: Engine, campaign: str, reason: str) -> None:
    """Pause a campaign in a transaction of its own."""
    with engine.begin() as connection:
        connection.execute(pausing(campaign, reason))
