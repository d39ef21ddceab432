"""All that the page of an alert shows for what stands in its form; nothing is stored."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import BinaryIO

from campaigns import alert_plans, alerted, alerting
from campaigns.alert_findings import Check
from campaigns.alerting import Part
from campaigns.desk import Desk
from campaigns.encodings import TableInvalid
from campaigns.judging import Bad
from campaigns.models import Campaign
from campaigns.plan import Plan, PlanInvalid
from console.acts import Said
from console.alert import cards, whom
from console.alert.cards import REFUSED, Card
from console.alert.meaning import Meaning
from console.alert.typed import FILE, NOBODY
from console.alert.whom import Institutions
from db.clock import TOKYO
from prompts.library import Audience

_FAULTS = (
    (re.compile(r".*(window|not_after): "), "ends", "alert.window-never"),
    (re.compile(r".* too long (to listen|for a text)"), "words", "alert.too-long"),
)
"""Where a fault of a plan is mended, and how it is said."""
_ORDER = ("claim", "area", "words", "file", "source", "starts", "ends", "whom", "other", "again")
"""The fields as they stand on the page."""


@dataclass(slots=True)
class Look:
    """The page. `table` is what is wrong with the file as a table."""

    meaning: Meaning
    parts: Sequence[Part] = ()
    cards: Sequence[Card] = ()
    institutions: Institutions | None = None
    same: Sequence[Campaign] = ()
    table: str = ""
    bad: Sequence[Bad] = ()
    wrong: dict[str, Said] = field(default_factory=dict)

    @property
    def first_wrong(self) -> str:
        """Return which field that has to be mended stands first on the page."""
        return min(self.wrong, key=lambda name: _ORDER.index(name.partition("-")[0]), default="")

    @property
    def made(self) -> list[Part]:
        """Return what would become a campaign."""
        return [part for part in self.parts if not part.nobody]

    @property
    def counted(self) -> list[tuple[Plan, int]]:
        """Return how many would be warned by each campaign."""
        return counted(self.made)

    @property
    def spoken(self) -> Mapping[str, int]:
        """Return how many would be told in each language."""
        found: Counter[str] = Counter()
        for part in self.made:
            if part.found.inspection:
                found.update(part.found.inspection.languages)
        return found

    @property
    def unspoken(self) -> int:
        """Return in how many languages calls could be made whom nobody of these people speaks."""
        return len(self._ready - self.spoken.keys())

    @property
    def texts_only(self) -> int:
        """Return how many languages have words and no voice, and nobody who speaks them."""
        return len({card.language for card in self.cards} - self._ready - self.spoken.keys())

    @property
    def _ready(self) -> set[str]:
        return {tag for part in self.made for tag in part.plan.languages}


def counted(parts: Iterable[Part]) -> list[tuple[Plan, int]]:
    """Return how many each campaign would warn."""
    return [(part.plan, part.found.inspection.good) for part in parts if part.found.inspection]


def look(desk: Desk, meant: Meaning, homes: BinaryIO | None, check: Check, now: datetime) -> Look:
    """Judge what stands in the form, as far as it stands there."""
    found, alert = Look(meant, wrong=dict(meant.wrong)), meant.alert
    if alert is None:
        return found
    found.institutions = whom.institutions(desk, alert.area)
    found.same = alerted.under_way(desk, alert)
    table = homes if meant.homes == FILE and alert.source else None
    try:
        found.parts = alerting.look(desk, alert, table, check, now, skip_bad=meant.typed.skip_bad)
    except TableInvalid as fault:
        found.table, found.wrong["file"] = str(fault), Said("alert.table")
        found.parts = alerting.look(desk, alert, None, check, now)
    except PlanInvalid as fault:
        found.wrong["other"] = Said("alert.cannot", {"why": "; ".join(fault.faults)})
    found.cards = cards.cards(desk.prompts, _plans(desk, found, now), now.astimezone(TOKYO).date())
    _note_wrong(found)
    return found


def _plans(desk: Desk, found: Look, now: datetime) -> list[Plan]:
    """Return what would be said to whom; homes also where their file is still to come."""
    plans = [part.whole or part.plan for part in found.parts]
    meant, alert = found.meaning, found.meaning.alert
    has_homes = any(plan.audience == Audience.RESIDENT for plan in plans)
    if alert and alert.source and meant.homes != NOBODY and not has_homes:
        plans.append(next(alert_plans.for_homes(desk, alert, now)))
    if len(plans) > 1 and found.institutions is not None and not found.institutions.enrolled:
        plans = [plan for plan in plans if plan.audience == Audience.RESIDENT]
    return plans


def _note_wrong(found: Look) -> None:
    """Note at which field something keeps the alert from being made."""
    for card in found.cards:
        if card.state == REFUSED and card.language in found.meaning.own:
            found.wrong[f"words-{card.language}"] = Said("alert.own-refused")
    skip = found.meaning.typed.skip_bad
    for part in found.made:
        seen = part.found.inspection
        if part.plan.audience == Audience.RESIDENT and seen is not None and seen.bad_count and not skip:
            found.bad = seen.bad
            found.wrong["file"] = Said("alert.bad-rows", {"count": seen.bad_count})
        for fault in part.found.faults:
            _place(found, fault)
        if part.found.unfit.issuperset(part.plan.languages):
            found.wrong.setdefault("words", Said("alert.all-refused"))


def _place(found: Look, fault: str) -> None:
    for pattern, at, id in _FAULTS:
        if pattern.match(fault):
            found.wrong.setdefault(at, Said(id))
            return
    found.wrong.setdefault("other", Said("alert.cannot", {"why": fault}))
