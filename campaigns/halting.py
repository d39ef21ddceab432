"""Stop means stop: nothing is begun after the commit, and what was begun is cancelled."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.desk import Desk
from campaigns.models import Attempt
from campaigns.people import Actor
from campaigns.states import AttemptState
from carrier.port import CarrierError

WAIT_SECONDS = 60
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
    """Stop a campaign, cancel what rings, and return when nothing that was begun is left.

    Calls that were answered are heard to their end: cutting a warning off frightens more than it helps.
    """
    spared = lifecycle.halt(desk, campaign, actor, desk.clock.now())
    cancelled: set[str] = set()
    waited = 0.0
    while True:
        begun = _begun(desk, campaign)
        fresh = [ref for ref in begun if ref and ref not in cancelled]
        for ref in fresh:
            if _cancel(desk, ref):
                cancelled.add(ref)
        if not begun or waited >= seconds:
            return Stopped(campaign, spared, len(cancelled), len(begun))
        desk.clock.sleep(0.25)
        waited += 0.25


def _begun(desk: Desk, campaign: str) -> list[str | None]:
    with Session(desk.engine) as session:
        rows = select(Attempt.ref).where(Attempt.campaign_id == campaign, Attempt.state.in_(_BEGUN))
        return list(session.scalars(rows.where(Attempt.channel == "voice")))


def _cancel(desk: Desk, ref: str) -> bool:
    try:
        desk.carrier.cancel(ref)
    except CarrierError:
        return False
    return True
