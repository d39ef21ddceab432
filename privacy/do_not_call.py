"""Who asked us not to call: kept as handles, for a year, or until they take it back."""

import logging
from collections.abc import Callable, Collection
from datetime import datetime, timedelta

from sqlalchemy import Engine, delete, func, select, update
from sqlalchemy.orm import Session

from db.engine import reading
from db.insert import insert_new
from privacy import bursts
from privacy.bursts import AN_HOUR, Expected, Held
from privacy.keystore import KeyGone, KeyStore
from privacy.models import KEPT, By, Refusal
from privacy.number import Caller, PhoneNumber

COVERED_WAITS = timedelta(hours=24)
"""How long a wish by telephone waits that would take somebody out of a wave that is about to begin."""
_KEY = "do-not-call"
_log = logging.getLogger("yobikake")
__all__ = ["By", "DoNotCall", "Held"]

Covered = Callable[[Session], bool]


def nobody(_session: Session) -> bool:
    """Tell that no campaign covers a number."""
    return False


def none_expected(_session: Session, _since: datetime) -> int:
    """Tell that we called nobody who could have had enough."""
    return 0


class DoNotCall:
    """The list of those who must not be called or texted. A withheld caller raises ValueError everywhere.

    A wish by telephone or text may come from a forged number. So it waits where a campaign is about to call
    that number, and more than `an_hour` of them within an hour, besides those that are `expected` because
    of our own calls, are held until an operator decides.
    """

    def __init__(
        self, engine: Engine, keystore: KeyStore, an_hour: int = AN_HOUR, expected: Expected = none_expected
    ) -> None:
        self._engine = engine
        self._keystore = keystore
        self._an_hour = an_hour
        self._expected = expected

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

    def add(self, number: PhoneNumber | Caller, now: datetime, by: str, covered: Covered = nobody) -> bool:
        """List a number for a year from now; return False when that renews an older wish.

        An operator's word counts at once. Any other waits for a day where the number is `covered`, and for
        an operator where it is one of a burst. An older wish never counts later for being renewed.
        """
        way, handle = By(by), self.handle(number)
        sure, is_burst = way is By.OPERATOR, False
        with Session(self._engine) as session, session.begin():
            counts = now if sure or not covered(session) else now + COVERED_WAITS
            row = {"handle": handle, "since": now, "until": now + KEPT, "effective_at": counts}
            insert = insert_new(session.get_bind().dialect, Refusal).values({**row, "by": way.value})
            is_new = session.execute(insert.returning(Refusal.handle)).first() is not None
            if not is_new:
                _renew(session, handle, now, counts, sure=sure)
            elif not sure:
                is_burst = bursts.hold(session, now, self._an_hour, self._expected)
        if is_burst:
            _log.error(
                "more than %d wishes not to be called came within an hour: they are held, see "
                "`yobikake do-not-call held`",
                self._an_hour,
            )
        return is_new

    def remove(self, number: PhoneNumber | Caller) -> bool:
        """Take a number off the list, also one that still waits; return False when it was not on it."""
        statement = delete(Refusal).where(Refusal.handle == self.handle(number)).returning(Refusal.handle)
        with self._engine.begin() as connection:
            return connection.execute(statement).first() is not None

    def undo(self, at: datetime) -> bool:
        """Take off the one number that an operator added at that instant; False where there is not just one.

        Whoever typed it need not type it again, and nothing of it is kept to that end.
        """
        added = (Refusal.since == at, Refusal.by == By.OPERATOR.value)
        with Session(self._engine) as session, session.begin():
            found = session.scalars(select(Refusal.handle).where(*added).limit(2)).all()
            if len(found) == 1:
                session.execute(delete(Refusal).where(Refusal.handle == found[0], *added))
            return len(found) == 1

    def count(self, session: Session) -> int:
        """Return how many numbers are on the list, also those whose wish still waits."""
        return session.scalar(select(func.count()).select_from(Refusal)) or 0

    def contains(self, session: Session, number: PhoneNumber | Caller, now: datetime) -> bool:
        """Tell whether a number's wish counts; one past its year does until `expire` has removed it."""
        return bool(self.contains_any(session, [self.handle(number)], now))

    def contains_any(self, session: Session, handles: Collection[bytes], now: datetime) -> set[bytes]:
        """Return which of these handles (see `handle`) have a wish that counts; at most some 10,000."""
        if not handles:
            return set()
        counts = select(Refusal.handle).where(Refusal.handle.in_(handles), Refusal.effective_at <= now)
        return set(session.scalars(counts))

    def held(self, session: Session) -> Held:
        """Return what came in a burst and an operator has not decided yet."""
        return bursts.held(session)

    def accept(self, session: Session, now: datetime) -> int:
        """Let all that are held count from now on; return how many."""
        return bursts.accept(session, now)

    def discard(self, session: Session) -> int:
        """Delete all that are held, as if nobody had asked; return how many."""
        return bursts.discard(session)

    def expire(self, session: Session, now: datetime) -> int:
        """Delete those whose year is over; return how many."""
        bursts.settle(session, now)
        gone = delete(Refusal).where(Refusal.until <= now).returning(Refusal.handle)
        return len(session.scalars(gone).all())


def _renew(session: Session, handle: bytes, now: datetime, counts: datetime, *, sure: bool) -> None:
    mine = update(Refusal).where(Refusal.handle == handle)
    session.execute(mine.values(until=now + KEPT))
    if sure:
        session.execute(mine.values(by=By.OPERATOR.value, held=False))
    earlier = mine.where(Refusal.effective_at > counts, Refusal.held.is_(False))
    session.execute(earlier.values(effective_at=counts))
