"""All standing lists: the one that people enter by themselves, and those that were made by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TypeVar

from sqlalchemy import Engine, select
from sqlalchemy.orm import Session

from db.engine import reading
from db.insert import insert_new
from privacy.keystore import KeyGone, KeyStore
from privacy.models import List, Registration
from privacy.named_list import NamedList, NoSuchList
from privacy.number import Caller, PhoneNumber
from privacy.standing_list import REGISTERED, StandingList

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class About:
    """What is known of a list made by name: how its people agreed, until when it may be used, who made it."""

    id: str
    consent: str
    until: datetime
    created_at: datetime
    created_by: str


class Lists:
    """The lists together: whoever leaves, leaves all of them."""

    def __init__(self, engine: Engine, keystore: KeyStore) -> None:
        self.engine = engine
        self._keystore = keystore

    def one(self, id: str, now: datetime) -> StandingList:
        """Return a list that may be used now; raises NoSuchList, which tells what there is."""
        if id == REGISTERED:
            return StandingList(self.engine, self._keystore)
        have = [about.id for about in self.all() if about.until > now]
        if id not in have:
            raise NoSuchList(
                f"no list is called {id}, or it has ended: there are {', '.join(self._in(have))}"
            )
        return NamedList(self.engine, self._keystore, id)

    def all(self) -> list[About]:
        """Return what is known of the lists made by name, also of one that ends just now."""
        with Session(reading(self.engine)) as session:
            rows = session.scalars(select(List).order_by(List.id)).all()
            return [About(row.id, row.consent, row.until, row.created_at, row.created_by) for row in rows]

    def create(self, session: Session, about: About) -> bool:
        """Make a list; return False where there is one of that name."""
        row = {"id": about.id, "consent": about.consent, "until": about.until}
        insert = insert_new(session.get_bind().dialect, List).values(
            **row, created_at=about.created_at, created_by=about.created_by
        )
        return session.execute(insert.returning(List.id)).first() is not None

    def end(self, id: str) -> int:
        """Delete a list made by name and destroy its keys; return how many were on it. Raises NoSuchList."""
        have = [about.id for about in self.all()]
        if id not in have:
            raise NoSuchList(f"no list is called {id}: there are {', '.join(have) or 'none'}")
        return NamedList(self.engine, self._keystore, id).end()

    def remove(self, number: PhoneNumber | Caller) -> bool:
        """Take a number off every list; return False when it was on none."""
        return any(self._each(lambda listed: listed.remove(number)))

    def end_by(self, number: PhoneNumber | Caller, latest: datetime) -> bool:
        """Let the end date of a number be no later than this on every list; return False as above."""
        return any(self._each(lambda listed: listed.end_by(number, latest)))

    def expire(self, now: datetime) -> int:
        """Delete whoever's end date is past and lists that have ended, with their keys; return how many."""
        ended = [about.id for about in self.all() if about.until <= now]
        gone = sum(NamedList(self.engine, self._keystore, id).end() for id in ended)
        keyed = {name.split("/")[1] for name in self._keystore.names("list/")}
        with Session(reading(self.engine)) as session:
            entered = set(session.scalars(select(Registration.list_id).distinct()))
        left = [StandingList(self.engine, self._keystore, id) for id in keyed | entered]
        return gone + sum(listed.expire(now) for listed in left)

    def _each(self, act: Callable[[StandingList], T]) -> list[T]:
        """Do it with every list. One whose keys are gone keeps no other from it; KeyGone is raised then."""
        done, gone = [], None
        for id in self._in([about.id for about in self.all()]):
            try:
                done.append(act(StandingList(self.engine, self._keystore, id)))
            except KeyGone as trouble:
                gone = trouble
        if gone is not None:
            raise gone
        return done

    def _in(self, named: list[str]) -> list[str]:
        return [REGISTERED, *named]
