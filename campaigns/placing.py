"""One call is begun: everything is asked again, and `placing` is committed before any request is made."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast

from sqlalchemy import Table, insert, select, update
from sqlalchemy.orm import Session

from campaigns.addressed import still_listed
from campaigns.caps import counts, spare, wait_for_others
from campaigns.claims import Claimed, give_back
from campaigns.desk import Desk
from campaigns.intake import destination
from campaigns.listed import still_asked
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.orders import order_of
from campaigns.pace import is_late
from campaigns.pinned import Pinned, pinned
from campaigns.plan import Plan
from campaigns.states import AttemptState, CampaignState, DeliveryState
from carrier.port import CallOrder, TextOrder
from privacy.vault import Destination

_D, _A = (cast("Table", model.__table__) for model in (Delivery, Attempt))
Asked = tuple[Delivery, Destination]


@dataclass(frozen=True, slots=True, repr=False)
class Placement:
    """A request that may now be made once. It holds a number, so it does not print itself."""

    attempt: int
    campaign: str
    order: CallOrder | TextOrder
    begun: datetime


def begin(
    session: Session, desk: Desk, held: Sequence[Claimed], worker: str, since: datetime
) -> list[Placement]:
    """Ask again and commit `placing`: still mine, campaign running, window open, not do-not-call, in time.

    All are of one campaign, and it is `since` or later. What may not be called now goes back to the queue, as
    do those that come too late for their slots and homes that have been called enough; who asked not to be
    called, or has left the list that the campaign is for, is `refused`.
    """
    campaign, slots = held[0].campaign, {claimed.delivery: claimed for claimed in held}
    found = session.get(Campaign, campaign, with_for_update={"read": True})
    now = max(since, desk.clock.now())
    if found is None or found.state != CampaignState.RUNNING:
        give_back(session, list(slots), now)
        return []
    said = pinned(session, campaign)
    mine = (Delivery.state == DeliveryState.CLAIMED, Delivery.holder == worker)
    rows = select(Delivery).where(Delivery.id.in_(slots), *mine).order_by(Delivery.id).with_for_update()
    asked = _who_may_be_called(session, desk, said.plan, session.scalars(rows).all(), now)
    if any(counts(said.plan, row.channel) for row, _ in asked):
        wait_for_others(session)
    # The clock is read as late as can be: what was waited for above must not push two starts together.
    at = max(now, desk.clock.now())
    in_time = _in_time(session, desk, said.plan, asked, slots, at)
    free = spare(session, desk, said.plan, in_time, at)
    return _opened(session, desk, said, free, slots, at)


def _in_time(
    session: Session, desk: Desk, plan: Plan, asked: list[Asked], slots: Mapping[int, Claimed], at: datetime
) -> list[Asked]:
    """Give back who comes too late for their slot, and everybody where the window is closed by now."""
    speed, is_open = getattr(desk.clock, "speed", 1.0), desk.policy.may_call(plan, at)
    late = {row.id for row, _ in asked if not is_open or is_late(slots[row.id].slot_at, at, speed)}
    if late:
        give_back(session, list(late), at)
    return [(row, whom) for row, whom in asked if row.id not in late]


def _who_may_be_called(
    session: Session, desk: Desk, plan: Plan, rows: Sequence[Delivery], now: datetime
) -> list[Asked]:
    """Open the numbers; who asked not to be called, or is on the list no more, is refused and left out."""
    opened = [
        (row, whom, desk.do_not_call.handle(whom.number)) for row in rows for whom in [destination(desk, row)]
    ]
    refusing = desk.do_not_call.contains_any(session, [handle for _, _, handle in opened], now)
    asked = []
    for row, whom, handle in opened:
        wanted = still_asked(session, desk, plan, whom.number, now)
        if handle in refusing or not wanted or not still_listed(session, row.institution_id):
            row.state, row.holder, row.lease_until = DeliveryState.REFUSED, None, None
        else:
            asked.append((row, whom))
    return asked


def _opened(
    session: Session, desk: Desk, said: Pinned, free: list[Asked], slots: Mapping[int, Claimed], at: datetime
) -> list[Placement]:
    """Open the deliveries, each with its new attempt, and return what is to be requested."""
    if not free:
        return []
    open_ = {"state": DeliveryState.OPEN, "attempts": _D.c.attempts + 1, "holder": None, "lease_until": None}
    session.connection().execute(update(_D).where(_D.c.id.in_([r.id for r, _ in free])).values(**open_))
    new = [_attempt(said.plan, row, slots[row.id].sender, at) for row, _ in free]
    # In no order: to have one, SQLite would need a statement for each.
    made = session.connection().execute(insert(_A).returning(_A.c.token, _A.c.id), new)
    ids = {row.token: row.id for row in made}
    return [
        Placement(ids[one["token"]], row.campaign_id, order_of(desk, said, row, whom, one, at), at)
        for (row, whom), one in zip(free, new, strict=True)
    ]


def _attempt(plan: Plan, row: Delivery, sender: str, at: datetime) -> dict[str, Any]:
    return {
        "campaign_id": row.campaign_id,
        "delivery_id": row.id,
        "number": row.attempts + 1,
        "channel": row.channel,
        "sender": sender,
        "token": secrets.token_urlsafe(12),
        "state": AttemptState.PLACING,
        "placing_at": at,
        "counted": not counts(plan, row.channel),
    }
