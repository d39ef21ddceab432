"""Who asked us not to call: kept as handles, for a year, or until they take it back."""

import enum
from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, select, update
from sqlalchemy.orm import Session

from db.engine import reading
from db.insert import insert_new
from privacy.keystore import KeyGone, KeyStore
from privacy.models import Refusal
from privacy.number import Caller, PhoneNumber

KEPT = timedelta(days=365)
_KEY = "do-not-call"


class By(enum.StrEnum):
    """Which way the wish reached us."""

    HOTLINE = "hotline"
    TEXT = "text"
    OPERATOR = "operator"


class DoNotCall:
    """The list of those who must not be called or texted. A withheld caller raises ValueError everywhere."""

    def __init__(self, engine: Engine, keystore: KeyStore) -> None:
        self._engine = engine
        self._keystore = keystore

    def handle(self, number: PhoneNumber | Caller) -> bytes:
        """Return how the list knows a number, for a condition such as `Refusal.handle == handle`.

        Raises KeyGone where the list has entries and its key is gone: a new one would find nobody.
        """
        try:
            return number.handle_under(self._keystore.get(_KEY))
        except KeyGone:
            with reading(self._engine).connect() as connection:
                if connection.execute(select(Refusal.handle).limit(1)).first():
                    raise
        return number.handle_under(self._keystore.create_or_get(_KEY))

    def add(self, number: PhoneNumber | Caller, now: datetime, by: str) -> bool:
        """List a number for a year from now; return False when that renews an older wish."""
        handle = self.handle(number)
        row = {"handle": handle, "until": now + KEPT, "since": now, "by": By(by).value, "effective_at": now}
        with self._engine.begin() as connection:
            statement = insert_new(connection.dialect, Refusal).values(row).returning(Refusal.handle)
            if connection.execute(statement).first():
                return True
            connection.execute(update(Refusal).where(Refusal.handle == handle).values(until=now + KEPT))
        return False

    def remove(self, number: PhoneNumber | Caller) -> bool:
        """Take a number off the list; return False when it was not on it."""
        statement = delete(Refusal).where(Refusal.handle == self.handle(number)).returning(Refusal.handle)
        with self._engine.begin() as connection:
            return connection.execute(statement).first() is not None

    def contains(self, session: Session, number: PhoneNumber | Caller) -> bool:
        """Tell whether a number is listed; one past its year counts until `expire` has removed it."""
        return bool(self.contains_any(session, [self.handle(number)]))

    def contains_any(self, session: Session, handles: Collection[bytes]) -> set[bytes]:
        """Return which of these handles (see `handle`) are listed; at most some 10,000 at a time."""
        if not handles:
            return set()
        return set(session.scalars(select(Refusal.handle).where(Refusal.handle.in_(handles))))

    def expire(self, session: Session, now: datetime) -> int:
        """Delete those whose year is over; return how many."""
        gone = delete(Refusal).where(Refusal.until <= now).returning(Refusal.handle)
        return len(session.scalars(gone).all())
