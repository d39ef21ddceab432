"""Whom we rang in the last seven days, as marks that some twenty mobile numbers share: "did you call me?"."""

from collections.abc import Iterable, Iterator
from datetime import date, datetime, timedelta
from typing import NamedTuple, cast

from sqlalchemy import Engine, Table, and_, delete, or_, select
from sqlalchemy.orm import Session

from campaigns.models import Rung
from db.clock import TOKYO
from db.engine import reading
from db.insert import insert_new
from privacy.keystore import KeyGone, KeyStore
from privacy.number import Caller, PhoneNumber
from privacy.retention import DAYS_KEPT, day_key

OWN_SCRIPT = "own"
"""Stands for the warning where an operator wrote the words."""
_MARK_BYTES = 3
# The table itself: every call goes through here, and the mapped class costs four times as much.
_RUNG = cast("Table", Rung.__table__)


class Ring(NamedTuple):
    """A call of ours: the day and the hour at which it was begun, in Tokyo, and what it was about."""

    day: date
    hour: int
    warning: str


def note(
    session: Session, keystore: KeyStore, numbers: Iterable[PhoneNumber], at: datetime, warning: str | None
) -> None:
    """Note, in the transaction that begins their calls, whom we ring; once an hour is enough."""
    local = at.astimezone(TOKYO)
    key = keystore.create_or_get(day_key(local.date()))
    same = {"day": local.date(), "hour": local.hour, "warning": warning or OWN_SCRIPT}
    # In order, so that workers who note the same marks at once never wait for each other in a circle.
    marks = sorted({_mark(number, key) for number in numbers})
    if marks:
        connection = session.connection()
        connection.execute(insert_new(connection.dialect, _RUNG), [{**same, "mark": mark} for mark in marks])


def look(engine: Engine, keystore: KeyStore, caller: Caller, now: datetime) -> list[Ring]:
    """Return when a caller's number was rung today and on the six days before, newest first.

    Another number with the same mark may have been meant. A withheld caller raises ValueError.
    """
    marks = [and_(Rung.day == day, Rung.mark == mark) for day, mark in _marks(keystore, caller, now)]
    if not marks:
        return []
    rows = select(Rung.day, Rung.hour, Rung.warning).where(or_(*marks))
    with Session(reading(engine)) as session:
        found = session.execute(rows.order_by(Rung.day.desc(), Rung.hour.desc(), Rung.warning)).all()
    return [Ring(*row) for row in found]


def forget(engine: Engine, now: datetime) -> int:
    """Delete what can be looked up no more, because its day's key is destroyed; return how many marks."""
    oldest = now.astimezone(TOKYO).date() - timedelta(days=DAYS_KEPT)
    with Session(engine) as session, session.begin():
        return len(session.scalars(delete(Rung).where(Rung.day <= oldest).returning(Rung.hour)).all())


def _marks(keystore: KeyStore, caller: Caller, now: datetime) -> Iterator[tuple[date, bytes]]:
    """Yield the caller's mark of each day that has a key; none is made here, or a gone one would be back."""
    today = now.astimezone(TOKYO).date()
    for day in (today - timedelta(days=ago) for ago in range(DAYS_KEPT)):
        try:
            key = keystore.get(day_key(day))
        except KeyGone:
            continue
        yield day, _mark(caller, key)


def _mark(number: PhoneNumber | Caller, key: bytes) -> bytes:
    return number.handle_under(key)[:_MARK_BYTES]
