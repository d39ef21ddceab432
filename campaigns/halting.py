"""Stop means stop: nothing is begun after the commit, and what was begun is cancelled."""

from contextlib import suppress
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.cancelling import SIDE_BY_SIDE, begun, cancel_begun
from campaigns.desk import Desk
from campaigns.models import Attempt
from campaigns.people import Actor
from campaigns.reconcile import Reconciler, seek
from campaigns.series import running_children
from campaigns.states import AttemptState
from carrier.port import CarrierError
from db.engine import reading

WAIT_SECONDS = 60
PATIENCE = 0.25
FIRST_SEEK = 1.0
"""Seconds after which requests without an answer are looked for; most that are under way have one by then."""


@dataclass(frozen=True, slots=True)
class Stopped:
    """What a stop did: how many will not be called, were cancelled, rang among them, are still open."""

    campaign: str
    spared: int | None
    cancelled: int
    left: int
    rang: int = 0

    def as_text(self) -> str:
        """Say it in one line."""
        if self.spared is None:
            return f"{self.campaign}: it was stopped before"
        left = f"; {self.left} still open at the carrier, looked up by the worker" if self.left else ""
        spared, rang = f"{self.spared:,} will not be called", f"{self.rang:,} of them rang"
        return f"{self.campaign}: stopped; {spared}, {self.cancelled:,} cancelled, {rang}{left}"


def stop_and_wait(desk: Desk, campaign: str, actor: Actor, *, seconds: float = WAIT_SECONDS) -> Stopped:
    """Stop a campaign and return when nothing that was begun is left; see `halt` and `wait`.

    Of a recurring one also its run that is under way.
    """
    spared = lifecycle.halt(desk, campaign, actor, desk.clock.now())
    with Session(reading(desk.engine)) as session:
        ids = [campaign, *(run.id for run in running_children(session, campaign))]
    each = [wait(desk, id_, spared, seconds=seconds) for id_ in ids]
    cancelled, left, rang = (
        sum(getattr(one, name) for one in each) for name in ("cancelled", "left", "rang")
    )
    return Stopped(campaign, spared, cancelled, left, rang)


def wait(desk: Desk, campaign: str, spared: int | None, *, seconds: float = WAIT_SECONDS) -> Stopped:
    """Cancel what rings of a stopped campaign until nothing that was begun is left, or time is up.

    Calls that were answered are heard to their end: cutting a warning off frightens more than it helps.
    Requests whose answers were lost are looked for here too, and early. One that the carrier's list does not
    have when its time is over is `left`: it takes five minutes more to know that it was never placed.
    """
    began, rang, reconciler = desk.clock.now(), set[int](), Reconciler(desk)
    seek_after = FIRST_SEEK
    while True:
        waited = (desk.clock.now() - began).total_seconds()
        reconciler.look(desk.clock.now())
        if waited >= seek_after:
            seek_after = 2 * waited
            _seek(desk, campaign)
        rang |= {one.id for one in begun(desk, campaign) if one.state == AttemptState.RINGING}
        cancel_begun(desk, campaign, side_by_side=SIDE_BY_SIDE)
        left = begun(desk, campaign)
        if all(one.missed_at for one in left) or waited >= seconds:
            cancelled = _cancelled(desk, campaign)
            return Stopped(campaign, spared, len(cancelled), len(left), len(rang & cancelled))
        desk.clock.sleep(PATIENCE)


def _seek(desk: Desk, campaign: str) -> None:
    if any(one.ref is None for one in begun(desk, campaign)):
        with suppress(CarrierError):  # It is away, and is asked again.
            seek(desk, desk.clock.now())


def _cancelled(desk: Desk, campaign: str) -> set[int]:
    """Return which calls were cancelled, whether this process did it or a worker."""
    ended = select(Attempt.id).where(Attempt.campaign_id == campaign, Attempt.state == AttemptState.CANCELLED)
    with Session(reading(desk.engine)) as session:
        return set(session.scalars(ended))
