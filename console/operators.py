"""Who operates the line: added with a one-time link, let in by what they chose there, disabled at once."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from campaigns.people import Role
from console import sign_ins
from console.models import Operator
from console.names import FIRST, is_name
from console.passwords import digest, hashed
from db.engine import reading

LINK_HOURS = 72
SHORTEST_PASSWORD = 12


class NoSuchOperator(Exception):
    """There is no operator of this name, or the link is not (or no longer) valid."""


@dataclass(frozen=True, slots=True)
class Behind:
    """The owner of a one-time link; the first of all still has to say a name."""

    name: str
    is_first: bool = False


def add(engine: Engine, name: str, role: Role, now: datetime) -> str:
    """Add a person, or change the role of one, and return the token of a new one-time link."""
    with Session(engine) as session, session.begin():
        found = session.get(Operator, name, with_for_update=True)
        return link_for(session, found, name, role, now)


def link_for(session: Session, found: Operator | None, name: str, role: Role, now: datetime) -> str:
    """Return the token of a new link, which ends what was begun under the old password, and that itself."""
    if found is None and not is_name(name):
        raise NoSuchOperator(
            "an operator's name is up to 80 letters, digits, . @ _ or -, without spaces; no telephone number"
        )
    _drop_first(session)
    return _linked(session, found or Operator(name=name, created_at=now), role, now)


def link_for_first(engine: Engine, now: datetime) -> str | None:
    """Return the token of a link for the first administrator; None where somebody is there already."""
    with Session(engine) as session, session.begin():
        rows = session.scalars(select(Operator).with_for_update()).all()
        if any(row.name != FIRST for row in rows):
            return None
        first = rows[0] if rows else Operator(name=FIRST, created_at=now)
        return _linked(session, first, Role.ADMINISTRATOR, now)


def behind_link(engine: Engine, token: str, now: datetime) -> Behind:
    """Return to whom an unused, unexpired link belongs; raises NoSuchOperator."""
    with Session(reading(engine)) as session:
        name = _behind_link(session, token, now).name
    return Behind("", is_first=True) if name == FIRST else Behind(name)


def choose_password(engine: Engine, token: str, password: str, now: datetime, name: str = "") -> str:
    """Use a link up by choosing a password; returns the name. Raises NoSuchOperator or ValueError.

    `name` is what the first administrator wants to be called.
    """
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"at least {SHORTEST_PASSWORD} characters")
    kept = hashed(password)
    with Session(engine) as session, session.begin():
        return _entered(session, token, now, name, password=kept)


def bind(engine: Engine, token: str, subject: str, now: datetime, name: str = "") -> str:
    """Use a link up by signing in at the organisation; only that account lets this person in from now on.

    Raises NoSuchOperator also where the account is somebody else's already.
    """
    with Session(engine) as session, session.begin():
        if session.scalar(select(Operator.name).where(Operator.subject == subject)):
            raise NoSuchOperator("this account belongs to another operator")
        return _entered(session, token, now, name, subject=subject)


def disable(engine: Engine, name: str, now: datetime) -> bool:
    """Let a person in no more, from the next request on. Returns False where that was so already."""
    with Session(engine) as session, session.begin():
        found = session.get(Operator, name, with_for_update=True)
        if found is None:
            raise NoSuchOperator(f"there is no operator {name!r}: `yobikake operator list` shows all")
        return shut_out(session, found, now)


def shut_out(session: Session, found: Operator, now: datetime) -> bool:
    """Disable somebody in the session's transaction."""
    if found.disabled_at:
        return False
    found.disabled_at, found.password, found.link, found.subject = now, None, None, None
    sign_ins.end_all(session, found.name, now)
    return True


def _linked(session: Session, found: Operator, role: Role, now: datetime) -> str:
    token = secrets.token_urlsafe(24)
    found.role, found.disabled_at, found.password, found.subject = role, None, None, None
    found.link, found.link_until = digest(token), now + timedelta(hours=LINK_HOURS)
    found.failures, found.locked_until = 0, None
    session.add(found)
    sign_ins.end_all(session, found.name, now)
    return token


def _entered(session: Session, token: str, now: datetime, name: str, **by: str) -> str:
    found = _behind_link(session, token, now, lock=True)
    if found.name == FIRST:
        if not is_name(name):
            raise NoSuchOperator("the first administrator needs a name")
        found.name = name
    found.password, found.subject = by.get("password"), by.get("subject")
    found.link, found.link_until, found.failures, found.locked_until = None, None, 0, None
    return found.name


def _behind_link(session: Session, token: str, now: datetime, *, lock: bool = False) -> Operator:
    rows = select(Operator).where(Operator.link == digest(token))
    found = session.scalar(rows.with_for_update() if lock else rows)
    if found is None or found.disabled_at or not found.link_until or found.link_until < now:
        raise NoSuchOperator("this link is not valid any more: ask an administrator for a new one")
    return found


def _drop_first(session: Session) -> None:
    first = session.get(Operator, FIRST, with_for_update=True)
    if first is not None:
        session.delete(first)
