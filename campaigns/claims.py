"""Takes deliveries that are due for one worker, and gives each the sender's next free instant."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.models import Campaign, Delivery, Sender
from campaigns.pace import next_slot, one_slower, still_slowed
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.retry import channels
from campaigns.states import CampaignState, DeliveryState
from campaigns.tallies import live

LEASE = timedelta(seconds=30)
HORIZON = timedelta(seconds=1)
"""No instant further ahead than this is taken: what a worker holds when it dies is little."""


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this worker may place at `slot_at`, if nothing has changed by then."""

    delivery: int
    campaign: str
    slot_at: datetime
    rate: float


@dataclass(frozen=True, slots=True)
class Lane:
    """The channel and the sender through which a campaign's next calls or texts go."""

    channel: str
    sender: str
    pace: float | None


def lanes(desk: Desk, plan: Plan) -> list[Lane]:
    """Return the lanes of a plan, one for each channel."""
    senders = {"voice": desk.voice_from, "sms": desk.sms_from}
    return [Lane(channel, senders[channel], desk.sender_pace) for channel in channels(plan)]


@dataclass(frozen=True, slots=True)
class Claims:
    """What was claimed, and the instant at which the lane is free again where that held more back."""

    taken: list[Claimed]
    free_at: datetime | None = None
    nothing_due: bool = False


def claim(
    session: Session, campaign: Campaign, plan: Plan, lane: Lane, worker: str, now: datetime, want: int
) -> Claims:
    """Claim up to `want` due deliveries, no more than there are free lines, on a lease."""
    room = min(want, plan.pace.at_once - live(session, campaign.id) - _claimed(session, campaign.id))
    if room <= 0:
        return Claims([])
    sender = _sender(session, lane.sender, now)
    halved: float = 2 ** still_slowed(sender.slowed, sender.slowed_at, now)
    rate = plan.pace.per_second / halved
    due = select(Delivery.id).where(
        Delivery.campaign_id == campaign.id,
        Delivery.state == DeliveryState.WAITING,
        Delivery.due_at <= now,
        Delivery.channel == lane.channel,
    )
    ids = session.scalars(due.order_by(Delivery.due_at).limit(room).with_for_update(skip_locked=True)).all()
    taken, free_at = [], None
    for id_ in ids:
        slot = _slot(sender, campaign, now)
        if slot > now + HORIZON:
            free_at = slot - HORIZON
            break
        if lane.pace is not None:
            _, sender.next_slot = next_slot(sender.next_slot, slot, lane.pace / halved)
        _, campaign.next_slot = next_slot(campaign.next_slot or slot, slot, rate)
        taken.append(Claimed(id_, campaign.id, slot, rate))
    if taken:
        mine = {"state": DeliveryState.CLAIMED, "holder": worker, "lease_until": now + LEASE}
        rows = update(Delivery).where(Delivery.id.in_([c.delivery for c in taken]))
        session.execute(rows.values(**mine))
    return Claims(taken, free_at, nothing_due=not ids)


def _slot(sender: Sender, campaign: Campaign, now: datetime) -> datetime:
    """Return the next instant that both the sender and the campaign have free."""
    return max(sender.next_slot, campaign.next_slot or now, now)


def _sender(session: Session, name: str, now: datetime) -> Sender:
    found = session.get(Sender, name, with_for_update=True)
    if found is None:
        found = Sender(name=name, next_slot=now)
        session.add(found)
    return found


def slow(session: Session, name: str, now: datetime) -> None:
    """Halve a sender's pace, because the carrier had too much; it grows again by itself."""
    sender = _sender(session, name, now)
    sender.slowed, sender.slowed_at = one_slower(sender.slowed, sender.slowed_at, now)


def slowed(session: Session, name: str, now: datetime) -> int:
    """Return by how many halvings a sender's pace is lowered now."""
    sender = session.get(Sender, name)
    return still_slowed(sender.slowed, sender.slowed_at, now) if sender else 0


def slowed_for(session: Session, desk: Desk, campaign: Campaign, now: datetime) -> int:
    """Return likewise for a campaign, the slowest of its senders; one that does not run is not slowed."""
    if campaign.state != CampaignState.RUNNING:
        return 0
    return max(slowed(session, lane.sender, now) for lane in lanes(desk, plan_of(campaign)))


def _claimed(session: Session, campaign: str) -> int:
    rows = select(func.count()).select_from(Delivery)
    mine = rows.where(Delivery.campaign_id == campaign, Delivery.state == DeliveryState.CLAIMED)
    return session.scalar(mine) or 0


def give_back(session: Session, ids: list[int], due_at: datetime) -> None:
    """Return claimed deliveries to the queue."""
    rows = update(Delivery).where(Delivery.id.in_(ids), Delivery.state == DeliveryState.CLAIMED)
    session.execute(rows.values(state=DeliveryState.WAITING, holder=None, lease_until=None, due_at=due_at))


def release_leases(session: Session, now: datetime) -> int:
    """Return what dead workers had claimed; no request was begun for any of it."""
    late = update(Delivery).where(Delivery.state == DeliveryState.CLAIMED, Delivery.lease_until < now)
    values = late.values(state=DeliveryState.WAITING, holder=None, lease_until=None)
    return len(session.scalars(values.returning(Delivery.id)).all())
