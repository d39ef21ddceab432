"""What was found at the carrier about attempts that stayed open is noted; a report that was faster wins."""

from collections.abc import Collection, Mapping
from datetime import datetime, timedelta

from sqlalchemy import and_, select, update
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.intake import destination
from campaigns.matching import Lost, Matches, candidates, matched
from campaigns.models import Attempt, Delivery
from campaigns.receipts import apply, as_report, end
from campaigns.stale import AGAIN, NO_RECEIPT, Stale
from campaigns.states import AttemptState
from carrier.port import Record
from db.engine import reading
from privacy.keystore import KeyGone, KeyUnreadable
from privacy.vault import Unsealable

GIVEN_UP = timedelta(hours=24)
"""A carrier keeps a call in its queue so long at most; whoever was not found by then is unknown."""


def settle(desk: Desk, lost: list[Stale], listed: Mapping[str, Record], now: datetime) -> None:
    """Decide about requests whose answers were lost: one match is theirs, two or a contested one nobody's.

    The list must have been asked for after the attempts were read.
    """
    opened, gone, matches = _match(desk, lost, listed)
    give_up(desk, [*matches.unclear, *gone], now)
    note(desk, lost[0].channel if lost else "", matches.found, now)
    told = matches.found.keys() | matches.unclear
    looked_for = {whom.attempt for whom in opened} - told
    _miss(desk, [one for one in lost if one.id in looked_for], now)
    put_off(desk, [one for one in lost if one.id not in looked_for | told | gone], now)


def adopt(desk: Desk, lost: list[Stale], listed: Mapping[str, Record], now: datetime) -> None:
    """Note whose call is whose, and nothing else: it is too early to say that others were never placed."""
    note(desk, lost[0].channel, _match(desk, lost, listed)[2].found, now)


def _match(
    desk: Desk, lost: list[Stale], listed: Mapping[str, Record]
) -> tuple[list[Lost], set[int], Matches]:
    opened, gone = _open(desk, lost)
    fitting = candidates(opened, listed.values())
    return opened, gone, matched(fitting, _known(desk, fitting))


def note(desk: Desk, channel: str, records: Mapping[int, Record], now: datetime) -> None:
    """Note what the carrier says of attempts, as if it had reported it."""
    if not records:
        return
    with Session(desk.engine) as session, session.begin():
        _looked(session, records, now)
        for attempt, record in records.items():
            which = Attempt.id == attempt
            mine = update(Attempt).where(which, Attempt.ref.is_(None)).values(ref=record.ref)
            session.execute(mine.execution_options(synchronize_session=False))
            apply(session, which, as_report(channel, record), now)
            late = and_(which, Attempt.state == AttemptState.SENT, Attempt.placing_at <= now - NO_RECEIPT)
            end(session, late, AttemptState.NO_RECEIPT, now)


def put_off(desk: Desk, those: list[Stale], now: datetime) -> None:
    """Let others be asked about first; what was lost a day ago and could not be found is given up."""
    if not those:
        return
    give_up(desk, [one.id for one in those if not one.ref and one.placing_at <= now - GIVEN_UP], now)
    with Session(desk.engine) as session, session.begin():
        _looked(session, [one.id for one in those], now)


def give_up(desk: Desk, attempts: Collection[int], now: datetime) -> None:
    """End what nobody can tell about; a report that comes still may say how it went."""
    if not attempts:
        return
    with Session(desk.engine) as session, session.begin():
        for attempt in attempts:
            end(session, Attempt.id == attempt, AttemptState.UNKNOWN, now, retry=False)


def _open(desk: Desk, lost: list[Stale]) -> tuple[list[Lost], set[int]]:
    """Return whom the attempts went to, and those whose key is gone for ever."""
    opened, gone = [], set()
    with Session(reading(desk.engine)) as session:
        for one in lost:
            row = session.scalars(select(Delivery).join(Attempt).where(Attempt.id == one.id)).one()
            try:
                whom = destination(desk, row)
            except (KeyGone, Unsealable):
                gone.add(one.id)
            except KeyUnreadable:
                continue  # The key store may be well again the next time.
            else:
                opened.append(Lost(one.id, whom.number, one.placing_at))
    return opened, gone


def _known(desk: Desk, fitting: Mapping[int, list[Record]]) -> set[str]:
    """Return which of the calls belong to an attempt already."""
    refs = {record.ref for records in fitting.values() for record in records}
    with Session(reading(desk.engine)) as session:
        return set(filter(None, session.scalars(select(Attempt.ref).where(Attempt.ref.in_(refs)))))


def _miss(desk: Desk, missed: list[Stale], now: datetime) -> None:
    """Note who is not in the list; the second time, five minutes after the first, it was never placed."""
    if not missed:
        return
    with Session(desk.engine) as session, session.begin():
        _looked(session, [one.id for one in missed], now)
        first = update(Attempt).where(Attempt.id.in_([one.id for one in missed if one.missed_at is None]))
        session.execute(first.values(missed_at=now).execution_options(synchronize_session=False))
        for one in missed:
            if one.missed_at and one.missed_at <= now - AGAIN:
                end(session, Attempt.id == one.id, AttemptState.NOT_PLACED, now, again_at=now)


def _looked(session: Session, attempts: Collection[int], now: datetime) -> None:
    rows = update(Attempt).where(Attempt.id.in_(attempts)).values(looked_at=now)
    session.execute(rows.execution_options(synchronize_session=False))
