"""The one request for a call or text, with no transaction open, and what came of it, noted afterwards."""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, bindparam, case, func, select, update
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign
from campaigns.pausing import pausing
from campaigns.placing import Placement
from campaigns.receipts import end
from campaigns.senders import slow
from campaigns.states import AttemptState, CampaignState
from carrier.port import CallOrder, Carrier, CarrierError, Refused, Unavailable
from db.clock import Clock

_A = cast("Table", Attempt.__table__)
BACK_OFF = timedelta(seconds=15)
"""The first wait after a request that was not processed; each further one doubles it."""
LONGEST_BACK_OFF = timedelta(minutes=5)
MADE_WITHIN = timedelta(seconds=10)
"""A request that cannot be made so soon after its `placing` is not made: the lookers-up count on it."""
ANSWERED_WITHIN = timedelta(seconds=20)
"""Longer than a request waits for its answer (3 s to connect, 10 s to read)."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: the carrier's reference, or its trouble."""

    attempt: int
    campaign: str
    sender: str
    at: datetime
    ref: str | None = None
    trouble: CarrierError | None = None
    made: bool = True


def request(carrier: Carrier, placement: Placement, clock: Clock) -> Answer:
    """Make the request, once."""
    order, begun = placement.order, placement.begun
    facts = (placement.attempt, placement.campaign, order.sender, begun)
    if clock.now() - begun > MADE_WITHIN:
        return Answer(*facts, trouble=Unavailable("this worker was held up", processed=False), made=False)
    try:
        ref = carrier.place(order) if isinstance(order, CallOrder) else carrier.send(order)
    except CarrierError as trouble:
        return Answer(*facts, trouble=trouble)
    return Answer(*facts, ref=ref)


def note_all(session: Session, answers: Sequence[Answer], now: datetime) -> None:
    """Note what came of requests. What nobody knows stays `placing` until it is looked up."""
    _note_refs(session, [answer for answer in answers if answer.ref is not None])
    for answer in answers:
        if answer.trouble is not None:
            _note_trouble(session, answer, answer.trouble, now)
    # Last, and one by one in order: whoever claims holds a campaign first and then its sender.
    for sender in sorted({a.sender for a in answers if a.made and _put_off(a.trouble)}):
        slow(session, sender, now)


def stopped_since(session: Session, answers: Sequence[Answer]) -> list[int]:
    """Return the attempts whose campaigns were stopped while their requests were under way."""
    campaigns = select(Campaign.id).where(Campaign.id.in_({answer.campaign for answer in answers}))
    stopping = set(session.scalars(campaigns.where(Campaign.state == CampaignState.STOPPING)))
    return [answer.attempt for answer in answers if answer.campaign in stopping and answer.ref]


def _note_refs(session: Session, placed: Sequence[Answer]) -> None:
    """Store the carrier's references; a callback that was faster keeps its further state."""
    state = case((_A.c.state == AttemptState.PLACING, AttemptState.PLACED), else_=_A.c.state)
    row = update(_A).where(_A.c.id == bindparam("attempt"))
    noted = row.values(ref=bindparam("its_ref"), placed_at=bindparam("at"), state=state)
    if placed:
        values = [{"attempt": one.attempt, "its_ref": one.ref, "at": one.at} for one in placed]
        session.connection().execute(noted, values)


def _put_off(trouble: CarrierError | None) -> bool:
    return isinstance(trouble, Unavailable) and trouble.processed is False


def _note_trouble(session: Session, answer: Answer, trouble: CarrierError, now: datetime) -> None:
    which = Attempt.id == answer.attempt
    if trouble.fatal:
        # Nothing is wrong with the recipient: who was to be called still is when the campaign goes on.
        end(session, which, AttemptState.NOT_PLACED, now, again_at=now, code=trouble.code)
        session.execute(pausing(answer.campaign, str(trouble)))
    elif isinstance(trouble, Refused):
        end(session, which, AttemptState.FAILED, now, retry=False, code=trouble.code)
    elif _put_off(trouble):
        again_at = now + back_off(_in_vain(session, answer.attempt), answer.attempt)
        end(session, which, AttemptState.NOT_PLACED, now, again_at=again_at, code=trouble.code)


def back_off(before: int, seed: int) -> timedelta:
    """Return how long to wait after a request that was not processed, with as many in vain before it.

    It varies by half either way, so that those who were turned away together do not come back together; the
    seed decides, so that the same circumstances play the same way again.
    """
    longest: timedelta = min(BACK_OFF * 2 ** min(before, 10), LONGEST_BACK_OFF)
    share = random.Random(seed).uniform(0.5, 1.5)  # noqa: S311 - spreads waits, keeps no secret
    return longest * share


def _in_vain(session: Session, attempt: int) -> int:
    """Return how many attempts at the same delivery were not placed."""
    delivery = select(_A.c.delivery_id).where(_A.c.id == attempt).scalar_subquery()
    rows = select(func.count()).select_from(_A)
    mine = rows.where(_A.c.delivery_id == delivery, _A.c.state == AttemptState.NOT_PLACED)
    return session.connection().scalar(mine) or 0
