"""The browsers in which people are signed in: a row for each, ended at once or by time, then forgotten."""

import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from sqlalchemy import ColumnElement, Engine, delete, select, update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.orm import Session

from campaigns.people import Actor, Role
from console.models import Operator, SignIn
from console.passwords import digest
from db.engine import hurried, reading, relaxed

LASTS = timedelta(hours=8)
IDLE = timedelta(minutes=60)
KEPT = timedelta(days=30)
"""How long it is known when somebody was here last."""
_EXACT = timedelta(minutes=1)
"""How exactly it is known; else every page would write."""
_START = datetime(1970, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Here(Actor):
    """Somebody signed in at this browser; `phones` is the time that a telephone's codes are made from."""

    sign_in: bytes = b""
    seen_at: datetime = _START
    has_factor: bool = False
    proved_at: datetime | None = None
    phones: datetime = _START


def begin(session: Session, name: str, now: datetime, *, proved: bool) -> str:
    """Note a new browser and return the token that its cookie holds, which is kept nowhere."""
    token = secrets.token_urlsafe(32)
    times = {"begun_at": now, "seen_at": now, "until": now + LASTS, "proved_at": now if proved else None}
    session.add(SignIn(id=digest(token), name=name, **times))
    return token


def here(engine: Engine, token: str, now: datetime, phones: datetime) -> Here | None:
    """Return who is signed in with a token: None after its end, after an hour of rest, or when disabled."""
    rows = select(SignIn, Operator).join(Operator, Operator.name == SignIn.name)
    with Session(reading(engine)) as session:
        found = session.execute(rows.where(SignIn.id == digest(token), *_open(now))).one_or_none()
        if found is None:
            return None
        browser, person = found
        if person.disabled_at or not (person.password or person.subject):
            return None
        return Here(
            person.name,
            Role(person.role),
            sign_in=browser.id,
            seen_at=browser.seen_at,
            has_factor=person.factor_since is not None,
            proved_at=browser.proved_at,
            phones=phones,
        )


def seen(engine: Engine, who: Here, now: datetime) -> None:
    """Note that somebody did something; a page that keeps itself alive is nobody."""
    if now - who.seen_at < _EXACT:
        return
    try:
        with Session(relaxed(hurried(engine, 1))) as session, session.begin():
            session.execute(update(SignIn).where(SignIn.id == who.sign_in).values(seen_at=now))
    except SQLAlchemyError:
        return  # The next page notes it; nobody's page fails for this.


def proved(session: Session, who: Here, now: datetime) -> None:
    """Note that the second factor was shown at this browser."""
    session.execute(update(SignIn).where(SignIn.id == who.sign_in).values(proved_at=now))


def end(engine: Engine, name: str, id: bytes, now: datetime) -> bool:
    """End one browser of a person's; False where it had ended, or is not theirs."""
    with Session(engine) as session, session.begin():
        return _ended(session, now, SignIn.name == name, SignIn.id == id) > 0


def end_all(session: Session, name: str, now: datetime, but: bytes = b"") -> int:
    """End all browsers of a person's but this one, and return how many there were."""
    return _ended(session, now, SignIn.name == name, SignIn.id != but)


def of(engine: Engine, name: str, now: datetime) -> Sequence[SignIn]:
    """Return the browsers in which a person is signed in now, the one used last first."""
    rows = select(SignIn).where(SignIn.name == name, *_open(now)).order_by(SignIn.seen_at.desc())
    with Session(reading(engine)) as session:
        return session.scalars(rows).all()


def forget(engine: Engine, now: datetime) -> int:
    """Delete what is older than `KEPT`, and return how many rows it was."""
    with Session(engine) as session, session.begin():
        old = session.execute(delete(SignIn).where(SignIn.until < now - KEPT).returning(SignIn.id))
        return len(old.all())


def _open(now: datetime) -> tuple[ColumnElement[bool], ...]:
    return (SignIn.ended_at.is_(None), SignIn.until > now, SignIn.seen_at > now - IDLE)


def _ended(session: Session, now: datetime, *whose: ColumnElement[bool]) -> int:
    rows = update(SignIn).where(*whose, *_open(now)).values(ended_at=now)
    return len(session.execute(rows.returning(SignIn.id)).all())
