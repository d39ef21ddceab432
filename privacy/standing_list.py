"""People who asked to be warned: their numbers sealed under the list's own key, until their end date."""

from collections.abc import Iterator
from contextlib import AbstractContextManager
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, exists, func, select, update
from sqlalchemy.orm import Session

from db.alone import alone
from db.engine import reading
from privacy.keystore import KeyGone, KeyStore
from privacy.list_keys import ListKeys
from privacy.models import By, Registration
from privacy.number import Caller, PhoneNumber
from privacy.vault import open_number
from privacy.wanted import Count, Listed, Wanted

REGISTERED = "registered"
"""The one list that people enter and leave by themselves."""
BURST = timedelta(hours=1)
_BY_THEMSELVES = (By.HOTLINE, By.TEXT)


class TooMany(Exception):
    """More people than usual put themselves on the list within the hour: their numbers may be forged."""


class StandingList:
    """One list. Every method raises KeyGone where there are entries and no keys to them.

    Given a withheld caller it raises ValueError.
    """

    def __init__(self, engine: Engine, keystore: KeyStore, id: str = REGISTERED) -> None:
        self.engine = engine
        self._id = id
        self._mine = Registration.list_id == id
        self._keys = ListKeys(keystore, id)

    def add(
        self,
        number: PhoneNumber | Caller,
        wanted: Wanted,
        now: datetime,
        by: str,
        at_most: int | None = None,
    ) -> None:
        """Put a number on the list; what it wanted before is replaced.

        With `at_most` raises TooMany where so many others put themselves on it within the hour.
        """
        with self.alone() as session:
            if not self._has_entries(session):
                self._keys.make()
            handle = number.handle_under(self._keys.handles)
            known = session.get(Registration, (self._id, handle)) is not None
            if at_most is not None and not known and self._lately(session, now) >= at_most:
                raise TooMany
            row = Registration(list_id=self._id, handle=handle, since=now, by=By(by).value)
            row.sealed = number.sealed_under(self._keys.data, self._binding(handle))
            row.channel, row.language = wanted.channel, wanted.language
            row.area, row.until = wanted.area, wanted.until
            session.merge(row)

    def remove(self, number: PhoneNumber | Caller) -> bool:
        """Take a number off the list; return False when it was not on it."""
        with self.alone() as session:
            if not self._has_entries(session):
                return False
            handle = number.handle_under(self._keys.handles)
            gone = delete(Registration).where(self._mine, Registration.handle == handle)
            return session.scalar(gone.returning(Registration.handle)) is not None

    def end_by(self, number: PhoneNumber | Caller, latest: datetime) -> bool:
        """Let the end date of a number be no later than this; return False when that changes nothing."""
        with self.alone() as session:
            if not self._has_entries(session):
                return False
            handle = number.handle_under(self._keys.handles)
            theirs = (self._mine, Registration.handle == handle, Registration.until > latest)
            sooner = update(Registration).where(*theirs).values(until=latest)
            return session.scalar(sooner.returning(Registration.handle)) is not None

    def clear(self) -> int:
        """Take everybody off the list, also where its keys are gone; return how many."""
        with self.alone() as session:
            gone = delete(Registration).where(self._mine).returning(Registration.handle)
            return len(session.scalars(gone).all())

    def contains(self, session: Session, number: PhoneNumber | Caller, now: datetime) -> bool:
        """Tell whether a number is on the list and its end date has not come."""
        try:
            handle = number.handle_under(self._keys.handles)
        except KeyGone:
            if self._has_entries(session):
                raise
            return False
        found = exists().where(self._mine, Registration.handle == handle, Registration.until > now)
        return bool(session.scalar(select(found)))

    def everybody(self, now: datetime) -> Iterator[Listed]:
        """Open the numbers of all whose end date has not come, one after the other."""
        with Session(reading(self.engine)) as session:
            rows = select(Registration).where(self._mine, Registration.until > now)
            found = session.scalars(rows.order_by(Registration.handle)).all()
        data = self._keys.data if found else b""
        for row in found:
            number = open_number(data, row.sealed, self._binding(row.handle)).number
            yield Listed(number, row.channel, row.language, row.area)

    def counts(self, now: datetime) -> list[Count]:
        """Count by area, language and channel; who asked for all areas comes first."""
        what = (Registration.area, Registration.language, Registration.channel)
        rows = select(*what, func.count()).where(self._mine, Registration.until > now).group_by(*what)
        with Session(reading(self.engine)) as session:
            found = [Count(*row) for row in session.execute(rows)]
        return sorted(found, key=lambda one: (one.area or "", one.language, one.channel))

    def expire(self, now: datetime) -> int:
        """Delete those whose end date is past, return how many; destroy the keys when nobody is left."""
        with self.alone() as session:
            gone = delete(Registration).where(self._mine, Registration.until <= now)
            past = len(session.scalars(gone.returning(Registration.handle)).all())
        self.drop_keys()  # Not above: if that commit failed, rows would stay without keys.
        return past

    def drop_keys(self) -> None:
        """Destroy the keys if nobody is on the list."""
        if self._keys.exist():
            with self.alone() as session:
                if not self._has_entries(session):
                    self._keys.destroy()

    def alone(self) -> AbstractContextManager[Session]:
        """Begin a transaction beside which nobody changes the list: its keys come and go with its entries."""
        return alone(self.engine, Registration)

    def _has_entries(self, session: Session) -> bool:
        return bool(session.scalar(select(exists().where(self._mine))))

    def _lately(self, session: Session, now: datetime) -> int:
        lately = (self._mine, Registration.since > now - BURST, Registration.by.in_(_BY_THEMSELVES))
        return session.scalar(select(func.count()).where(*lately)) or 0

    def _binding(self, handle: bytes) -> bytes:
        return f"list/{self._id}/".encode() + handle
