"""Which of the carrier's calls belong to attempts whose answers were lost: in memory, by number and time."""

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from campaigns.requests import ANSWERED_WITHIN, MADE_WITHIN
from carrier.port import Record
from privacy.number import PhoneNumber

SLACK = timedelta(minutes=1)
"""How far the carrier's clock and ours may be apart."""
BOUND = MADE_WITHIN + ANSWERED_WITHIN + SLACK
"""A call that began later after `placing` than this is not that request's."""


@dataclass(frozen=True, slots=True, repr=False)
class Lost:
    """An attempt that was perhaps placed. It holds a number, so it does not print itself."""

    attempt: int
    to: PhoneNumber
    placing_at: datetime


@dataclass(frozen=True, slots=True)
class Matches:
    """Which call an attempt's is, and of which attempts nobody can tell; the others were not found.

    Where one call fits two attempts, neither gets it.
    """

    found: Mapping[int, Record]
    unclear: frozenset[int]


def candidates(lost: Iterable[Lost], listed: Iterable[Record]) -> dict[int, list[Record]]:
    """Return for each attempt the calls to the same number, within the request's bounds."""
    listed_by: dict[PhoneNumber | None, list[Record]] = {}
    for record in listed:
        listed_by.setdefault(record.to, []).append(record)
    return {one.attempt: [r for r in listed_by.get(one.to, []) if _in_time(one, r)] for one in lost}


def matched(fitting: Mapping[int, list[Record]], known: Collection[str]) -> Matches:
    """Decide which call is whose. `known` are the calls that belong to other attempts."""
    free = {attempt: [r for r in records if r.ref not in known] for attempt, records in fitting.items()}
    wanted = Counter(record.ref for records in free.values() for record in records)
    sure = {a: rs[0] for a, rs in free.items() if len(rs) == 1 and wanted[rs[0].ref] == 1}
    return Matches(sure, frozenset(a for a, rs in free.items() if rs and a not in sure))


def _in_time(one: Lost, record: Record) -> bool:
    at = record.created_at
    return at is None or one.placing_at - SLACK <= at <= one.placing_at + BOUND
