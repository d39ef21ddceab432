"""Whom we rang in the last seven days, as marks that some twenty mobile numbers share: "did you call me?".

The caps count by the same marks; what they alone may know is not told to anybody.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple, cast

from sqlalchemy import Engine, Table, and_, delete, or_, select, update
from sqlalchemy.orm import Session

from campaigns.models import Rung
from db.clock import TOKYO
from db.engine import reading
from db.insert import insert_into
from privacy.keystore import KeyGone, KeyStore
from privacy.number import Caller, PhoneNumber
from privacy.retention import DAYS_KEPT, day_key

OWN_SCRIPT = "own"
"""Stands for the warning where an operator wrote the words."""
_MARK_BYTES = 3
# The table itself: every call goes through here, and the mapped class costs four times as much.
_RUNG = cast("Table", Rung.__table__)
_NONE = (0, 0, 0)


class Ring(NamedTuple):
    """A call of ours: the day and the hour at which it was begun, in Tokyo, and what it was about."""

    day: date
    hour: int
    warning: str


class Past(NamedTuple):
    """What is known of the calls to one number: those of today, and the answered ones of seven days."""

    begun: int = 0
    under_way: int = 0
    answered: int = 0
    answered_in_week: int = 0


def note(
    session: Session,
    keystore: KeyStore,
    numbers: Iterable[PhoneNumber],
    at: datetime,
    warning: str | None,
    *,
    tells: bool,
) -> None:
    """Note, in the transaction that begins their calls, whom we ring; `tells` lets those who ask learn it."""
    local = at.astimezone(TOKYO)
    key = keystore.create_or_get(day_key(local.date()))
    same = {"day": local.date(), "hour": local.hour, "warning": warning or OWN_SCRIPT, "tells": tells}
    same |= {"answered": 0, "ended": 0}
    marks = Counter(_mark(number, key) for number in numbers)
    if marks:
        connection = session.connection()
        new = insert_into(connection.dialect, _RUNG)
        more = {
            "begun": _RUNG.c.begun + new.excluded.begun,
            "tells": or_(_RUNG.c.tells, new.excluded.tells),
        }
        adding = new.on_conflict_do_update(index_elements=list(_RUNG.primary_key.columns), set_=more)
        # In order, so that workers who note the same marks at once never wait for each other in a circle.
        rows = [{**same, "mark": mark, "begun": begun} for mark, begun in sorted(marks.items())]
        connection.execute(adding, rows)


def note_end(
    session: Session,
    keystore: KeyStore,
    number: PhoneNumber,
    begun_at: datetime,
    warning: str | None,
    end: str,
) -> None:
    """Note that a call which was begun then is over: `answered`, `ended` without an answer, or `undone`."""
    local = begun_at.astimezone(TOKYO)
    try:
        key = keystore.get(day_key(local.date()))
    except KeyGone:
        return  # A week ago: nobody counts it any more.
    values = {
        "answered": {"answered": _RUNG.c.answered + 1, "ended": _RUNG.c.ended + 1},
        "ended": {"ended": _RUNG.c.ended + 1},
        "undone": {"begun": _RUNG.c.begun - 1},
    }[end]
    its = (_RUNG.c.day == local.date(), _RUNG.c.hour == local.hour, _RUNG.c.mark == _mark(number, key))
    row = update(_RUNG).where(*its, _RUNG.c.warning == (warning or OWN_SCRIPT))
    session.connection().execute(row.values(**values))


def past(session: Session, keystore: KeyStore, numbers: Sequence[PhoneNumber], now: datetime) -> list[Past]:
    """Return, for each number, what is known of the calls to it and to those that share its marks."""
    today, keys = now.astimezone(TOKYO).date(), dict(_keys(keystore, now))
    places = range(len(numbers))
    marks = {day: [_mark(number, key) for number in numbers] for day, key in keys.items()}
    if not marks or not numbers:
        return [Past() for _ in places]
    wanted = or_(*(and_(_RUNG.c.day == day, _RUNG.c.mark.in_(set(these))) for day, these in marks.items()))
    # Summed here: told to group them, SQLite would rather walk through the whole table in order.
    rows = select(_RUNG.c.day, _RUNG.c.mark, _RUNG.c.begun, _RUNG.c.answered, _RUNG.c.ended).where(wanted)
    counts: dict[tuple[date, bytes], tuple[int, int, int]] = {}
    for day, mark, *more in session.connection().execute(rows):
        begun, answered, ended = counts.get((day, mark), _NONE)
        counts[day, mark] = (begun + more[0], answered + more[1], ended + more[2])
    return [
        _summed({day: counts.get((day, these[n]), _NONE) for day, these in marks.items()}, today)
        for n in places
    ]


def _summed(days: Mapping[date, tuple[int, int, int]], today: date) -> Past:
    begun, answered, ended = days.get(today, _NONE)
    return Past(begun, begun - ended, answered, sum(counts[1] for counts in days.values()))


def look(engine: Engine, keystore: KeyStore, caller: Caller, now: datetime) -> list[Ring]:
    """Return when a caller's number was rung today and on the six days before, newest first.

    Another number with the same mark may have been meant. A withheld caller raises ValueError.
    """
    marks = [and_(Rung.day == day, Rung.mark == mark) for day, mark in _marks(keystore, caller, now)]
    if not marks:
        return []
    rows = select(Rung.day, Rung.hour, Rung.warning).where(or_(*marks), Rung.tells, Rung.begun > 0)
    with Session(reading(engine)) as session:
        found = session.execute(rows.order_by(Rung.day.desc(), Rung.hour.desc(), Rung.warning)).all()
    return [Ring(*row) for row in found]


def forget(engine: Engine, now: datetime) -> int:
    """Delete what can be looked up no more, because its day's key is destroyed; return how many marks."""
    oldest = now.astimezone(TOKYO).date() - timedelta(days=DAYS_KEPT)
    with Session(engine) as session, session.begin():
        return len(session.scalars(delete(Rung).where(Rung.day <= oldest).returning(Rung.hour)).all())


def _marks(keystore: KeyStore, caller: Caller, now: datetime) -> Iterator[tuple[date, bytes]]:
    """Yield the caller's mark of each day that has a key."""
    return ((day, _mark(caller, key)) for day, key in _keys(keystore, now))


def _keys(keystore: KeyStore, now: datetime) -> Iterator[tuple[date, bytes]]:
    """Yield the keys of today and the six days before; none is made here, or a gone one would be back."""
    today = now.astimezone(TOKYO).date()
    for day in (today - timedelta(days=ago) for ago in range(DAYS_KEPT)):
        try:
            key = keystore.get(day_key(day))
        except KeyGone:
            continue
        yield day, key


def _mark(number: PhoneNumber | Caller, key: bytes) -> bytes:
    return number.handle_under(key)[:_MARK_BYTES]
