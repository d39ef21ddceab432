"""Who operates the line: added with a one-time link, let in by a password of their own, disabled at once."""

import re
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from campaigns.people import NotAllowed, Role
from console.models import Operator
from console.passwords import digest, hashed, matches
from db.engine import reading

LINK_HOURS = 72
SHORTEST_PASSWORD = 12
LONGEST_WAIT = 3600  # Seconds.
_NAME = re.compile(r"[\w.@-]{1,80}\Z")


class NoSuchOperator(Exception):
    """There is no operator of this name, or the link is not (or no longer) valid."""


@dataclass(frozen=True, slots=True)
class Present:
    """An operator who may be in. `mark` changes with the password, which ends sessions begun before."""

    name: str
    role: Role
    mark: str


def add(engine: Engine, name: str, role: Role, now: datetime) -> str:
    """Add a person, or change the role of one, and return the token of a new one-time link."""
    if not _NAME.match(name):
        raise NoSuchOperator("an operator's name is up to 80 letters, digits, . @ _ or -, without spaces")
    token = secrets.token_urlsafe(24)
    with Session(engine) as session, session.begin():
        found = session.get(Operator, name) or Operator(name=name, created_at=now)
        found.role, found.disabled_at, found.password = role, None, None
        found.link, found.link_until = digest(token), now + timedelta(hours=LINK_HOURS)
        found.failures, found.locked_until = 0, None
        session.add(found)
    return token


def behind_link(engine: Engine, token: str, now: datetime) -> str:
    """Return the name of the person to whom an unused, unexpired link belongs; raises NoSuchOperator."""
    with Session(reading(engine)) as session:
        return _behind_link(session, token, now).name


def choose_password(engine: Engine, token: str, password: str, now: datetime) -> str:
    """Use a link up by choosing a password; returns the name. Raises NoSuchOperator or ValueError."""
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"at least {SHORTEST_PASSWORD} characters")
    kept = hashed(password)
    with Session(engine) as session, session.begin():
        found = _behind_link(session, token, now, lock=True)
        found.password, found.link, found.link_until = kept, None, None
        found.failures, found.locked_until = 0, None
        return found.name


def must_know(engine: Engine, name: str, password: str, now: datetime) -> Role:
    """Return the person's role if the password is right; raises NotAllowed, saying nothing of who exists.

    Each failure doubles the time until the next try is looked at, up to an hour.
    """
    stored = _begin_try(engine, name, now)
    # No transaction is open here: a comparison takes long on purpose, and SQLite has one writer.
    right = matches(stored, password)
    role = _note_success(engine, name, stored) if right else None
    if role is None:
        raise NotAllowed(
            "name or password is wrong, or there were too many tries: wait a moment and try again"
        )
    return role


def present(engine: Engine, name: str) -> Present | None:
    """Return a person who has a password and is not disabled, or None."""
    with Session(reading(engine)) as session:
        found = session.get(Operator, name)
        if found is None or found.disabled_at or found.password is None:
            return None
        return Present(name, Role(found.role), digest(found.password).hex()[:16])


def role_of(engine: Engine, name: str) -> Role | None:
    """Return the role of an operator who is not disabled, or None."""
    with Session(engine) as session:
        found = session.get(Operator, name)
        return Role(found.role) if found and not found.disabled_at else None


def everyone(engine: Engine) -> list[tuple[str, Role, bool]]:
    """Return name, role and whether enabled, by name."""
    with Session(engine) as session:
        return [
            (o.name, Role(o.role), o.disabled_at is None)
            for o in session.scalars(select(Operator).order_by(Operator.name))
        ]


def disable(engine: Engine, name: str, now: datetime) -> bool:
    """Let a person in no more, from the next request on. Returns False where that was so already."""
    with Session(engine) as session, session.begin():
        found = session.get(Operator, name, with_for_update=True)
        if found is None:
            raise NoSuchOperator(f"there is no operator {name!r}: `yobikake operator list` shows all")
        if found.disabled_at:
            return False
        found.disabled_at, found.password, found.link = now, None, None
        return True


def _behind_link(session: Session, token: str, now: datetime, *, lock: bool = False) -> Operator:
    rows = select(Operator).where(Operator.link == digest(token))
    found = session.scalar(rows.with_for_update() if lock else rows)
    if found is None or found.disabled_at or not found.link_until or found.link_until < now:
        raise NoSuchOperator("this link is not valid any more: ask an administrator for a new one")
    return found


def _begin_try(engine: Engine, name: str, now: datetime) -> str | None:
    """Return what the password is compared with, or None where this try does not count.

    The try is noted as failed before it is looked at, so that many at once are one try.
    """
    with Session(engine) as session, session.begin():
        found = session.get(Operator, name, with_for_update=True)
        if found is None or found.disabled_at or found.password is None:
            return None
        if found.locked_until is not None and found.locked_until > now:
            return None
        found.failures += 1
        found.locked_until = now + timedelta(seconds=min(2 ** min(found.failures, 20), LONGEST_WAIT))
        return found.password


def _note_success(engine: Engine, name: str, stored: str | None) -> Role | None:
    with Session(engine) as session, session.begin():
        found = session.get(Operator, name, with_for_update=True)
        if found is None or found.disabled_at or found.password != stored:
            return None  # Disabled, or given a new link, while the password was compared.
        found.failures, found.locked_until = 0, None
        return Role(found.role)
