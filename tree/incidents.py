"""What people told operators: one more of a claim in an area, and nothing of who told it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from db.clock import hour_of
from db.engine import reading
from db.insert import insert_new
from tree.models import Incident

TAKEN_BACK_WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Noted:
    """How often a claim was told of, in an area; empty where none was named."""

    warning: str
    area: str
    count: int


def add(engine: Engine, warning: str, area: str, now: datetime) -> None:
    """Note one more. Claim and area are such as the line knows, the caller has checked it: no free text."""
    key = {"hour": hour_of(now), "warning": warning, "area": area}
    with Session(engine) as session, session.begin():
        session.execute(insert_new(session.get_bind().dialect, Incident).values(**key, count=0))
        session.execute(update(Incident).filter_by(**key).values(count=Incident.count + 1))


def take_back(engine: Engine, warning: str, area: str, at: datetime, now: datetime) -> bool:
    """Take back one that was noted `at` an instant; False where that is too long ago, or none is there."""
    if not timedelta() <= now - at <= TAKEN_BACK_WITHIN:
        return False
    key = {"hour": hour_of(at), "warning": warning, "area": area}
    with Session(engine) as session, session.begin():
        one_less = update(Incident).filter_by(**key).values(count=Incident.count - 1)
        left = session.scalar(one_less.returning(Incident.count))
        session.execute(delete(Incident).filter_by(**key).where(Incident.count <= 0))
    return left is not None


def counts(engine: Engine, since: datetime, before: datetime | None = None) -> Sequence[Noted]:
    """Return what was noted in the hours that began since then, the most frequent first."""
    total = func.sum(Incident.count)
    rows = select(Incident.warning, Incident.area, total).where(Incident.hour >= since)
    if before is not None:
        rows = rows.where(Incident.hour < before)
    grouped = rows.group_by(Incident.warning, Incident.area)
    with Session(reading(engine)) as session:
        found = session.execute(grouped.order_by(total.desc(), Incident.warning, Incident.area))
        return [Noted(warning, area, int(count)) for warning, area, count in found]
