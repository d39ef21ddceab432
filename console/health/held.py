"""Which numbers are held now and until when, and what is to be known of the lists made by name."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery, Institution
from campaigns.pinned import plan_of
from console.health.finding import Finding
from db.base import Base
from privacy.models import List, Refusal, Registration

SOON = timedelta(days=14)


def sealed(session: Session) -> list[tuple[Campaign, int]]:
    """Return the campaigns whose recipients are still held, each with how many."""
    rows = (
        select(Campaign, func.count())
        .join(Delivery, Delivery.campaign_id == Campaign.id)
        .where(Delivery.sealed.is_not(None))
        .group_by(Campaign.id)
    )
    return [(campaign, count) for campaign, count in session.execute(rows)]


def until(campaign: Campaign) -> datetime | None:
    """Return until when a campaign's numbers are held; None while it has not ended."""
    return campaign.finished_at and campaign.finished_at + plan_of(campaign).hold


def held(session: Session, now: datetime) -> Iterator[Finding]:
    """Tell how many numbers are held for campaigns, for lists and the directory, and until when."""
    found = sealed(session)
    ends = [at for at in (until(campaign) for campaign, _ in found) if at]
    count = sum(number for _, number in found)
    if not found:
        yield Finding("held.none")
    elif len(ends) < len(found):
        yield Finding("held.open", slots={"count": count})
    elif max(ends) > now:
        yield Finding("held.until", slots={"count": count, "until": max(ends)})
    else:
        yield Finding("held.over", slots={"count": count, "until": min(ends)})
    tables = {"listed": Registration, "institutions": Institution, "refused": Refusal}
    yield Finding("held.else", slots={name: _count(session, table) for name, table in tables.items()})


def lists(session: Session, desk: Desk, now: datetime) -> Iterator[Finding]:
    """Tell what is wrong with lists made by name, and which of them end soon."""
    keys = set(desk.keystore.names("list/"))
    peopled = set(session.scalars(select(Registration.list_id).distinct()))
    for one in session.scalars(select(List).order_by(List.id)):
        if one.id in peopled and not {f"list/{one.id}/data", f"list/{one.id}/handles"} <= keys:
            yield Finding("lists.keys-gone", well=False, slots={"list": one.id})
        if one.until - now < SOON:
            yield Finding("lists.ends", slots={"list": one.id, "until": one.until})


def _count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0
