"""What must hold after a storm, whatever happened in it: each breach in one line that names no number."""

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from bench.storm import Storm
from bench.wire import HELD_UP
from campaigns import tallies
from campaigns.desk import Desk, data_key
from campaigns.intake import binding
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.plan import Plan
from campaigns.states import AttemptState, DeliveryState
from db.engine import reading
from privacy.vault import open_number

_OVER = {DeliveryState.DONE, DeliveryState.REFUSED, DeliveryState.EXPIRED, DeliveryState.STOPPED}
_TRUTH = {
    AttemptState.HEARD: {"completed"},
    AttemptState.HUNG_UP_EARLY: {"completed"},
    AttemptState.BUSY: {"busy"},
    AttemptState.NO_ANSWER: {"no-answer"},
    AttemptState.CANCELLED: {"canceled"},
    AttemptState.DELIVERED: {"delivered"},
    AttemptState.UNDELIVERED: {"undelivered"},
}
"""What the carrier's record says where an attempt ended so."""
SECOND = timedelta(seconds=1)

Row = tuple[Attempt, Delivery]


def broken(storm: Storm) -> list[str]:
    """Return all that does not hold."""
    with Session(reading(storm.desk.engine)) as session:
        joined = select(Attempt, Delivery).join(Delivery, Delivery.id == Attempt.delivery_id)
        rows = [(attempt, delivery) for attempt, delivery in session.execute(joined.order_by(Attempt.id))]
        return [
            *_ended(session),
            *_once(session, storm, rows),
            *_known(storm, rows),
            *_in_time(session, storm, [attempt for attempt, _ in rows]),
            *_wished(storm, rows),
            *_senders(storm, [attempt for attempt, _ in rows]),
        ]


def number_of(desk: Desk, row: Delivery) -> str:
    """Return whom a delivery is for."""
    key = desk.keystore.get(data_key(row.campaign_id))
    return open_number(key, row.sealed or b"", binding(row.campaign_id, row.handle or b"")).number.e164


def _ended(session: Session) -> Iterator[str]:
    for campaign in session.scalars(select(Campaign)):
        states = session.scalars(select(Delivery.state).where(Delivery.campaign_id == campaign.id)).all()
        if campaign.state != "finished":
            yield f"{campaign.id} is {campaign.state} ({campaign.trouble})"
        if left := [state for state in states if state not in _OVER]:
            yield f"{campaign.id} has {Counter(left)}"
        if not sum(tallies.counts(session, campaign).values()) == campaign.total == len(states):
            yield f"the counts of {campaign.id} do not add up to {campaign.total}"


def _once(session: Session, storm: Storm, rows: Sequence[Row]) -> Iterator[str]:
    """Nobody was called more often than there are attempts which may have been placed, nor than planned."""
    asked = Counter(order.token for order in storm.witness.orders)
    yield from (f"attempt {token} was requested {n} times" for token, n in asked.items() if n > 1)
    calls = Counter(call.order.to for call in storm.network.calls.values())
    texts = Counter(text.to for text in storm.network.texts.values())
    may: Counter[tuple[str, str]] = Counter()
    for attempt, delivery in rows:
        may[attempt.channel, number_of(storm.desk, delivery)] += attempt.state != AttemptState.NOT_PLACED
    for channel, came in (("voice", calls), ("sms", texts)):
        for number, times in came.items():
            if times > may[channel, number]:
                yield f"{channel} to one number {times} times, {may[channel, number]} attempts"
    plans = session.execute(select(Campaign.id, Campaign.plan))
    most = {campaign: Plan.from_json(plan).retry.times + 1 for campaign, plan in plans}
    for row in {delivery.id: delivery for _, delivery in rows}.values():
        if (times := calls[number_of(storm.desk, row)]) > most[row.campaign_id]:
            yield f"delivery {row.id} was rung {times} times, {most[row.campaign_id]} at most by its plan"


def _known(storm: Storm, rows: Sequence[Row]) -> Iterator[str]:
    """Every call of the carrier's belongs to the attempt whose token it carries, and ended as we say."""
    by_token = {attempt.token: attempt for attempt, _ in rows}
    made = {call.sid: (call.order.status_url or "", call.status) for call in storm.network.calls.values()}
    made |= {text.sid: (text.status_url or "", text.status) for text in storm.network.texts.values()}
    for ref, (url, status) in made.items():
        attempt = by_token.get(url.split("/status")[0].split("/")[-1])
        if attempt is None:
            yield f"{ref} belongs to no attempt"
        elif attempt.ref != ref and attempt.state != AttemptState.UNKNOWN:
            yield f"{ref} belongs to attempt {attempt.id}, which is {attempt.state} with another reference"
        elif status not in _TRUTH.get(AttemptState(attempt.state), {status}):
            yield f"attempt {attempt.id} is {attempt.state}, and the carrier says {status}"
    lost = [attempt.id for attempt, _ in rows if attempt.ref and attempt.ref not in made]
    yield from (f"attempt {id_} has a reference that the carrier never gave" for id_ in lost)


def _in_time(session: Session, storm: Storm, attempts: Sequence[Attempt]) -> Iterator[str]:
    begun = {attempt.token: attempt.placing_at for attempt in attempts}
    for order in storm.witness.orders:
        if not timedelta(0) <= order.at - begun[order.token] <= timedelta(seconds=HELD_UP):
            yield f"attempt {order.token} was begun at {begun[order.token]} and requested at {order.at}"
    for campaign in session.scalars(select(Campaign)):
        plan = Plan.from_json(campaign.plan)
        mine = [attempt for attempt in attempts if attempt.campaign_id == campaign.id]
        yield from (f"attempt {a.id} outside the window" for a in mine if not plan.may_call(a.placing_at))
        yield from paced(campaign.id, [a.placing_at for a in mine], plan.pace.per_second)
        last = storm.marks.stopped.get(campaign.id)
        yield from (f"attempt {a.id} after the stop" for a in mine if last is not None and a.id > last)
        first, last = storm.marks.paused.get(campaign.id, (0, 0))
        yield from (f"attempt {a.id} in the pause" for a in mine if first < a.id <= last)


def _wished(storm: Storm, rows: Sequence[Row]) -> Iterator[str]:
    for attempt, delivery in rows:
        since = storm.marks.refused.get(number_of(storm.desk, delivery))
        if since is not None and attempt.placing_at > since:
            yield f"attempt {attempt.id} to somebody who had asked not to be called"


def _senders(storm: Storm, attempts: Sequence[Attempt]) -> Iterator[str]:
    for sender in sorted({attempt.sender for attempt in attempts}):
        if sender not in {*storm.desk.voices, *storm.desk.texts}:
            yield f"attempts come from {sender or 'nowhere'}"
        yield from paced(sender, [a.placing_at for a in attempts if a.sender == sender], storm.pace)


def paced(name: str, instants: Sequence[datetime], pace: float) -> Iterator[str]:
    """No second has more starts than the pace; where that is below one, no longer while has two."""
    times, most = sorted(instants), math.ceil(pace)
    while_ = most / pace * SECOND
    for first, beyond in zip(times, times[most:], strict=False):
        if beyond - first < while_:
            yield f"{name}: more than {most} in the {while_.total_seconds():g} s from {first}"
            return
