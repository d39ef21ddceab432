"""Reads for the radar what the hotline answered and what people told operators."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Generic

from sqlalchemy import Engine, func, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from db.engine import reading
from prompts.tree import Tree
from tree.models import MERGED, HourCount, Incident
from tree.radar import Rise, S, Seen, Span, claims_of, rises, span

IsDayOff = Callable[[date], bool]


@dataclass(frozen=True, slots=True)
class Radar(Generic[S]):
    """What was found, over which hours; `merged` answers of now could not be told apart."""

    over: Span
    found: list[Rise[S]]
    merged: int = 0

    @property
    def counted(self) -> list[Rise[S]]:
        """Return only what was counted at all, now or before."""
        return [rise for rise in self.found if rise.count or rise.expected[0]]


def hotline(engine: Engine, tree: Tree, now: datetime, is_day_off: IsDayOff) -> Radar[str]:
    """Return what the radar says of each claim, from the answers of the hours that are over."""
    with Session(reading(engine)) as session:
        over = span(now, _first(session, HourCount.hour), is_day_off, running=False)
        kind = (HourCount.hour, HourCount.leaf, HourCount.of_one)
        rows = select(*kind, func.sum(HourCount.count)).where(HourCount.hour.in_((*over.present, *over.past)))
        found = session.execute(rows.group_by(*kind))
        answers = [Answers(hour, leaf, int(count), of_one) for hour, leaf, of_one, count in found]
    merged = sum(one.count for one in answers if one.leaf == MERGED and one.hour in over.present)
    return Radar(over, rises(seen_in(answers, claims_of(tree), over), over), merged)


def told(engine: Engine, now: datetime, is_day_off: IsDayOff) -> Radar[tuple[str, str]]:
    """Return what the radar says of each claim in each area, from what operators noted, up to now."""
    with Session(reading(engine)) as session:
        over = span(now, _first(session, Incident.hour), is_day_off, running=True)
        columns = (Incident.hour, Incident.warning, Incident.area, Incident.count)
        rows = select(*columns).where(Incident.hour.in_((*over.present, *over.past)))
        noted = session.execute(rows).all()
    seen: defaultdict[tuple[str, str], Seen] = defaultdict(Seen)
    for hour, warning, area, count in noted:
        seen[warning, area] = _with(seen[warning, area], hour in over.present, count)
    return Radar(over, rises(seen, over))


@dataclass(frozen=True, slots=True)
class Answers:
    """How often a leaf was reached in an hour, or how often all leaves that were merged were.

    `of_one` of them belong to one leaf at most.
    """

    hour: datetime
    leaf: str
    count: int
    of_one: int | None = None


def seen_in(answers: Iterable[Answers], claims: Mapping[str, str], over: Span) -> dict[str, Seen]:
    """Count for each claim. What was merged belongs to none: it is told how much of it could."""
    leaves: defaultdict[str, int] = defaultdict(int)
    for warning in claims.values():
        leaves[warning] += 1
    seen = dict.fromkeys(leaves, Seen())
    for one in answers:
        now = one.hour in over.present
        if one.leaf in claims:
            seen[claims[one.leaf]] = _with(seen[claims[one.leaf]], now, one.count)
        elif one.leaf == MERGED:
            for warning, number in leaves.items():
                could = one.count if one.of_one is None else min(one.count, one.of_one * number)
                seen[warning] = _with_merged(seen[warning], now, could)
    return seen


def _with(seen: Seen, now: bool, count: int) -> Seen:
    if now:
        return replace(seen, present=seen.present + count)
    return replace(seen, past=seen.past + count)


def _with_merged(seen: Seen, now: bool, count: int) -> Seen:
    if now:
        return replace(seen, merged_present=seen.merged_present + count)
    return replace(seen, merged_past=seen.merged_past + count)


def _first(session: Session, hour: InstrumentedAttribute[datetime]) -> datetime | None:
    return session.scalar(select(func.min(hour)))
