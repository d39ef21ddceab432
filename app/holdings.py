"""What is held now: which numbers, in which form, until when."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime, timedelta

from sqlalchemy import exists, func, select
from sqlalchemy.orm import Session

from app.wiring import Parts
from campaigns.models import Attempt, Campaign, Delivery, Institution, Rung
from campaigns.pinned import plan_of
from db.base import Base
from db.clock import TOKYO
from privacy.models import List, Refusal, Registration
from privacy.standing_list import REGISTERED

SOON = timedelta(days=14)


def holdings(parts: Parts) -> list[str]:
    """Return one line for each place in which a number stands in any form."""
    with Session(parts.engine) as session:
        lines = [_campaign(campaign, held) for campaign, held in _held(session)]
        refused, rung, institutions = (_count(session, model) for model in (Refusal, Rung, Institution))
        listed = _listed(session)
        in_a_burst = parts.desk.do_not_call.held(session).count
        waiting = session.scalar(
            select(func.count())
            .select_from(Attempt)
            .where(Attempt.ref.is_not(None), Attempt.erased_at.is_(None), Attempt.ended_at.is_not(None))
        )
    lines = lines or ["campaigns: no numbers are held"]
    undecided = f"; {in_a_burst:,} came in a burst and wait for a decision" if in_a_burst else ""
    lines.append(f"do-not-call: {refused:,} handles, each for a year or until taken back{undecided}")
    lines += listed
    lines.append(f"directory: {institutions:,} numbers of institutions sealed, each until it is removed")
    lines.append(f"own calls: {rung:,} marks of 24 bits, each until its day's key is destroyed after 7 days")
    lines.append(f"the carrier: {waiting:,} records of ours wait to be erased there")
    lines.append(f"keys: {', '.join(parts.desk.keystore.names()) or 'none'}")
    return lines


def _count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


def _listed(session: Session) -> list[str]:
    """Return what the standing lists hold, that of the people who entered it by themselves first."""
    rows = select(Registration.list_id, func.count()).group_by(Registration.list_id)
    held: Counter[str] = Counter()
    for id_, number in session.execute(rows):
        held[id_] = number
    lines = [f"standing list: {held[REGISTERED]:,} numbers sealed, each until its end date or withdrawal"]
    for one in session.scalars(select(List).order_by(List.id)):
        lines.append(f"list {one.id}: {held[one.id]:,} numbers sealed, until {_clock(one.until)}")
    return lines


def _held(session: Session) -> list[tuple[Campaign, int]]:
    rows = (
        select(Campaign, func.count())
        .join(Delivery, Delivery.campaign_id == Campaign.id)
        .where(Delivery.sealed.is_not(None))
        .group_by(Campaign.id)
    )
    return [(campaign, held) for campaign, held in session.execute(rows)]


def _campaign(campaign: Campaign, held: int) -> str:
    if campaign.finished_at is None:
        until = "it has ended and its hold is over"
    else:
        until = _clock(campaign.finished_at + plan_of(campaign).hold)
    return f"campaign {campaign.id}: {held:,} numbers sealed, until {until}"


def _clock(at: datetime) -> str:
    return at.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")


def list_findings(parts: Parts) -> Iterator[tuple[bool, str]]:
    """Tell what is wrong (False) or to be known (True) of lists made by name."""
    keys = set(parts.desk.keystore.names("list/"))
    with Session(parts.engine) as session:
        for one in session.scalars(select(List).order_by(List.id)).all():
            anybody = session.scalar(select(exists().where(Registration.list_id == one.id)))
            if anybody and not {f"list/{one.id}/data", f"list/{one.id}/handles"} <= keys:
                what = f"list {one.id}: its keys are gone, so nobody on it can be warned"
                yield False, f"{what}: `yobikake list withdraw --everybody --list {one.id}`"
            if one.until - parts.clock.now() < SOON:
                yield True, f"list {one.id}: it ends {_clock(one.until)}, with all who are on it"
