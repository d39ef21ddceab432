"""Which campaign makes which right: each is corrected once, and what was wrong is not said any further."""

from sqlalchemy import ColumnElement, exists, select
from sqlalchemy.orm import Session, aliased

from campaigns.models import Campaign
from campaigns.scripts import Earlier
from campaigns.states import CampaignState as S
from campaigns.steps import NotNow, find
from db.clock import TOKYO

_OVER = (S.REJECTED, S.EXPIRED, S.CLOSED)


def correction_of(session: Session, campaign: str) -> Campaign | None:
    """Return the campaign that corrects this one; one that never began and never will counts for nothing."""
    found = _named(session, campaign)
    return None if found is None or _given_up(found) else found


def make_room(session: Session, campaign: str) -> None:
    """Let another correction take the place of one that was rejected, has lapsed or was closed as a draft."""
    found = _named(session, campaign)
    if found is not None and _given_up(found):
        found.correction_of = None
        session.flush()


def earlier_of(session: Session, campaign: Campaign) -> Earlier | None:
    """Return which warning a campaign makes right; None for one that corrects none."""
    first = session.get(Campaign, campaign.correction_of) if campaign.correction_of else None
    return None if first is None else Earlier((first.started_at or first.created_at).astimezone(TOKYO).date())


def must_not_be_corrected(session: Session, campaign: Campaign) -> None:
    """Raise NotNow for a campaign whose words somebody corrects, wherever they are said."""
    for one in _same_words(session, campaign):
        found = correction_of(session, one)
        if found is not None:
            whose = "" if one == campaign.id else f" says the words of {one}, which"
            words = f"campaign {campaign.id}{whose} is corrected by {found.id}: its words do not go on"
            raise NotNow(f"{words}; stop or close it")


def must_not_contradict(session: Session, campaign: Campaign) -> None:
    """Raise NotNow for a correction while a campaign that says what it makes right is calling.

    The other way round a campaign does not begin to say again what somebody corrects.
    """
    must_not_be_corrected(session, campaign)
    if campaign.correction_of is None:
        return
    for one in _same_words(session, find(session, campaign.correction_of)):
        if find(session, one).state == S.RUNNING:
            raise NotNow(f"campaign {one}, whose words {campaign.id} corrects, is running: stop it first")


def stands() -> ColumnElement[bool]:
    """Return the condition for campaigns whose words nobody has begun to correct, or to call over."""
    later = aliased(Campaign)
    same = later.correction_of.in_((Campaign.id, Campaign.recall_of))
    return ~exists().where(same, later.started_at.is_not(None))


def _same_words(session: Session, campaign: Campaign) -> list[str]:
    """Return the campaign, what it calls again, and what calls it again: all say the very same words."""
    first = campaign
    while first.recall_of is not None:
        first = find(session, first.recall_of)
    found, later = [campaign.id], [first.id]
    while later:
        found += [one for one in later if one != campaign.id]
        later = list(session.scalars(select(Campaign.id).where(Campaign.recall_of.in_(later))))
    return found


def _named(session: Session, campaign: str) -> Campaign | None:
    return session.scalar(select(Campaign).where(Campaign.correction_of == campaign))


def _given_up(campaign: Campaign) -> bool:
    return campaign.state in _OVER and campaign.started_at is None
