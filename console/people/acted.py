"""The audit, looked through: who did what, to what, and when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Any

from sqlalchemy import Engine, Select, func, select
from sqlalchemy.orm import Session

from campaigns import excel
from campaigns.models import Campaign
from console.people.told import Told
from db.clock import TOKYO
from db.engine import reading
from privacy.models import AuditEntry

A_PAGE = 100
COLUMNS = ("number", "time", "person", "act", "subject", "detail", "system")
MOST = 50_000
"""Rows of a table that is sent; a year of a busy line has fewer."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is looked for; empty means all."""

    person: str = ""
    act: str = ""
    campaign: str = ""
    day: date | None = None
    page: int = 1


@dataclass(frozen=True, slots=True)
class Day:
    """The acts of one day in Japan, the latest first."""

    day: date
    entries: Sequence[AuditEntry]


@dataclass(frozen=True, slots=True)
class Looked:
    """A page of the audit; `names` are those of the campaigns in it, by id."""

    days: Sequence[Day]
    names: dict[str, str]
    total: int
    pages: int
    people: Sequence[str]
    acts: Sequence[str]
    campaigns: Sequence[tuple[str, str]]


def look(engine: Engine, wish: Wish) -> Looked:
    """Return a page of what was done."""
    with Session(reading(engine)) as session:
        total = session.scalar(_wanted(select(func.count(AuditEntry.id)), wish)) or 0
        rows = _wanted(select(AuditEntry), wish).order_by(AuditEntry.id.desc())
        entries = session.scalars(rows.limit(A_PAGE).offset((wish.page - 1) * A_PAGE)).all()
        campaigns = session.execute(select(Campaign.id, Campaign.name).order_by(Campaign.created_at.desc()))
        known = [(id_, name) for id_, name in campaigns]
        days = [Day(day, list(group)) for day, group in groupby(entries, _day)]
        people, done = (
            session.scalars(select(column).distinct().order_by(column)).all()
            for column in (AuditEntry.actor, AuditEntry.act)
        )
    return Looked(days, dict(known), total, max(1, -(-total // A_PAGE)), people, done, known)


def table(engine: Engine, wish: Wish, told: Told) -> bytes:
    """Return what was looked for as a table for Excel, in the words of the page, the latest first."""
    heading = [told.shown.say(f"audit.column-{column}") for column in COLUMNS]
    with Session(reading(engine)) as session:
        names = {id_: name for id_, name in session.execute(select(Campaign.id, Campaign.name))}  # noqa: C416
        rows = _wanted(select(AuditEntry), wish).order_by(AuditEntry.id.desc()).limit(MOST)
        entries = session.scalars(rows.execution_options(yield_per=1000))
        return excel.table(heading, (_row(entry, names, told) for entry in entries))


def _row(entry: AuditEntry, names: dict[str, str], told: Told) -> list[Any]:
    at = entry.at.astimezone(TOKYO)
    subject = names.get(entry.subject) or told.subject(entry)
    more = ", ".join(told.details(entry))
    texts = (entry.actor, told.did(entry.act), subject, more, entry.system_user)
    return [entry.id, f"{at:%Y-%m-%d %H:%M:%S}", *texts]


def _wanted(rows: Select[Any], wish: Wish) -> Select[Any]:
    if wish.person:
        rows = rows.where(AuditEntry.actor == wish.person)
    if wish.act:
        rows = rows.where(AuditEntry.act == wish.act)
    if wish.campaign:
        rows = rows.where(AuditEntry.subject == wish.campaign)
    if wish.day:
        begins = datetime.combine(wish.day, datetime.min.time(), TOKYO)
        rows = rows.where(AuditEntry.at >= begins, AuditEntry.at < begins + timedelta(days=1))
    return rows


def _day(entry: AuditEntry) -> date:
    return entry.at.astimezone(TOKYO).date()
