"""The one request for a call or text, with no transaction open, and what came of it, noted afterwards."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Engine, Table, Update, case, update
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign
from campaigns.placing import Placement
from campaigns.receipts import end
from campaigns.states import AttemptState, CampaignState
from carrier.port import CallOrder, Carrier, CarrierError, Refused, Unavailable

_A = cast("Table", Attempt.__table__)
BACK_OFF = timedelta(seconds=15)


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of a request: the carrier's reference, or its trouble."""

    attempt: int
    campaign: str
    at: datetime
    ref: str | None = None
    trouble: CarrierError | None = None


def request(carrier: Carrier, placement: Placement, now: datetime) -> Answer:
    """Make the request, once. `now` is when it is made."""
    try:
        order = placement.order
        ref = carrier.place(order) if isinstance(order, CallOrder) else carrier.send(order)
    except CarrierError as trouble:
        return Answer(placement.attempt, placement.campaign, now, trouble=trouble)
    return Answer(placement.attempt, placement.campaign, now, ref=ref)


def note_all(session: Session, answers: Sequence[Answer], now: datetime) -> None:
    """Note what came of requests. What nobody knows stays `placing` until it is looked up."""
    for answer in answers:
        if answer.ref is not None:
            note(session, answer.attempt, answer.ref, answer.at)
        elif answer.trouble is not None:
            _note_trouble(session, answer, answer.trouble, now)


def note(session: Session, attempt: int, ref: str, now: datetime) -> None:
    """Store the carrier's reference; a callback that was faster keeps its further state."""
    state = case((_A.c.state == AttemptState.PLACING, AttemptState.PLACED), else_=_A.c.state)
    rows = update(_A).where(_A.c.id == attempt).values(ref=ref, placed_at=now, state=state)
    session.connection().execute(rows)


def _note_trouble(session: Session, answer: Answer, trouble: CarrierError, now: datetime) -> None:
    which = Attempt.id == answer.attempt
    if trouble.fatal:
        # Nothing is wrong with the recipient: who was to be called still is when the campaign goes on.
        end(session, which, AttemptState.NOT_PLACED, now, again_at=now, code=trouble.code)
    elif isinstance(trouble, Refused):
        end(session, which, AttemptState.FAILED, now, retry=False, code=trouble.code)
    elif isinstance(trouble, Unavailable) and trouble.processed is False:
        end(session, which, AttemptState.NOT_PLACED, now, again_at=now + BACK_OFF, code=trouble.code)
    if trouble.fatal:
        session.execute(_pausing(answer.campaign, str(trouble)))


def interrupt(engine: Engine, campaign: str, reason: str) -> None:
    """Pause a campaign: no other call of it could succeed either, and somebody must know why."""
    with engine.begin() as connection:
        connection.execute(_pausing(campaign, reason))


def _pausing(campaign: str, reason: str) -> Update:
    running = update(Campaign).where(Campaign.id == campaign, Campaign.state == CampaignState.RUNNING)
    return running.values(state=CampaignState.PAUSED, trouble=reason[:200])
