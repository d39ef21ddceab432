"""Which institutions of the directory a campaign means, and who of them has confirmed the enrolment call."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.directory import Chosen, Directory
from campaigns.institutions import directory_of
from campaigns.models import Attempt, Delivery, Institution
from campaigns.plan import Plan
from campaigns.table import Gathered, Row
from db.engine import reading


@dataclass(frozen=True, slots=True)
class FromDirectory(Gathered):
    """The institutions that a plan means: enrolled ones, or for an enrolment all others."""

    directory: Directory
    chosen: Chosen

    def __iter__(self) -> Iterator[Row]:
        for line, (entry, to) in enumerate(self.directory.everybody(self.chosen), start=1):
            cells = {"number": to.number.e164, "extension": to.extension or "", "name": entry.name}
            also = {"language": entry.language, "area": entry.area or "", "institution": entry.id}
            yield Row(line, cells | also)


def from_directory(desk: Desk, plan: Plan) -> FromDirectory:
    """Return the entries of the directory that a plan names."""
    return FromDirectory(directory_of(desk), meant(plan, enrolled=not plan.enrolment))


def left_out(desk: Desk, plan: Plan) -> int:
    """Return how many entries this plan would mean and leaves out, because nobody there has confirmed yet."""
    if plan.institutions is None or plan.enrolment:
        return 0
    with Session(reading(desk.engine)) as session:
        rows = meant(plan, enrolled=False).rows().subquery()
        return session.scalar(select(func.count()).select_from(rows)) or 0


def still_listed(session: Session, institution: str | None) -> bool:
    """Tell whether a recipient that came from the directory still stands there: asked before each call."""
    return institution is None or session.get(Institution, institution) is not None


def enrol(session: Session, token: str, now: datetime) -> None:
    """Note that somebody at an institution pressed a key in a call of ours, so that warnings may go there."""
    called = select(Delivery.institution_id).join(Attempt, Attempt.delivery_id == Delivery.id)
    called = called.where(Attempt.token == token)
    entry = update(Institution).where(Institution.id == called.scalar_subquery())
    session.execute(
        entry.where(Institution.enrolled_at.is_(None)).values(enrolled_at=now),
        execution_options={"synchronize_session": False},
    )


def meant(plan: Plan, *, enrolled: bool) -> Chosen:
    """Return which entries a plan is for, as far as they are enrolled or not."""
    named = plan.institutions
    return Chosen(named.area, named.kinds, enrolled) if named else Chosen(enrolled=enrolled)
