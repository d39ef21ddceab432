"""Stop means stop: nothing is begun after the commit, and what was begun is cancelled."""

from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.desk import Desk
from campaigns.models import Attempt, Campaign
from campaigns.people import Actor
from campaigns.receipts import apply, as_report
from campaigns.reconcile import Reconciler
from campaigns.states import AttemptState, CampaignState
from carrier.port import Refused, Unavailable
from db.engine import reading

WAIT_SECONDS = 60
PATIENCE = 0.25
_BEGUN = (AttemptState.PLACING, AttemptState.PLACED, AttemptState.RINGING)


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a stop did: how many will not be called, were cancelled while they rang, are still open."""

    campaign: str
    spared: int | None
    cancelled: int
    left: int

    def as_text(self) -> str:
        """Say it in one line."""
        if self.spared is None:
            return f"{self.campaign}: it was stopped before"
        left = f"; {self.left} still open at the carrier, looked up by the worker" if self.left else ""
        spared, rang = f"{self.spared:,} will not be called", f"{self.cancelled:,} were ringing"
        return f"{self.campaign}: stopped; {spared}, {rang}{left}"


def stop_and_wait(desk: Desk, campaign: str, actor: Actor, *, seconds: float = WAIT_SECONDS) -> Stopped:
    """Stop a campaign and return when nothing that was begun is left; see `halt` and `wait`."""
    spared = lifecycle.halt(desk, campaign, actor, desk.clock.now())
    return wait(desk, campaign, spared, seconds=seconds)


def wait(desk: Desk, campaign: str, spared: int | None, *, seconds: float = WAIT_SECONDS) -> Stopped:
    """Cancel what rings of a stopped campaign until nothing that was begun is left, or time is up.

    Calls that were answered are heard to their end: cutting a warning off frightens more than it helps.
    A request whose answer was lost is looked for here too, should no worker be there to do it.
    """
    waited, reconciler = 0.0, Reconciler(desk)
    while True:
        reconciler.look(desk.clock.now())
        cancel_begun(desk, campaign)
        left = len(_begun(desk, campaign))
        if not left or waited >= seconds:
            return Stopped(campaign, spared, _cancelled(desk, campaign), left)
        desk.clock.sleep(PATIENCE)
        waited += PATIENCE


def cancel_begun(desk: Desk, campaign: str | None = None, attempts: Collection[int] | None = None) -> None:
    """Cancel the calls of stopping campaigns that nobody has answered.

    The carrier says nothing of a call that it takes out of its queue, so each is looked up afterwards.
    """
    for attempt, ref in _begun(desk, campaign, attempts):
        if ref is None:
            continue  # Its request is under way: whoever notes the answer comes here again.
        try:
            desk.carrier.cancel(ref)
            record = desk.carrier.look_up(ref)
        except Unavailable as trouble:
            if trouble.code is None:
                break  # The carrier is away; asking for the others would only wait again.
            continue
        except Refused:
            continue
        with Session(desk.engine) as session, session.begin():
            apply(session, Attempt.id == attempt, as_report("voice", record), desk.clock.now())


def _cancelled(desk: Desk, campaign: str) -> int:
    """Return how many calls were cancelled, whether this process did it or a worker."""
    rows = select(func.count()).select_from(Attempt)
    ended = rows.where(Attempt.campaign_id == campaign, Attempt.state == AttemptState.CANCELLED)
    with Session(reading(desk.engine)) as session:
        return session.scalar(ended) or 0


def _begun(
    desk: Desk, campaign: str | None, attempts: Collection[int] | None = None
) -> list[tuple[int, str | None]]:
    stopping = select(Campaign.id).where(Campaign.state == CampaignState.STOPPING)
    rows = select(Attempt.id, Attempt.ref).where(
        Attempt.campaign_id.in_(stopping), Attempt.state.in_(_BEGUN), Attempt.channel == "voice"
    )
    if campaign is not None:
        rows = rows.where(Attempt.campaign_id == campaign)
    if attempts is not None:
        rows = rows.where(Attempt.id.in_(attempts))
    with Session(reading(desk.engine)) as session:
        return [(attempt, ref) for attempt, ref in session.execute(rows)]
