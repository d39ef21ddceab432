"""What an attempt asks of the carrier: one call or one text, with the addresses that lead back to it."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from campaigns import listeners
from campaigns.desk import Desk
from campaigns.models import Delivery
from campaigns.pinned import Pinned
from carrier.port import CallOrder, TextOrder
from db.clock import TOKYO
from privacy.vault import Destination
from prompts.library import Channel

LONGEST_KEPT = 14_400
"""Seconds for which a carrier tries to deliver a text at most."""


def order_of(
    desk: Desk, said: Pinned, row: Delivery, whom: Destination, attempt: Mapping[str, Any], at: datetime
) -> CallOrder | TextOrder:
    """Return what an attempt asks of the carrier; it holds the number."""
    token, sender = attempt["token"], attempt["sender"]
    if row.channel == "sms":
        day = at.astimezone(TOKYO).date()
        body = desk.prompts.fill_date(row.language, said.text[row.language], day, Channel.SMS)
        status, valid = desk.url(f"/texts/{token}/status"), _seconds_left(desk, said, at)
        return TextOrder(whom.number, sender, body, status, valid)
    return CallOrder(
        to=whom.number,
        sender=sender,
        answer_url=desk.url(f"/calls/{token}/answer"),
        status_url=desk.url(f"/calls/{token}/status"),
        ring_seconds=said.plan.ring_seconds,
        send_digits=whom.extension,
        listener_url=listeners.address(desk, said.plan, token),
    )


def _seconds_left(desk: Desk, said: Pinned, now: datetime) -> int:
    """Return how long the carrier may keep a text before it must not arrive any more."""
    closing = desk.policy.hours_of(said.plan).closes_at(now)
    until = min(filter(None, (closing, said.plan.not_after)), default=None)
    return LONGEST_KEPT if until is None else max(1, min(LONGEST_KEPT, int((until - now).total_seconds())))
