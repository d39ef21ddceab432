"""What a worker claims ahead for its slots, campaign by campaign, and when it will be worth looking again."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.claims import HORIZON, Claimed, claim
from campaigns.desk import Desk
from campaigns.models import Campaign
from campaigns.pausing import pausing
from campaigns.pinned import pinned
from campaigns.plan import Plan
from campaigns.senders import lanes, load, not_ours
from campaigns.states import CampaignState
from campaigns.surge import pace_for
from db.engine import reading, relaxed

MOST_HELD = 20
"""Deliveries that a worker holds for their slots at most."""
QUIET = timedelta(seconds=0.5)
"""How long a campaign without free lines is left alone."""
IDLE = timedelta(seconds=1.5)
"""How long one is left alone in which nobody is due."""


@dataclass(frozen=True, slots=True)
class Quiet:
    """Until when a campaign is left alone, and whether there will surely be something to do then."""

    until: datetime
    wakes: bool


class Claiming:
    """One worker's claims. `held` is what it has claimed and not begun."""

    def __init__(self, worker: str, now: datetime) -> None:
        self._worker, self._began = worker, now
        self.held: list[Claimed] = []
        self.wakes: list[datetime] = []
        """When a sender or a campaign is free again, as the last look found."""
        self._quiet: dict[str, Quiet] = {}

    def claim(self, desk: Desk, now: datetime, began: datetime) -> None:
        """Claim what is due in running campaigns; `began` is when this round of the worker did."""
        self.wakes, self._began = [], began
        with Session(reading(desk.engine)) as session:
            running = session.execute(
                select(Campaign.id, Campaign.next_slot)
                .where(Campaign.state == CampaignState.RUNNING, Campaign.live.is_(not desk.training))
                .order_by(Campaign.plan["audience"].as_string(), Campaign.started_at)  # Institutions first.
            ).all()
        for campaign, next_slot in running:
            quiet = self._quiet.get(campaign)
            if quiet and quiet.until > now:
                self.wakes += [quiet.until] if quiet.wakes else []
                continue
            if len(self.held) >= MOST_HELD:
                break
            if next_slot and next_slot > now + HORIZON / 2:
                self.wakes.append(next_slot - HORIZON / 2)  # What is held lasts until then.
            else:
                self._claim_for(desk, campaign, now)

    def _claim_for(self, desk: Desk, campaign: str, now: datetime) -> None:
        with Session(relaxed(desk.engine)) as session, session.begin():
            found = session.get(Campaign, campaign, with_for_update=True)
            if found is None or found.state != CampaignState.RUNNING:
                return
            now = max(now, desk.clock.now())  # Others may have held the campaign for a while.
            plan = pace_for(session, desk.policy, pinned(session, campaign).plan, now)
            if plan is None:
                self.wakes.append(now + IDLE)  # The hotline has too much to do.
            if plan is None or not desk.policy.may_call(plan, now):
                return
            if wrong := not_ours(plan, desk.voices, desk.texts):
                session.execute(pausing(campaign, wrong[0]))
                return
            self._take(session, desk, found, plan, now)

    def _take(self, session: Session, desk: Desk, campaign: Campaign, plan: Plan, now: datetime) -> None:
        # What comes before the call will take as long as what came before the claim: twice, to be sure.
        ready_in = min(2 * max(now - self._began, timedelta(0)), HORIZON / 4)
        when = {"now": now, "ready": now + ready_in}
        ways, found = lanes(desk, plan), []
        senders = load(session, [name for lane in ways for name in lane.senders], now)
        for lane in ways:
            want = MOST_HELD - len(self.held)
            found.append(
                claim(session, campaign, plan, lane, senders, worker=self._worker, **when, want=want)
            )
            self.held += found[-1].taken
        if not any(claims.taken for claims in found):
            free_at = min(filter(None, (claims.free_at for claims in found)), default=None)
            rest = IDLE if all(claims.nothing_due for claims in found) else QUIET
            self._quiet[campaign.id] = Quiet(free_at or now + rest, wakes=free_at is not None)
