"""One step of a campaign's life: found, held against the table of states, taken, recorded."""

from datetime import datetime

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign
from campaigns.people import Actor
from campaigns.states import CAMPAIGN_NEXT, CampaignState

_MOST_DIGITS = 8
"""As an id can have; what has more may be a telephone number, which stands in no exception."""


class NoSuchCampaign(Exception):
    """There is no campaign with this id."""


class NotNow(Exception):
    """The campaign stands where this act cannot follow; the text says where and what can."""


def find(session: Session, campaign: str, *, lock: bool = False) -> Campaign:
    """Return a campaign; raises NoSuchCampaign."""
    found = session.get(Campaign, campaign, with_for_update=lock)
    if found is None:
        named = "with this id" if sum(map(str.isdigit, campaign)) > _MOST_DIGITS else repr(campaign)
        raise NoSuchCampaign(f"there is no campaign {named}: `yobikake campaign list` shows all")
    return found


def check(campaign: Campaign, to: CampaignState, only_from: CampaignState | None = None) -> None:
    """Raise NotNow unless this state may follow where the campaign stands."""
    state = CampaignState(campaign.state)
    if to not in CAMPAIGN_NEXT[state] or only_from not in {None, state}:
        can = ", ".join(sorted(CAMPAIGN_NEXT[state])) or "nothing"
        raise NotNow(f"campaign {campaign.id} is {state}, so it cannot become {to}; from here: {can}")


def step(
    desk: Desk,
    campaign: str,
    to: CampaignState,
    actor: Actor,
    now: datetime,
    *,
    only_from: CampaignState | None = None,
    **values: object,
) -> bool:
    """Take a step that needs no more than the table's leave; False where it has been taken already."""
    with Session(desk.engine) as session, session.begin():
        found = find(session, campaign, lock=True)
        if found.state == to:
            return False
        check(found, to, only_from)
        found.state = to
        for name, value in values.items():
            setattr(found, name, value)
        desk.audit(session, actor, str(to), campaign, now)
    return True
