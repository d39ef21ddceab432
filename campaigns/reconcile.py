"""Attempts that stay open too long are looked up: a lost callback must not hold a line for ever."""

from datetime import datetime, timedelta

from sqlalchemy import ColumnElement, and_, func, or_, select, update
from sqlalchemy.orm import Session

from campaigns.desk import Desk, data_key
from campaigns.intake import binding
from campaigns.models import Attempt, Delivery
from campaigns.receipts import apply, as_report, end
from campaigns.states import LIVE, AttemptState
from carrier.port import Record, Refused, Unavailable
from privacy.keystore import KeyGone
from privacy.number import PhoneNumber
from privacy.vault import open_number

STALE = timedelta(minutes=4)
"""Longer than any call of ours rings and speaks."""
AGAIN = timedelta(minutes=5)
NO_RECEIPT = timedelta(hours=1)
"""A receipt that has not come by then is not waited for: in Japan many never come."""
BATCH = 20
MOST_LISTED = 20_000
"""A list that is cut off would make a call look as if it had never been placed."""


def look_up_stale(desk: Desk, now: datetime) -> None:
    """Ask the carrier about a bounded batch of attempts that should have ended."""
    with Session(desk.engine) as session:
        ids = session.scalars(
            select(Attempt.id).where(_stale(now)).order_by(Attempt.placing_at).limit(BATCH)
        ).all()
    for attempt in ids:
        try:
            _look_up(desk, attempt, now)
        except Refused:
            _give_up(desk, attempt, now)  # The carrier knows no such call: nobody will ever tell.
        except (Unavailable, KeyGone):
            _note_look(desk, attempt, now)
            break  # The carrier is away; asking for the others would only wait again.


def _note_look(desk: Desk, attempt: int, now: datetime) -> None:
    with Session(desk.engine) as session, session.begin():
        session.execute(update(Attempt).where(Attempt.id == attempt).values(looked_at=now))


def _give_up(desk: Desk, attempt: int, now: datetime) -> None:
    with Session(desk.engine) as session, session.begin():
        end(session, Attempt.id == attempt, AttemptState.UNKNOWN, now, retry=False)


def next_look(session: Session) -> datetime | None:
    """Return when the first of the open attempts has to be looked up, should nothing come before."""
    firsts = []
    for states, wait in ((LIVE, STALE), ((AttemptState.SENT,), NO_RECEIPT)):
        fresh = select(func.min(Attempt.placing_at)).where(
            Attempt.state.in_(states), Attempt.looked_at.is_(None)
        )
        looked = select(func.min(Attempt.looked_at)).where(Attempt.state.in_(states))
        firsts += [(session.scalar(fresh), wait), (session.scalar(looked), AGAIN)]
    return min((at + wait for at, wait in firsts if at), default=None)


def _stale(now: datetime) -> ColumnElement[bool]:
    silent = or_(
        and_(Attempt.state.in_(LIVE), Attempt.placing_at <= now - STALE),
        and_(Attempt.state == AttemptState.SENT, Attempt.placing_at <= now - NO_RECEIPT),
    )
    return and_(silent, or_(Attempt.looked_at.is_(None), Attempt.looked_at <= now - AGAIN))


def _look_up(desk: Desk, attempt: int, now: datetime) -> None:
    with Session(desk.engine) as session:
        found = session.get_one(Attempt, attempt)
        ref, channel, missed = found.ref, found.channel, found.missed_at is not None
        records = [desk.carrier.look_up(ref)] if ref else _matches(desk, session, found)
    which = Attempt.id == attempt
    with Session(desk.engine) as session, session.begin():
        session.execute(update(Attempt).where(which).values(looked_at=now))
        if len(records) > 1:
            end(session, which, AttemptState.UNKNOWN, now, retry=False)  # Two fit, so nobody knows.
        elif not records and missed:
            end(session, which, AttemptState.NOT_PLACED, now, again_at=now)
        elif not records:
            session.execute(update(Attempt).where(which).values(missed_at=now))
        else:
            _adopt(session, which, channel, records[0], now)


def _adopt(session: Session, which: ColumnElement[bool], channel: str, record: Record, now: datetime) -> None:
    rows = update(Attempt).where(which, Attempt.ref.is_(None))
    session.execute(rows.values(ref=record.ref).execution_options(synchronize_session=False))
    apply(session, which, as_report(channel, record), now)
    waited_long = and_(which, Attempt.state == AttemptState.SENT, Attempt.placing_at <= now - NO_RECEIPT)
    end(session, waited_long, AttemptState.NO_RECEIPT, now)


def _matches(desk: Desk, session: Session, attempt: Attempt) -> list[Record]:
    """Find the call of an attempt whose answer was lost among the carrier's calls, in memory only.

    Calls that belong to other attempts are left out.
    """
    number = _number(desk, session, attempt)
    since = attempt.placing_at - timedelta(minutes=1)
    sms = attempt.channel == "sms"
    sender = desk.sms_from if sms else desk.voice_from
    list_ = desk.carrier.list_texts if sms else desk.carrier.list_calls
    listed = list_(sender, since, limit=MOST_LISTED)
    fits = [r for r in listed if r.to == number and (r.created_at is None or r.created_at >= since)]
    known = set(session.scalars(select(Attempt.ref).where(Attempt.ref.in_([r.ref for r in fits]))))
    return [r for r in fits if r.ref not in known]


def _number(desk: Desk, session: Session, attempt: Attempt) -> PhoneNumber:
    row = session.get_one(Delivery, attempt.delivery_id)
    key = desk.keystore.get(data_key(row.campaign_id))
    return open_number(key, row.sealed or b"", binding(row.campaign_id, row.handle or b"")).number
