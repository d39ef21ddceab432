"""Takes deliveries that are due for one worker, and gives each the next free instant of a sender."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast

from sqlalchemy import Table, func, literal_column, select, update
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery, Sender
from campaigns.pace import interval, next_slot, ramped, still_slowed
from campaigns.plan import Plan
from campaigns.senders import Lane, first_free
from campaigns.states import LIVE, DeliveryState

LEASE = timedelta(seconds=30)
HORIZON = timedelta(seconds=1)
"""No instant further ahead than this is taken: what a worker holds when it dies is little."""
# The tables themselves: every call goes through here, and mapped classes cost more.
_D, _A = (cast("Table", model.__table__) for model in (Delivery, Attempt))


@dataclass(frozen=True, slots=True)
class Claimed:
    """A delivery that this worker may place at `slot_at` from `sender`, if nothing has changed by then."""

    delivery: int
    campaign: str
    slot_at: datetime
    sender: str


@dataclass(frozen=True, slots=True)
class Claims:
    """What was claimed, and the instant at which the lane is free again where that held more back."""

    taken: list[Claimed]
    free_at: datetime | None = None
    nothing_due: bool = False


def claim(
    session: Session,
    campaign: Campaign,
    plan: Plan,
    lane: Lane,
    senders: Mapping[str, Sender],
    *,
    worker: str,
    now: datetime,
    ready: datetime,
    want: int,
) -> Claims:
    """Claim up to `want` due deliveries, no more than there are free lines, on a lease.

    The campaign and its senders are locked by the caller, who will not be ready to begin before `ready`.
    """
    room = min(want, plan.pace.at_once - _lines(session, campaign.id))
    if room <= 0:
        return Claims([])
    due = select(_D.c.id).where(
        _D.c.campaign_id == campaign.id,
        _D.c.state == DeliveryState.WAITING,
        _D.c.due_at <= now,
        _D.c.channel == str(lane.channel),
    )
    rows = due.order_by(_D.c.due_at).limit(room).with_for_update(skip_locked=True)
    ids = session.connection().scalars(rows).all()
    turns = [senders[name] for name in lane.senders]
    taken, free_at = [], None
    for id_ in ids:
        sender = first_free(turns)
        slot = max(sender.next_slot if lane.pace else ready, campaign.next_slot or ready, ready)
        if slot > now + HORIZON:
            free_at = slot - HORIZON
            break
        _take(sender, campaign, plan, lane, slot)
        taken.append(Claimed(id_, campaign.id, slot, sender.name))
    _hold(session, [claimed.delivery for claimed in taken], worker, now)
    return Claims(taken, free_at, nothing_due=not ids)


def _take(sender: Sender, campaign: Campaign, plan: Plan, lane: Lane, slot: datetime) -> None:
    """Take an instant of the sender's and the campaign's; whoever comes next finds it taken."""
    halved: float = 2 ** still_slowed(sender.slowed, sender.slowed_at, slot)
    rate = ramped(plan.pace.per_second, plan.pace.ramp, campaign.started_at, slot) / halved
    _, campaign.next_slot = next_slot(campaign.next_slot or slot, slot, rate)
    # Where a sender has no pace of its own, the instant only tells whose turn it is.
    rest = interval(lane.pace / halved) if lane.pace else timedelta.resolution
    sender.next_slot = slot + rest


def _lines(session: Session, campaign: str) -> int:
    """Return how many calls of a campaign hold a line now, or soon will: claimed ones count too."""
    live = select(func.count()).where(_A.c.campaign_id == campaign, _A.c.state.in_(LIVE)).scalar_subquery()
    mine = (_D.c.campaign_id == campaign, _D.c.state == DeliveryState.CLAIMED)
    claimed = select(func.count()).where(*mine).scalar_subquery()
    return session.connection().scalar(select(live + claimed)) or 0


def _hold(session: Session, ids: Sequence[int], worker: str, now: datetime) -> None:
    mine = {"state": DeliveryState.CLAIMED, "holder": worker, "lease_until": now + LEASE}
    if ids:
        session.connection().execute(update(_D).where(_D.c.id.in_(ids)).values(**mine))


def give_back(session: Session, ids: Sequence[int], due_at: datetime) -> None:
    """Return claimed deliveries to the queue."""
    rows = update(_D).where(_D.c.id.in_(ids), _D.c.state == DeliveryState.CLAIMED)
    again = {"state": DeliveryState.WAITING, "holder": None, "lease_until": None, "due_at": due_at}
    session.connection().execute(rows.values(**again))


def release_leases(session: Session, now: datetime) -> int:
    """Return what dead workers had claimed; no request was begun for any of it."""
    # The state as a literal, so that databases see that the small index of leases has all that is asked for.
    claimed = _D.c.state == literal_column("'claimed'")
    late = update(_D).where(claimed, _D.c.lease_until < now)
    values = late.values(state=DeliveryState.WAITING, holder=None, lease_until=None)
    return session.connection().execute(values).rowcount
