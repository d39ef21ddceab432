"""What came of a campaign: from plain counts to figures, JSON and a table for Excel. Nobody is named here."""

import csv
import io
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

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
PARTS = ("language", "area", "kind", "attempt", "hour")


@dataclass(frozen=True, slots=True)
class Heading:
    """What is known of a campaign besides its counts."""

    id: str
    name: str
    state: str
    audience: str
    channel: str
    languages: tuple[str, ...]
    area: str | None = None
    warning: str | None = None
    skipped: int = 0
    approved_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """A campaign's figures. `parts` has for each of PARTS the ends by value; attempt and hour count calls."""

    heading: Heading
    ends: Ends
    parts: Mapping[str, Mapping[str, Ends]]
    first_call: datetime | None = None
    last_call: datetime | None = None
    coverage: Mapping[str, Any] | None = None
    """Of a campaign to institutions: confirmed, reached, not reached, not enrolled, by area and kind."""

    @property
    def total(self) -> int:
        """Return how many recipients there are."""
        return sum(self.ends.values())

    @property
    def got_it(self) -> int:
        """Return how many recipients heard or received the warning; answering machines are not among them."""
        return got_it(self.ends)

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
            "seconds_from_first_to_last_call": _seconds(self.first_to_last),
            "total": self.total,
            "got_it": self.got_it,
            "acknowledged": self.acknowledged,
            "attempts": self.attempts,
            "counts": dict(in_order(self.ends)),
            **{f"by_{part}": {k: dict(in_order(v)) for k, v in self.part(part)} for part in PARTS},
            **({"coverage": self.coverage} if self.coverage else {}),
        }

    def as_csv(self) -> bytes:
        """Return part, value, end, count: UTF-8 with a mark and CRLF, which Excel in Japan opens rightly."""
        out = io.StringIO(newline="")
        writer = csv.writer(out, lineterminator="\r\n")
        writer.writerow(("part", "value", "end", "count"))
        writer.writerows(("all", "", end, count) for end, count in in_order(self.ends))
        for part in PARTS:
            for value, ends in self.part(part):
                writer.writerows((part, _harmless(value), end, count) for end, count in in_order(ends))
        writer.writerows(_coverage_rows(self.coverage or {}))
        return out.getvalue().encode("utf-8-sig")

    def part(self, name: str) -> list[tuple[str, Ends]]:
        """Return one part's values with their ends: hours and attempts in order, others the largest first."""
        values = self.parts.get(name, {}).items()
        if name in {"attempt", "hour"}:
            return sorted(values, key=lambda item: (len(item[0]), item[0]))
        return sorted(values, key=lambda item: (-sum(item[1].values()), item[0]))


def make(heading: Heading, facts: Mapping[str, Any], coverage: Mapping[str, Any] | None = None) -> Report:
    """Put a report together. `facts` has `ends`, each of PARTS, `first_call` and `last_call` (ISO 8601)."""
    parts = {part: facts.get(part, {}) for part in PARTS}
    first, last = (facts.get(name) for name in ("first_call", "last_call"))
    return Report(
        heading,
        facts["ends"],
        parts,
        datetime.fromisoformat(first) if first else None,
        datetime.fromisoformat(last) if last else None,
        coverage,
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


def _coverage_rows(coverage: Mapping[str, Any]) -> Iterator[tuple[str, str, str, int]]:
    for part in ("area", "kind"):
        for value, figures in coverage.get(f"by_{part}", {}).items():
            yield from ((f"coverage by {part}", _harmless(value), how, n) for how, n in figures.items() if n)


def _harmless(cell: str) -> str:
    """Keep a spreadsheet from reading a value as a formula."""
    return f"'{cell}" if cell[:1] in {"=", "+", "-", "@", "\t", "\r"} else cell
