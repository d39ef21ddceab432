"""What came of a campaign: from plain counts to figures and JSON. Nobody is named here."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any

from campaigns.report_parts import Cost, Heading, Series
from campaigns.states import AttemptState as A
from campaigns.states import DeliveryState as D
from db.clock import TOKYO

Ends = Mapping[str, int]
"""How many there are of each end or state."""

ORDER: tuple[str, ...] = (
    *(A.HEARD, A.ACKNOWLEDGED, A.DELIVERED, A.MACHINE, A.HUNG_UP_EARLY, A.BUSY, A.NO_ANSWER, A.FAILED),
    *(A.UNDELIVERED, A.NO_RECEIPT, A.NOT_PLACED, A.CANCELLED, A.UNKNOWN),
    *(D.REFUSED, D.EXPIRED, D.STOPPED, D.WAITING, D.CLAIMED, D.OPEN),
    *(A.PLACING, A.PLACED, A.RINGING, A.ANSWERED, A.SENT),
)
GOT_IT = frozenset({A.HEARD, A.ACKNOWLEDGED, A.DELIVERED})
PARTS = ("language", "area", "kind", "attempt", "listener", "hour")
CALLS = frozenset({"attempt", "listener", "hour"})
"""Parts that count calls and texts; the others count recipients."""


@dataclass(frozen=True, slots=True)
class Report:
    """A campaign's figures. `parts` has for each of PARTS the ends by value; those in CALLS count calls."""

    heading: Heading
    ends: Ends
    parts: Mapping[str, Mapping[str, Ends]]
    first_call: datetime | None = None
    last_call: datetime | None = None
    coverage: Mapping[str, Any] | None = None
    """Of a campaign to institutions: confirmed, reached, not reached, not enrolled, by area and kind."""
    cost: Cost | None = None
    put_off: int = 0
    """How many were put off to another day, since their homes had been called enough."""
    series: Series | None = None

    @property
    def total(self) -> int:
        """Return how many recipients there are."""
        return sum(self.ends.values())

    @property
    def got_it(self) -> int:
        """Return how many recipients heard or received the warning; answering machines are not among them."""
        return got_it(self.ends)

    @property
    def reached(self) -> float | None:
        """Return which share of the recipients heard or received it, from 0 to 1; None of nobody."""
        return self.got_it / self.total if self.total else None

    @property
    def refused(self) -> int:
        """Return how many were left out since they had asked not to be called, before or during it."""
        return self.ends.get(D.REFUSED, 0)

    @property
    def acknowledged(self) -> int:
        """Return how many confirmed by key; only institutions are asked to."""
        return self.ends.get(A.ACKNOWLEDGED, 0)

    @property
    def attempts(self) -> int:
        """Return how many calls and texts there were."""
        return sum(sum(ends.values()) for ends in self.parts.get("attempt", {}).values())

    @property
    def approval_to_first(self) -> timedelta | None:
        """Return how long it took from the approval to the first call."""
        approved = self.heading.approved_at
        return self.first_call - approved if self.first_call and approved else None

    @property
    def approval_to_last(self) -> timedelta | None:
        """Return how long it took from the approval to the last call."""
        approved = self.heading.approved_at
        return self.last_call - approved if self.last_call and approved else None

    @property
    def first_to_last(self) -> timedelta | None:
        """Return how long the calling took."""
        return self.last_call - self.first_call if self.first_call and self.last_call else None

    def as_json(self) -> dict[str, Any]:
        """Return the report as plain values; instants in ISO 8601 with Japan's offset, lengths in seconds."""
        head = self.heading
        return {
            **{name: getattr(head, name) for name in ("id", "name", "state", "audience", "channel", "area")},
            "warning": head.warning,
            "languages": list(head.languages),
            "skipped": head.skipped,
            "approved_at": _instant(head.approved_at),
            "first_call": _instant(self.first_call),
            "last_call": _instant(self.last_call),
            "seconds_from_approval_to_first_call": _seconds(self.approval_to_first),
            "seconds_from_approval_to_last_call": _seconds(self.approval_to_last),
            "seconds_from_first_to_last_call": _seconds(self.first_to_last),
            "total": self.total,
            "got_it": self.got_it,
            "reached": round(self.reached, 4) if self.reached is not None else None,
            "acknowledged": self.acknowledged,
            "attempts": self.attempts,
            "refused": self.refused,
            "put_off": self.put_off,
            "cost": asdict(self.cost) if self.cost else None,
            "counts": dict(in_order(self.ends)),
            **{f"by_{part}": {k: dict(in_order(v)) for k, v in self.part(part)} for part in PARTS},
            **({"coverage": self.coverage} if self.coverage else {}),
            **({"series": _series(self.series)} if self.series else {}),
        }

    def part(self, name: str) -> list[tuple[str, Ends]]:
        """Return one part's values with their ends: hours and attempts in order, others the largest first."""
        values = self.parts.get(name, {}).items()
        if name in {"attempt", "hour"}:
            return sorted(values, key=lambda item: (len(item[0]), item[0]))
        return sorted(values, key=lambda item: (-sum(item[1].values()), item[0]))


def make(
    heading: Heading,
    facts: Mapping[str, Any],
    coverage: Mapping[str, Any] | None = None,
    cost: Cost | None = None,
    series: Series | None = None,
) -> Report:
    """Put a report together. `facts` has `ends`, each of PARTS, `first_call` and `last_call` (ISO 8601)."""
    first, last = (facts.get(name) for name in ("first_call", "last_call"))
    return Report(
        heading=heading,
        ends=facts["ends"],
        parts={part: facts.get(part, {}) for part in PARTS},
        first_call=datetime.fromisoformat(first) if first else None,
        last_call=datetime.fromisoformat(last) if last else None,
        coverage=coverage,
        cost=cost,
        put_off=facts.get("put_off", 0),
        series=series,
    )


def in_order(ends: Ends) -> list[tuple[str, int]]:
    """Return the ends that occurred, the good ones first."""
    known = [(str(end), ends[end]) for end in ORDER if ends.get(end)]
    return known + sorted((end, number) for end, number in ends.items() if end not in ORDER and number)


def got_it(ends: Ends) -> int:
    """Return how many of these heard or received the warning."""
    return sum(number for end, number in ends.items() if end in GOT_IT)


def _instant(at: datetime | None) -> str | None:
    return at.astimezone(TOKYO).isoformat(timespec="seconds") if at else None


def _seconds(length: timedelta | None) -> float | None:
    return round(length.total_seconds(), 3) if length is not None else None


def _series(series: Series) -> dict[str, Any]:
    runs = [{**asdict(run), "started_at": _instant(run.started_at)} for run in series.runs]
    return {"runs": runs, "missed": series.missed}
