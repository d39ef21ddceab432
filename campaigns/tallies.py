"""Counts of a campaign: by end, language, area, kind of line, attempt and hour. No row here names anybody."""

from collections import Counter
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session

from campaigns.models import Attempt, Campaign, Delivery
from campaigns.states import DeliveryState
from campaigns.used import used
from db.clock import TOKYO


def counts(session: Session, campaign: Campaign) -> dict[str, int]:
    """Return how many recipients stand where: by end of the last attempt, else by the delivery's state."""
    if campaign.final is not None:
        return {str(end): int(number) for end, number in campaign.final["ends"].items()}
    total: Counter[str] = Counter()
    for state, end, number in session.execute(_grouped(campaign.id, Delivery.state, Delivery.end)):
        total[end if state == DeliveryState.DONE and end else state] += number
    return dict(sorted(total.items()))


def put_off(session: Session, campaign: str) -> int:
    """Return how many were put off to another day, because their homes had been called enough."""
    rows = select(func.count()).select_from(Delivery)
    return session.scalar(rows.where(Delivery.campaign_id == campaign, Delivery.put_off > 0)) or 0


def part(session: Session, campaign: Campaign, name: str) -> dict[str, dict[str, int]]:
    """Return the ends by `language`, `area`, `kind` (of recipients) or `hour` (of calls and texts)."""
    if campaign.final is not None:
        return dict(campaign.final.get(name, {}))
    return _by_hour(session, campaign.id) if name == "hour" else _by(session, campaign.id, name)


def facts(session: Session, campaign: Campaign) -> dict[str, Any]:
    """Return all that a report is made from; after the erasure, what was kept."""
    if campaign.final is not None:
        return dict(campaign.final)
    return {
        "ends": counts(session, campaign),
        **{name: _by(session, campaign.id, name) for name in ("language", "area", "kind")},
        "attempt": _by_attempt(session, campaign.id),
        "listener": _by_listener(session, campaign.id),
        "hour": _by_hour(session, campaign.id),
        "put_off": put_off(session, campaign.id),
        **used(session, campaign.id),
        "first_call": _edge(session, campaign.id, func.min),
        "last_call": _edge(session, campaign.id, func.max),
    }


def _grouped(campaign: str, *columns: Any) -> Select[Any]:
    return select(*columns, func.count()).where(Delivery.campaign_id == campaign).group_by(*columns)


def _by(session: Session, campaign: str, name: str) -> dict[str, dict[str, int]]:
    column = getattr(Delivery, name)
    found: dict[str, dict[str, int]] = {}
    for value, state, end, number in session.execute(
        _grouped(campaign, column, Delivery.state, Delivery.end)
    ):
        ends = found.setdefault(value or "", {})
        key = end if state == DeliveryState.DONE and end else state
        ends[key] = ends.get(key, 0) + number
    return found


def _by_attempt(session: Session, campaign: str) -> dict[str, dict[str, int]]:
    rows = select(Attempt.number, Attempt.state, func.count()).where(Attempt.campaign_id == campaign)
    found: dict[str, dict[str, int]] = {}
    for number, state, count in session.execute(rows.group_by(Attempt.number, Attempt.state)):
        found.setdefault(str(number), {})[state] = count
    return found


def _by_listener(session: Session, campaign: str) -> dict[str, dict[str, int]]:
    """Return the ends of calls of which the carrier found out who answered: human, machine, unknown."""
    rows = select(Attempt.listener, Attempt.state, func.count())
    rows = rows.where(Attempt.campaign_id == campaign, Attempt.listener.is_not(None))
    found: dict[str, dict[str, int]] = {}
    for listener, state, count in session.execute(rows.group_by(Attempt.listener, Attempt.state)):
        found.setdefault(str(listener), {})[state] = count
    return found


def _by_hour(session: Session, campaign: str) -> dict[str, dict[str, int]]:
    rows = select(Attempt.placing_at, Attempt.state).where(Attempt.campaign_id == campaign)
    found: dict[str, dict[str, int]] = {}
    for at, state in session.execute(rows):
        ends = found.setdefault(at.astimezone(TOKYO).strftime("%Y-%m-%d %H:00"), {})
        ends[state] = ends.get(state, 0) + 1
    return found


def _edge(session: Session, campaign: str, edge: Any) -> str | None:
    found: datetime | None = session.scalar(
        select(edge(Attempt.placing_at)).where(Attempt.campaign_id == campaign)
    )
    return found.isoformat() if found else None
