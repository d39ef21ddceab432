"""What is held now: which numbers, in which form, until when."""

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from app.wiring import Parts
from campaigns.models import Attempt, Campaign, Institution, Rung
from console.health.held import sealed, until
from db.base import Base
from db.clock import TOKYO
from privacy.models import List, Refusal, Registration
from privacy.standing_list import REGISTERED


def holdings(parts: Parts) -> list[str]:
    """Return one line for each place in which a number stands in any form."""
    with Session(parts.engine) as session:
        lines = [_campaign(campaign, held) for campaign, held in sealed(session)]
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


def _campaign(campaign: Campaign, held: int) -> str:
    at = until(campaign)
    ends = _clock(at) if at else "it has ended and its hold is over"
    return f"campaign {campaign.id}: {held:,} numbers sealed, until {ends}"


def _clock(at: datetime) -> str:
    return at.astimezone(TOKYO).strftime("%Y-%m-%d %H:%M")
