"""A standing list of people who were enrolled with their consent, made and ended by name."""

import itertools
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import delete, insert, select
from sqlalchemy.orm import Session

from privacy.models import By, List, Registration
from privacy.standing_list import StandingList
from privacy.wanted import Listed

_CHUNK = 1_000


class NoSuchList(LookupError):
    """No list has this name, or it has ended."""


class NamedList(StandingList):
    """One of them. Everybody on it leaves it with its end date at the latest."""

    def bring_in(self, session: Session, people: Iterable[Listed], now: datetime) -> int:
        """Put people on the list, within `alone`; return how many of them were on it before.

        Raises NoSuchList where it has ended.
        """
        until = session.scalar(select(List.until).where(List.id == self._id, List.until > now))
        if until is None:
            raise NoSuchList(f"the list {self._id} has ended")
        if not self._has_entries(session):
            self._keys.make()
        data, handles, known = self._keys.data, self._keys.handles, 0
        same = {"list_id": self._id, "since": now, "until": until, "by": By.OPERATOR.value}
        rest = iter(people)
        while chunk := list(itertools.islice(rest, _CHUNK)):
            rows = {one.number.handle_under(handles): one for one in chunk}
            again = delete(Registration).where(self._mine, Registration.handle.in_(rows))
            known += len(session.scalars(again.returning(Registration.handle)).all())
            sealed = [same | self._sealed(data, handle, one) for handle, one in rows.items()]
            session.execute(insert(Registration), sealed)
        return known

    def end(self) -> int:
        """Delete the list with all that is on it, then its keys; return how many were on it."""
        with self.alone() as session:
            session.execute(delete(List).where(List.id == self._id))
            gone = delete(Registration).where(self._mine).returning(Registration.handle)
            count = len(session.scalars(gone).all())
        self.drop_keys()  # Not before: if the commit failed, rows would stay without keys.
        return count

    def _sealed(self, data: bytes, handle: bytes, one: Listed) -> dict[str, object]:
        sealed = one.number.sealed_under(data, self._binding(handle))
        wanted = {"channel": one.channel, "language": one.language, "area": one.area}
        return {"handle": handle, "sealed": sealed, **wanted}
