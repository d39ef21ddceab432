"""Who can be warned in an area: its institutions by kind, and the standing lists; no number is opened."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.listed import unlistable
from campaigns.models import Institution
from db.engine import reading
from privacy.lists import Lists
from privacy.standing_list import REGISTERED
from prompts.library import Channel
from prompts.promises import ResidentVoice

NAMED = 60
"""Institutions that have not enrolled are named up to here; more would bury the page."""


@dataclass(frozen=True, slots=True)
class Institutions:
    """Those of an area: how many confirm, by kind, and the names of those that have not enrolled."""

    enrolled: int
    kinds: Sequence[tuple[str, int]]
    waiting: Sequence[str]

    @property
    def total(self) -> int:
        """Return how many stand in the directory."""
        return self.enrolled + len(self.waiting)


@dataclass(frozen=True, slots=True)
class Homes:
    """A standing list: how many are on it, and how many of them this area and this line's policy mean."""

    id: str
    total: int
    here: int
    fits: bool
    """Whether anybody may be called for this area from it."""


def institutions(desk: Desk, area: str) -> Institutions:
    """Count the institutions of an area."""
    rows = select(Institution).where(Institution.area == area).order_by(Institution.name)
    with Session(reading(desk.engine)) as session:
        found = session.scalars(rows).all()
    enrolled = [one for one in found if one.enrolled_at is not None]
    kinds = Counter(one.kind for one in enrolled).most_common()
    return Institutions(len(enrolled), kinds, [one.name for one in found if one.enrolled_at is None])


def lists(desk: Desk, area: str, now: datetime) -> Sequence[Homes]:
    """Count the people of each list that may be used, the largest first; `area` may be empty."""
    every = Lists(desk.engine, desk.keystore)
    ids = [REGISTERED, *(about.id for about in every.all() if about.until > now)]
    texts_only = desk.policy.resident_voice is ResidentVoice.OFF
    found = []
    for id in ids:
        counts = every.one(id, now).counts(now)
        here = [one for one in counts if not area or one.area is None or one.area == area]
        meant = [one for one in here if not texts_only or one.channel == Channel.SMS]
        fits = not area or not unlistable(id, area, desk.prompts.promises.areas)
        total = sum(one.number for one in counts)
        found.append(Homes(id, total, sum(one.number for one in meant) if fits else 0, fits))
    return sorted((one for one in found if one.total), key=lambda one: -one.total)
