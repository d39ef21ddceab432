"""Calls that were begun before a Stop and that nobody has answered: which they are, and cancelling them."""

from collections.abc import Collection, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from threading import Event

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Attempt, Campaign
from campaigns.receipts import apply, as_report
from campaigns.states import AttemptState, CampaignState
from carrier.port import Record, Refused, Unavailable
from db.engine import reading

SIDE_BY_SIDE = 8
"""So many calls are cancelled at once."""
_BEGUN = (AttemptState.PLACING, AttemptState.PLACED, AttemptState.RINGING)


@dataclass(frozen=True, slots=True)
class Begun:
    """A call that nobody has answered, as far as we know."""

    id: int
    ref: str | None
    state: str
    missed_at: datetime | None


def begun(desk: Desk, campaign: str | None, attempts: Collection[int] | None = None) -> list[Begun]:
    """Return what is open of one stopping campaign, or of all; `attempts` narrows it further."""
    stopping = select(Campaign.id).where(Campaign.state == CampaignState.STOPPING)
    rows = select(Attempt.id, Attempt.ref, Attempt.state, Attempt.missed_at).where(
        Attempt.campaign_id.in_(stopping), Attempt.state.in_(_BEGUN), Attempt.channel == "voice"
    )
    if campaign is not None:
        rows = rows.where(Attempt.campaign_id == campaign)
    if attempts is not None:
        rows = rows.where(Attempt.id.in_(attempts))
    with Session(reading(desk.engine)) as session:
        return [Begun(*row) for row in session.execute(rows)]


def cancel_begun(
    desk: Desk,
    campaign: str | None = None,
    attempts: Collection[int] | None = None,
    *,
    side_by_side: int = 1,
) -> None:
    """Cancel the calls of stopping campaigns that nobody has answered.

    The carrier says nothing of a call that it takes out of its queue, so each is looked up afterwards.
    """
    # A request that is under way has no reference yet: whoever notes its answer comes here again.
    known = [(one.id, one.ref) for one in begun(desk, campaign, attempts) if one.ref]
    records = _cancel(desk, [ref for _, ref in known], side_by_side)
    for (attempt, _), record in zip(known, records, strict=True):
        if record is not None:
            with Session(desk.engine) as session, session.begin():
                apply(session, Attempt.id == attempt, as_report("voice", record), desk.clock.now())


def _cancel(desk: Desk, refs: list[str], side_by_side: int) -> Iterator[Record | None]:
    """Cancel calls and yield what became of each, in their order; None where nobody knows."""
    away = Event()

    def cancel(ref: str) -> Record | None:
        if away.is_set():
            return None
        try:
            desk.carrier.cancel(ref)
            return desk.carrier.look_up(ref)
        except Unavailable as trouble:
            if trouble.code is None:
                away.set()  # Asking for the others would only wait again.
        except Refused:
            pass
        return None

    if side_by_side == 1 or len(refs) < 2:
        yield from map(cancel, refs)
        return
    with ThreadPoolExecutor(side_by_side, thread_name_prefix="cancel") as pool:
        yield from pool.map(cancel, refs)
