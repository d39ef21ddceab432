"""The first steps of a new line, and how many of them are done; each is read off what is there."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Engine, exists, func, select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign
from campaigns.people import Role
from campaigns.registers import Institution
from campaigns.states import CampaignState as S
from console.models import Operator
from db.engine import reading

STEPS = ("people", "institutions", "training")
"""What the first page reminds of, in order; the settings and the live line have no end that one could see."""
_MAY_APPROVE = (Role.APPROVER, Role.ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class Live:
    """What a live line needs besides its settings: how many who approve still lack a second factor."""

    sample: bool
    unstated: str
    without_factor: int


def done(engine: Engine) -> frozenset[str]:
    """Return which of the steps are done, in one query."""
    enters = Operator.disabled_at.is_(None) & (Operator.password.is_not(None) | Operator.subject.is_not(None))
    people = select(func.count()).select_from(Operator).where(enters)
    approvers = people.where(Operator.role.in_(_MAY_APPROVE))
    ended = exists().where(Campaign.state.in_((S.FINISHED, S.CLOSED)))
    with Session(reading(engine)) as session:
        all_, may, institutions, trained = session.execute(
            select(
                people.scalar_subquery(),
                approvers.scalar_subquery(),
                exists().where(Institution.id.is_not(None)),
                ended,
            )
        ).one()
    found = {"people": all_ >= 2 and may >= 1, "institutions": institutions, "training": trained}
    return frozenset(step for step, is_done in found.items() if is_done)


def live(engine: Engine, line: Any) -> Live:
    """Return what still stands between this installation and a live line."""
    lacks = select(func.count()).select_from(Operator)
    lacks = lacks.where(
        Operator.disabled_at.is_(None), Operator.role.in_(_MAY_APPROVE), Operator.factor_since.is_(None)
    )
    with Session(reading(engine)) as session:
        without = session.scalar(lacks) or 0
    return Live(line.sample, ", ".join(line.policy.unstated()), without)


def left(desk: Desk) -> int:
    """Return how many of the steps are not done yet."""
    return len(STEPS) - len(done(desk.engine))
