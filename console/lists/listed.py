"""Standing lists as their pages show them: how many are on each, how they agreed, until when; never who."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from campaigns.desk import Desk
from campaigns.listing import lists_of
from db.clock import TOKYO
from privacy.keystore import KeyGone
from privacy.lists import About
from privacy.standing_list import REGISTERED, StandingList
from privacy.wanted import Count


@dataclass(frozen=True, slots=True)
class ListShown:
    """One list. `about` is None for the one that people enter by themselves."""

    name: str
    about: About | None
    counts: Sequence[Count]
    ended: bool = False

    @property
    def total(self) -> int:
        """Return how many are on it."""
        return sum(one.number for one in self.counts)

    @property
    def last(self) -> date | None:
        """Return its last day in Japan."""
        if self.about is None:
            return None
        return (self.about.until - timedelta(minutes=1)).astimezone(TOKYO).date()


def every(desk: Desk, now: datetime) -> list[ListShown]:
    """Return all lists; the one that people enter by themselves first, where the line offers that."""
    named = [_shown(desk, about.id, about, now) for about in lists_of(desk).all()]
    own = _shown(desk, REGISTERED, None, now)
    return [own, *named] if own.total or desk.prompts.promises.registration else named


def one(desk: Desk, name: str, now: datetime) -> ListShown | None:
    """Return one list, None where there is none of that name."""
    if name == REGISTERED:
        return _shown(desk, name, None, now)
    named = {about.id: about for about in lists_of(desk).all()}
    return _shown(desk, name, named[name], now) if name in named else None


def has_keys(desk: Desk, name: str) -> bool:
    """Tell whether the keys of a list are there; without them nobody on it can be warned or taken off."""
    try:
        desk.keystore.get(f"list/{name}/handles")
    except KeyGone:
        return False
    return True


def _shown(desk: Desk, name: str, about: About | None, now: datetime) -> ListShown:
    counts = StandingList(desk.engine, desk.keystore, name).counts(now)
    return ListShown(name, about, counts, about is not None and about.until <= now)
