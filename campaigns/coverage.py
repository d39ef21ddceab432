"""Which institutions confirmed a warning, heard it, were not reached or not enrolled, by area and kind."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.addressed import meant
from campaigns.directory import Chosen
from campaigns.kinds import Kind
from campaigns.models import Campaign, Delivery, Institution
from campaigns.pinned import plan_of
from campaigns.plan import Plan
from campaigns.report import GOT_IT
from campaigns.states import AttemptState
from prompts.library import Audience

WORDS = ("confirmed", "reached", "not_reached", "not_enrolled")
_ORDER = {word: at for at, word in enumerate(WORDS)}
Figures = Mapping[str, int]


@dataclass(frozen=True, slots=True)
class One:
    """An institution and the best that came of calling it: one of WORDS. `id` only where it is listed."""

    name: str
    area: str | None
    kind: Kind
    how: str
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Coverage:
    """Every institution that is meant, counted by area and by kind. `reached` heard it and pressed no key."""

    ones: list[One] = field(default_factory=list)

    @property
    def figures(self) -> Figures:
        """Return the counts of all together."""
        return _count(self.ones)

    def by(self, part: str) -> dict[str, Figures]:
        """Return the counts by `area` or by `kind`, those with most institutions first."""
        found: dict[str, list[One]] = {}
        for one in self.ones:
            found.setdefault(str(getattr(one, part) or ""), []).append(one)
        largest_first = sorted(found.items(), key=lambda item: (-len(item[1]), item[0]))
        return {value: _count(some) for value, some in largest_first}

    @property
    def not_confirmed(self) -> list[str]:
        """Return the names of those that were meant to hear it and have not confirmed."""
        return sorted(one.name for one in self.ones if one.how in {"reached", "not_reached"})

    def as_json(self) -> dict[str, Any]:
        """Return the counts as plain values; nobody is named."""
        return {**self.figures, "by_area": self.by("area"), "by_kind": self.by("kind")}


def of_campaign(session: Session, campaign: Campaign) -> Coverage | None:
    """Return what came of a campaign to institutions, its re-calls counted in; None for one to homes."""
    plan = plan_of(campaign)
    if plan.audience != Audience.INSTITUTION:
        return None
    best: dict[str, One] = {}
    for row, entry in _called(session, _with_recalls(session, campaign.id)):
        if row.campaign_id == campaign.id or row.institution_id is not None:
            _keep_best(best, row.institution_id or f"#{row.id}", _as_one(row, entry))
    return Coverage([*best.values(), *_not_enrolled(session, plan)])


def of_directory(session: Session) -> Coverage:
    """Return for every entry of the directory what came of the last warning that it was called for."""
    begun = select(Campaign).where(Campaign.started_at.is_not(None)).order_by(Campaign.started_at)
    # A re-call is about the warning that it repeats.
    first: dict[str, str] = {}
    for campaign in session.scalars(begun):
        plan, repeated = plan_of(campaign), campaign.recall_of
        if plan.institutions is not None and not plan.enrolment:
            first[campaign.id] = first.get(repeated, repeated) if repeated else campaign.id
    order = {id_: at for at, id_ in enumerate(first)}
    last: dict[str, tuple[str, One]] = {}
    for row, entry in sorted(_called(session, list(first)), key=lambda found: order[found[0].campaign_id]):
        if entry is None:
            continue
        one, about = _as_one(row, entry), first[row.campaign_id]
        before = last.get(entry.id)
        if before is None or before[0] != about or _ORDER[one.how] <= _ORDER[before[1].how]:
            last[entry.id] = (about, one)
    return Coverage([_in_directory(entry, last.get(entry.id)) for entry in session.scalars(Chosen().rows())])


def _in_directory(entry: Institution, last: tuple[str, One] | None) -> One:
    if last is not None:
        return last[1]
    how = "not_enrolled" if entry.enrolled_at is None else "not_reached"
    return One(entry.name, entry.area, Kind(entry.kind), how, entry.id)


def _with_recalls(session: Session, campaign: str) -> list[str]:
    ids = [campaign]
    for id_ in ids:  # It grows while it is walked: a re-call may have been re-called.
        ids += session.scalars(select(Campaign.id).where(Campaign.recall_of == id_))
    return ids


def _called(session: Session, ids: list[str]) -> list[tuple[Delivery, Institution | None]]:
    rows = select(Delivery, Institution).outerjoin(Institution, Institution.id == Delivery.institution_id)
    found = session.execute(rows.where(Delivery.campaign_id.in_(ids)).order_by(Delivery.id))
    return [(row, entry) for row, entry in found]


def _as_one(row: Delivery, entry: Institution | None) -> One:
    if row.end == AttemptState.ACKNOWLEDGED:
        how = "confirmed"
    else:
        how = "reached" if row.end in GOT_IT else "not_reached"
    if entry is None:
        return One(row.name or "", row.area, Kind.OTHER, how)
    return One(entry.name, entry.area, Kind(entry.kind), how, entry.id)


def _keep_best(best: dict[str, One], key: str, one: One) -> None:
    if key not in best or _ORDER[one.how] < _ORDER[best[key].how]:
        best[key] = one


def _not_enrolled(session: Session, plan: Plan) -> Iterable[One]:
    if plan.institutions is None or plan.enrolment:
        return
    for entry in session.scalars(meant(plan, enrolled=False).rows()):
        yield One(entry.name, entry.area, Kind(entry.kind), "not_enrolled", entry.id)


def _count(ones: Iterable[One]) -> Figures:
    counted = dict.fromkeys(WORDS, 0)
    for one in ones:
        counted[one.how] += 1
    return counted
