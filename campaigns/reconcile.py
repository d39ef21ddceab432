"""Attempts that stay open too long are looked up: a lost callback must not hold a line for ever."""

from datetime import datetime, timedelta

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.findings import adopt, give_up, note, put_off, settle
from campaigns.matching import SLACK
from campaigns.stale import Stale, next_look, stale, unanswered
from carrier.port import CarrierError, Record, Refused
from db.engine import reading

FRESH = timedelta(minutes=10)
"""Attempts so young share one list; older ones have their own, which may be too long to be read."""
FEW = 5
"""So many calls are looked up one by one; for more, one list is less work for everybody."""
MOST_LISTED = 50_000
"""A list that is cut off would make a call look as if it had never been placed."""
FIRST_WAIT, LONGEST_WAIT = timedelta(seconds=2), timedelta(minutes=5)


class Reconciler:
    """Asks the carrier about what stays open; while it is away, after growing waits."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk
        self._wait = FIRST_WAIT
        self._not_before: datetime | None = None

    def look(self, now: datetime) -> None:
        """Look up a bounded batch of attempts that should have ended."""
        if self._not_before is not None and now < self._not_before:
            return
        with Session(reading(self._desk.engine)) as session:
            found = stale(session, now)
        try:
            for group in _groups(self._desk, found, now):
                _look_up(self._desk, group, now)
        except CarrierError:  # It is away, and asking for the others would only wait again.
            self._not_before = now + self._wait
            self._wait = min(self._wait * 2, LONGEST_WAIT)
        else:
            self._not_before, self._wait = None, FIRST_WAIT

    def next_look(self, session: Session) -> datetime | None:
        """Return when there will be something to ask, should nothing come before."""
        first = next_look(session)
        return max(first, self._not_before) if first and self._not_before else first


def seek(desk: Desk, now: datetime) -> None:
    """Look at once for the calls whose requests have no answer, and note those that are there.

    Of all campaigns, so that a call which fits two requests is given to neither. Raises CarrierError.
    """
    with Session(reading(desk.engine)) as session:
        found = unanswered(session)
    for group in _groups(desk, found, now):
        adopt(desk, group, _list(desk, group), now)


def _groups(desk: Desk, found: list[Stale], now: datetime) -> list[list[Stale]]:
    """Put together whom one list answers for: the same sender, and about the same time."""
    parts: dict[tuple[bool, str, str], list[Stale]] = {}
    for one in found:
        key = (one.placing_at < now - FRESH, one.channel, _sender(desk, one))
        parts.setdefault(key, []).append(one)
    return [parts[key] for key in sorted(parts)]


def _sender(desk: Desk, one: Stale) -> str:
    """Return where an attempt came from; what is older than the note of it came from the first."""
    return one.sender or (desk.texts if one.channel == "sms" else desk.voices)[0]


def _look_up(desk: Desk, group: list[Stale], now: datetime) -> None:
    lost, placed = [one for one in group if one.ref is None], [one for one in group if one.ref]
    listed: dict[str, Record] = {}
    if lost or len(placed) > FEW:
        try:
            listed = _list(desk, group)
        except CarrierError:
            put_off(desk, [one for one in group if one.placing_at < now - FRESH], now)
            raise
    settle(desk, lost, listed, now)
    answered = {one.id: listed[one.ref] for one in placed if one.ref in listed}
    note(desk, placed[0].channel if placed else "", answered, now)
    for one in [one for one in placed if one.id not in answered][: 2 * FEW]:
        _look_up_one(desk, one, now)


def _list(desk: Desk, group: list[Stale]) -> dict[str, Record]:
    """List the carrier's calls of one sender of ours, never by destination."""
    since, sender = min(one.placing_at for one in group) - SLACK, _sender(desk, group[0])
    if group[0].channel == "sms":
        listed = desk.carrier.list_texts(sender, since, limit=MOST_LISTED)
    else:
        listed = desk.carrier.list_calls(sender, since, limit=MOST_LISTED)
    return {record.ref: record for record in listed}


def _look_up_one(desk: Desk, one: Stale, now: datetime) -> None:
    try:
        record = desk.carrier.look_up(one.ref or "")
    except CarrierError as trouble:
        if not isinstance(trouble, Refused) or trouble.fatal:
            put_off(desk, [one], now)
            raise
        give_up(desk, [one.id], now)  # The carrier knows no such call: nobody will ever tell.
    else:
        note(desk, one.channel, {one.id: record}, now)
