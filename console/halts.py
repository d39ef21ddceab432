"""Everything that dials, stopped by one press: first all of it, then what rings is waited for."""

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns import lifecycle
from campaigns.desk import Desk
from campaigns.halting import Stopped, wait
from campaigns.lifecycle import NotNow
from campaigns.models import Campaign
from campaigns.people import Actor
from campaigns.states import CampaignState as S
from console import accounts, acts
from console.today import Card, running
from db.engine import reading

TOGETHER_SECONDS = 10.0
"""A browser waits no longer than so for all of them; the worker ends what is left."""
_ROUNDS = 3
"""A recurring campaign may begin a run while it is being stopped."""


@dataclass(frozen=True, slots=True)
class Running:
    """What runs or is paused, how many it would still call, and how many of its calls ring now."""

    cards: Sequence[Card]

    @property
    def spared(self) -> int:
        """Return how many would not be called."""
        return sum(card.progress.number("waiting") for card in self.cards)

    @property
    def ringing(self) -> int:
        """Return how many telephones ring."""
        return sum(card.pulse.ringing for card in self.cards)


def runs(desk: Desk) -> Running:
    """Return all that a press would stop."""
    with Session(reading(desk.engine)) as session:
        cards = running(session, desk.clock.now(), desk.policy)
    return Running([card for card in cards if card.campaign.state != S.STOPPING])


def stop_everything(desk: Desk, who: Actor) -> list[tuple[Campaign, Stopped]]:
    """Stop every campaign that runs or is paused; returns what came of each."""
    spared: dict[str, int | None] = {}
    seen: dict[str, Campaign] = {}
    for _ in range(_ROUNDS):
        found = _under_way(desk)
        if not found:
            break
        seen |= found
        spared |= {id_: _halted(desk, id_, who) for id_ in found}
    until = desk.clock.now().timestamp() + TOGETHER_SECONDS
    for id_, number in spared.items():
        wait(desk, id_, number, seconds=0)  # What rings is cancelled in all before any is waited for.
    return [
        (seen[id_], wait(desk, id_, number, seconds=max(0.0, until - desk.clock.now().timestamp())))
        for id_, number in spared.items()
    ]


def who_may(desk: Desk) -> list[str]:
    """Return the names of those who may stop."""
    everyone = accounts.everyone(desk.engine)
    return [name for name, role, is_in in everyone if is_in and acts.may(Actor(name, role), "stop")]


def _halted(desk: Desk, campaign: str, who: Actor) -> int | None:
    try:
        return lifecycle.halt(desk, campaign, who, desk.clock.now())
    except NotNow:
        return None  # It came to its end between the look and the press.


def _under_way(desk: Desk) -> dict[str, Campaign]:
    with Session(reading(desk.engine)) as session:
        rows = select(Campaign).where(Campaign.state.in_((S.RUNNING, S.PAUSED)))
        return {one.id: one for one in session.scalars(rows)}
