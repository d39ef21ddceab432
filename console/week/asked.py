"""What a time span's callers asked and told, counted by claim, the largest first."""

from collections import Counter
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from prompts.library import Prompts
from tree.models import HourCount, Incident
from tree.radar import claims_of

Claims = list[tuple[str, int]]


def hotline(session: Session, prompts: Prompts, begun: datetime, over: datetime) -> tuple[Claims, int]:
    """Return the hotline's answers by claim, and how many belong to none or were too rare."""
    rows = select(HourCount.leaf, func.sum(HourCount.count)).where(
        HourCount.hour >= begun, HourCount.hour < over
    )
    claims, found, others = claims_of(prompts.tree), Counter[str](), 0
    for leaf, number in session.execute(rows.group_by(HourCount.leaf)):
        if leaf in claims:
            found[claims[leaf]] += int(number)
        else:
            others += int(number)
    return _largest(found), others


def told(session: Session, begun: datetime, over: datetime) -> Claims:
    """Return what people told the office."""
    rows = select(Incident.warning, func.sum(Incident.count)).where(
        Incident.hour >= begun, Incident.hour < over
    )
    return _largest(Counter({name: int(n) for name, n in session.execute(rows.group_by(Incident.warning))}))


def _largest(found: Counter[str]) -> Claims:
    return sorted(found.items(), key=lambda item: (-item[1], item[0]))
