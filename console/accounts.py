"""Who is there: looks at operators' accounts and changes nothing."""

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from campaigns.people import Role
from console.models import Operator
from console.names import FIRST
from db.engine import reading


def is_empty(engine: Engine) -> bool:
    """Tell whether there is nobody yet; whoever only has the very first link is nobody."""
    with Session(reading(engine)) as session:
        return session.scalar(select(Operator.name).where(Operator.name != FIRST).limit(1)) is None


def known_as(engine: Engine, subject: str) -> str | None:
    """Return the name of whoever has this account at the organisation and is not disabled."""
    with Session(reading(engine)) as session:
        rows = select(Operator.name).where(Operator.subject == subject, Operator.disabled_at.is_(None))
        return session.scalar(rows)


def role_of(engine: Engine, name: str) -> Role | None:
    """Return the role of an operator who is not disabled, or None."""
    with Session(engine) as session:
        found = session.get(Operator, name)
        return Role(found.role) if found and not found.disabled_at else None


def everyone(engine: Engine) -> list[tuple[str, Role, bool]]:
    """Return name, role and whether enabled, by name."""
    with Session(engine) as session:
        rows = select(Operator).where(Operator.name != FIRST).order_by(Operator.name)
        return [(o.name, Role(o.role), o.disabled_at is None) for o in session.scalars(rows)]
