"""What is held now: which numbers, in which form, until when."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.wiring import Parts
from campaigns.models import Attempt, Campaign, Delivery, Institution, Rung
from campaigns.pinned import plan_of
from db.base import Base
from db.clock import TOKYO
from privacy.models import Refusal, Registration


def holdings(parts: Parts) -> list[str]:
    """Return one line for each place in which a number stands in any form."""
    with Session(parts.engine) as session:
        lines = [_campaign(campaign, held) for campaign, held in _held(session)]
        refused, rung, listed, institutions = (
            _count(session, model) for model in (Refusal, Rung, Registration, Institution)
        )
        in_a_burst = parts.desk.do_not_call.held(session).count
        waiting = session.scalar(
            select(func.count())
            .select_from(Attempt)
            .where(Attempt.ref.is_not(None), Attempt.erased_at.is_(None), Attempt.ended_at.is_not(None))
        )
    lines = lines or ["campaigns: no numbers are held"]
    undecided = f"; {in_a_burst:,} came in a burst and wait for a decision" if in_a_burst else ""
    lines.append(f"do-not-call: {refused:,} handles, each for a year or until taken back{undecided}")
    lines.append(f"standing list: {listed:,} numbers sealed, each until its end date or withdrawal")
    lines.append(f"directory: {institutions:,} numbers of institutions sealed, each until it is removed")
    lines.append(f"own calls: {rung:,} marks of 24 bits, each until its day's key is destroyed after 7 days")
    lines.append(f"the carrier: {waiting:,} records of ours wait to be erased there")
    lines.append(f"keys: {', '.join(parts.desk.keystore.names()) or 'none'}")
    return lines


def _count(session: Session, table: type[Base]) -> int:
    return session.scalar(select(func.count()).select_from(table)) or 0


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
