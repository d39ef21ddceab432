"""Who operates the line: added with a one-time link, let in by a password of their own, disabled at once."""

import hashlib
import re
import secrets
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from campaigns.people import NotAllowed, Role
from console.models import Operator

LINK_HOURS = 72
SHORTEST_PASSWORD = 12
_NAME = re.compile(r"[\w.@-]{1,80}\Z")
_hasher = PasswordHasher()
_NOBODY = _hasher.hash(secrets.token_urlsafe(16))
"""Compared with where there is no such operator, so that the time taken does not tell."""


class NoSuchOperator(Exception):
    """There is no operator of this name, or the link is not (or no longer) valid."""


def add(engine: Engine, name: str, role: Role, now: datetime) -> str:
    """Add a person, or change the role of one, and return the token of a new one-time link."""
    if not _NAME.match(name):
        raise NoSuchOperator("an operator's name is up to 80 letters, digits, . @ _ or -, without spaces")
    token = secrets.token_urlsafe(24)
    with Session(engine) as session, session.begin():
        found = session.get(Operator, name) or Operator(name=name, created_at=now)
        found.role, found.disabled_at, found.password = role, None, None
        found.link, found.link_until = _digest(token), now + timedelta(hours=LINK_HOURS)
        session.add(found)
    return token


def behind_link(engine: Engine, token: str, now: datetime) -> str:
    """Return the name of the person to whom an unused, unexpired link belongs; raises NoSuchOperator."""
    with Session(engine) as session:
        found = session.scalar(select(Operator).where(Operator.link == _digest(token)))
        if found is None or found.disabled_at or not found.link_until or found.link_until < now:
            raise NoSuchOperator("this link is not valid any more: ask an administrator for a new one")
        return found.name


def choose_password(engine: Engine, token: str, password: str, now: datetime) -> str:
    """Use a one-time link up by choosing a password; returns the name. Raises NoSuchOperator or ValueError."""
    if len(password) < SHORTEST_PASSWORD:
        raise ValueError(f"at least {SHORTEST_PASSWORD} characters")
    name = behind_link(engine, token, now)
    with Session(engine) as session, session.begin():
        found = session.get_one(Operator, name, with_for_update=True)
        found.password, found.link, found.link_until = _hasher.hash(password), None, None
    return name


def must_know(engine: Engine, name: str, password: str, now: datetime) -> Role:
    """Return the person's role if the password is right; raises NotAllowed, saying nothing of who exists.

    Each failure doubles the time until the next try is looked at, up to an hour.
    """
    with Session(engine) as session, session.begin():
        found = session.get(Operator, name, with_for_update=True)
        usable = found is not None and not found.disabled_at and found.password is not None
        waits = found is not None and found.locked_until is not None and found.locked_until > now
        right = _matches(found.password if found and found.password else _NOBODY, password)
        if found is None or not usable or waits or not right:
            if found is not None and not waits:
                found.failures += 1
                found.locked_until = now + timedelta(seconds=min(2**found.failures, 3600))
            allowed = None
        else:
            found.failures, found.locked_until = 0, None
            allowed = Role(found.role)
    if allowed is None:
        raise NotAllowed("name or password is wrong, or there were too many tries: wait a moment and try again")
    return allowed


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


def _matches(stored: str, password: str) -> bool:
    try:
        return _hasher.verify(stored, password)
    except VerificationError:
        return False


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()
