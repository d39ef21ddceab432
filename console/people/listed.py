"""Who operates the line, as the page of people shows it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import Session

from campaigns.people import Role
from console.models import Operator, SignIn
from console.names import FIRST
from db.engine import reading


@dataclass(frozen=True, slots=True)
class Person:
    """One operator: `state` is in, invited (has an unused link), lapsed (its link is too old), or off."""

    name: str
    role: Role
    state: str
    has_factor: bool
    by_account: bool
    seen_at: datetime | None


def people(engine: Engine, now: datetime) -> Sequence[Person]:
    """Return everybody by name, who is disabled last; two queries however many they are."""
    last = select(SignIn.name, func.max(SignIn.seen_at)).group_by(SignIn.name)
    with Session(reading(engine)) as session:
        seen = {name: at for name, at in session.execute(last)}  # noqa: C416 - typed so
        rows = session.scalars(select(Operator).where(Operator.name != FIRST).order_by(Operator.name))
        found = [_person(row, seen.get(row.name), now) for row in rows]
    return sorted(found, key=lambda one: one.state == "off")


def _person(row: Operator, seen_at: datetime | None, now: datetime) -> Person:
    factor, account = row.factor_since is not None, row.subject is not None
    return Person(row.name, Role(row.role), _state(row, now), factor, account, seen_at)


def _state(row: Operator, now: datetime) -> str:
    if row.disabled_at:
        return "off"
    if row.password or row.subject:
        return "in"
    return "invited" if row.link_until and row.link_until >= now else "lapsed"
