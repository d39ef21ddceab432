"""One call is begun: everything is asked again, and `placing` is committed before any request is made."""

import secrets
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import insert, update
from sqlalchemy.orm import Session

from campaigns.addressed import still_listed
from campaigns.caps import counts, spare
from campaigns.claims import give_back
from campaigns.desk import Desk
from campaigns.intake import destination
from campaigns.listed import still_asked
from campaigns.models import Attempt, Campaign, Delivery
from campaigns.pinned import Pinned, pinned
from campaigns.plan import Plan
from campaigns.states import AttemptState, CampaignState, DeliveryState
from carrier.port import CallOrder, TextOrder
from db.clock import TOKYO
from privacy.vault import Destination
from prompts.library import Channel

LONGEST_KEPT = 14_400
"""Seconds for which a carrier tries to deliver a text at most."""


@dataclass(frozen=True, slots=True, repr=False)
class Placement:
    """A request that may now be made once. It holds a number, so it does not print itself."""

    attempt: int
    campaign: str
    order: CallOrder | TextOrder


def begin(
    session: Session, desk: Desk, campaign: str, deliveries: list[int], worker: str, now: datetime
) -> list[Placement]:
    """Ask again and commit `placing`: still mine, campaign running, window open, not do-not-call.

    What may not be called now goes back to the queue, as do homes that have been called enough; who asked not
    to be called, or has left the list that the campaign is for, is `refused`.
    """
    found = session.get(Campaign, campaign, with_for_update={"read": True})
    if (
        found is None
        or found.state != CampaignState.RUNNING
        or not desk.policy.may_call(pinned(session, campaign).plan, now)
    ):
        give_back(session, deliveries, now)
        return []
    mine = update(Delivery).where(
        Delivery.id.in_(deliveries), Delivery.state == DeliveryState.CLAIMED, Delivery.holder == worker
    )
    rows = session.execute(
        mine.values(state=DeliveryState.OPEN, attempts=Delivery.attempts + 1, holder=None, lease_until=None)
        .returning(Delivery)
        .execution_options(synchronize_session=False, populate_existing=True)
    ).scalars()
    said = pinned(session, campaign)
    asked = [(row, whom) for row in rows.all() if (whom := _whom(session, desk, said.plan, row, now))]
    free = spare(session, desk, said.plan, asked, now)
    return [_placement(session, desk, said, row, whom, now) for row, whom in free]


def _whom(session: Session, desk: Desk, plan: Plan, row: Delivery, now: datetime) -> Destination | None:
    """Return whom a delivery goes to; None where they asked not to be called, and it is refused."""
    whom = destination(desk, row)
    refused = desk.do_not_call.contains(session, whom.number, now)
    asked = still_asked(session, desk, plan, whom.number, now)
    if refused or not asked or not still_listed(session, row.institution_id):
        row.state = DeliveryState.REFUSED
        return None
    return whom


def _placement(
    session: Session, desk: Desk, said: Pinned, row: Delivery, whom: Destination, now: datetime
) -> Placement:
    token = secrets.token_urlsafe(12)
    values: dict[str, Any] = {
        "campaign_id": row.campaign_id,
        "delivery_id": row.id,
        "number": row.attempts,
        "channel": row.channel,
        "token": token,
        "state": AttemptState.PLACING,
        "placing_at": now,
        "counted": not counts(said.plan, row.channel),
    }
    attempt = session.scalar(insert(Attempt).values(**values).returning(Attempt.id))
    assert attempt is not None
    if row.channel == "sms":
        body = desk.prompts.fill_date(
            row.language, said.text[row.language], now.astimezone(TOKYO).date(), Channel.SMS
        )
        status, valid = desk.url(f"/texts/{token}/status"), _seconds_left(desk, said, now)
        text = TextOrder(whom.number, desk.sms_from, body, status, valid)
        return Placement(attempt, row.campaign_id, text)
    call = CallOrder(
        to=whom.number,
        sender=desk.voice_from,
        answer_url=desk.url(f"/calls/{token}/answer"),
        status_url=desk.url(f"/calls/{token}/status"),
        ring_seconds=said.plan.ring_seconds,
        send_digits=whom.extension,
    )
    return Placement(attempt, row.campaign_id, call)


def _seconds_left(desk: Desk, said: Pinned, now: datetime) -> int:
    """Return how long the carrier may keep a text before it must not arrive any more."""
    closing = desk.policy.hours_of(said.plan).closes_at(now)
    until = min(filter(None, (closing, said.plan.not_after)), default=None)
    return LONGEST_KEPT if until is None else max(1, min(LONGEST_KEPT, int((until - now).total_seconds())))
