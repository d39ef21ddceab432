"""Whether a number is about to be called: a forged caller could take it out of a wave beforehand."""

from datetime import datetime

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from campaigns.desk import handle_key
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.pinned import plan_of
from campaigns.states import AttemptState, CampaignState, DeliveryState
from privacy.keystore import KeyGone, KeyStore
from privacy.number import Caller
from prompts.library import Audience

_LIVE = (CampaignState.SUBMITTED, CampaignState.APPROVED, CampaignState.RUNNING, CampaignState.PAUSED)
WISHES_PER_CALL = 0.02
"""Of those who are called, one in fifty may well say that they want no more: a guess, on the safe side."""
_TO_COME = (DeliveryState.WAITING, DeliveryState.CLAIMED)


def covers(session: Session, keystore: KeyStore, caller: Caller) -> bool:
    """Tell whether a live campaign to homes has yet to reach this caller's number for the first time.

    One that was called already covers nobody: who has heard us may be heard at once. Looked up by the handle
    that each campaign finds duplicates by; a withheld caller raises ValueError where there is a campaign.
    """
    live = session.scalars(select(Campaign).where(Campaign.state.in_(_LIVE)))
    return any(_covers(session, keystore, campaign, caller) for campaign in live)


def _covers(session: Session, keystore: KeyStore, campaign: Campaign, caller: Caller) -> bool:
    if plan_of(campaign).audience != Audience.RESIDENT:
        return False
    try:
        key = keystore.get(handle_key(campaign.id))
    except KeyGone:
        return False
    called = exists().where(Attempt.delivery_id == Delivery.id, Attempt.state != AttemptState.NOT_PLACED)
    to_come = select(Delivery.id).where(
        Delivery.campaign_id == campaign.id,
        Delivery.handle == caller.handle_under(key),
        Delivery.state.in_(_TO_COME),
        ~called,
    )
    return session.scalar(to_come) is not None


def wishes_expected(session: Session, since: datetime) -> int:
    """Return how many wishes not to be called our calls and texts to homes since an instant explain."""
    begun = (
        select(Attempt.campaign_id, func.count())
        .where(Attempt.placing_at > since, Attempt.state != AttemptState.NOT_PLACED)
        .group_by(Attempt.campaign_id)
    )
    calls = sum(
        number
        for campaign, number in session.execute(begun)
        if plan_of(session.get_one(Campaign, campaign)).audience == Audience.RESIDENT
    )
    return int(calls * WISHES_PER_CALL)
