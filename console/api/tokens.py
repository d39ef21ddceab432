"""Tokens of other systems: made by an administrator, shown once, good for a few things and until a day."""

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.ids import new_id
from campaigns.people import Actor, Role
from console.models import ApiToken
from console.passwords import digest
from db.engine import reading
from privacy.audit import Audit, Entry

DRAFT, CAMPAIGNS, HOTLINE, HEALTH = "alerts:draft", "campaigns:read", "hotline:read", "health:read"
SCOPES = (DRAFT, CAMPAIGNS, HOTLINE, HEALTH)
"""What a token can be good for. Approving, starting and submitting are not among it, and never will be."""
LONGEST = timedelta(days=366)
BEGINNING = "yobikake_"
ACTOR = "api:"
"""Stands before a system's name where somebody acts; no operator's name can have a colon."""
_NAME = re.compile(r"[\w.-]{1,40}\Z")
_NOTED_EVERY = timedelta(minutes=1)


class TokenInvalid(ValueError):
    """A token cannot be made so; `at` names the field, the text what is wrong."""

    def __init__(self, at: str, words: str) -> None:
        super().__init__(words)
        self.at = at


class NoSuchToken(Exception):
    """There is no token with this id."""


@dataclass(frozen=True, slots=True)
class System:
    """Another system that has shown a valid token."""

    id: str
    name: str
    scopes: frozenset[str]

    @property
    def actor(self) -> Actor:
        """Return who it is in the audit: somebody who may draft, and nothing else is asked of it."""
        return Actor(f"{ACTOR}{self.name}", Role.EDITOR)


def add(
    desk: Desk, name: str, scopes: Collection[str], until: datetime, actor: Actor, now: datetime
) -> tuple[str, str]:
    """Make a token and return its id and itself, which nobody sees again; raises TokenInvalid."""
    actor.must_be(Role.ADMINISTRATOR, "make tokens")
    if not _NAME.match(name) or sum(map(str.isdigit, name)) > 5:
        raise TokenInvalid("name", "a system's name is up to 40 letters, . - or _, at most five figures")
    if not scopes or not set(scopes) <= set(SCOPES):
        raise TokenInvalid("scopes", f"choose at least one of {', '.join(SCOPES)}")
    if not now < until <= now + LONGEST:
        raise TokenInvalid("until", "the last day must be one from today on, within a year")
    token = BEGINNING + secrets.token_urlsafe(32)
    row = ApiToken(id=new_id(), name=name, digest=digest(token), until=until, created_at=now)
    row.scopes, row.created_by = [one for one in SCOPES if one in scopes], actor.name
    with Session(desk.engine) as session, session.begin():
        if session.scalar(select(ApiToken.id).where(ApiToken.name == name, ApiToken.ended_at.is_(None))):
            raise TokenInvalid("name", "a token of this name is there: end it first, or take another name")
        session.add(row)
        _record(desk, session, actor, "token add", name, now)
        return row.id, token


def end(desk: Desk, token: str, actor: Actor, now: datetime) -> bool:
    """Let a token in no more; False where it was ended before. Raises NoSuchToken."""
    actor.must_be(Role.ADMINISTRATOR, "end tokens")
    with Session(desk.engine) as session, session.begin():
        found = session.get(ApiToken, token, with_for_update=True)
        if found is None:
            raise NoSuchToken("there is no token with this id: `yobikake token list` shows all")
        if found.ended_at is not None:
            return False
        found.ended_at = now
        _record(desk, session, actor, "token end", found.name, now)
        return True


def everyone(desk: Desk) -> list[ApiToken]:
    """Return all tokens, those that were made last first."""
    with Session(reading(desk.engine)) as session:
        return list(session.scalars(select(ApiToken).order_by(ApiToken.created_at.desc(), ApiToken.id)))


def behind(desk: Desk, token: str, now: datetime) -> System | None:
    """Return whose token this is, or None where it is unknown, ended or past its day."""
    if not token.startswith(BEGINNING) or not token.isascii():
        return None
    with Session(reading(desk.engine)) as session:
        found = session.scalar(select(ApiToken).where(ApiToken.digest == digest(token)))
    if found is None or not is_good(found, now):
        return None
    if found.used_at is None or now - found.used_at >= _NOTED_EVERY:
        with Session(desk.engine) as session, session.begin():
            session.get_one(ApiToken, found.id).used_at = now
    return System(found.id, found.name, frozenset(found.scopes))


def is_good(token: ApiToken, now: datetime) -> bool:
    """Tell whether a token still lets in."""
    return token.ended_at is None and token.until > now


def _record(desk: Desk, session: Session, actor: Actor, act: str, name: str, now: datetime) -> None:
    Audit(desk.keystore).record(session, Entry(actor.name, actor.system_user, act, name), now)
