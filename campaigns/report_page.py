"""The report as one printable page: no script, no picture from elsewhere, every bar beside its figure."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from campaigns.report import PARTS, Ends, Report, got_it, in_order
from campaigns.report_chart import over_time
from campaigns.report_parts import Cost
from campaigns.report_words import ENGLISH, value_label
from db.clock import TOKYO

HOW = ("confirmed", "reached", "not_reached", "not_enrolled")
_MOST_ROWS = 40
_WIDTH = 100.0
_PAGES = Environment(
    loader=PackageLoader("campaigns"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of a chart: lengths are parts of a hundred."""

    label: str
    total: int
    good: int
    length: float
    good_length: float


@dataclass(frozen=True, slots=True)
class Covered:
    """How well institutions are covered: for each value the counts in the order of HOW."""

    title: str
    rows: Sequence[tuple[str, Sequence[int]]]


def as_html(report: Report, words: Mapping[str, str] = ENGLISH, language: str = "en") -> str:
    """Return the page in one language. Words that are not given are the English ones."""
    known = {**ENGLISH, **words}
    charts = [(known[f"by-{part}"], _part(report, part, known)) for part in PARTS]
    head = report.heading
    return _PAGES.get_template("report.html").render(
        language=language,
        how=HOW,
        clock=_clock,
        words=known,
        report=report,
        head=head,
        reached=f"{report.reached:.0%}" if report.reached is not None else "–",
        ends=_ends(report.ends, known),
        over_time=over_time(report),
        cost=_cost(report.cost, known),
        coverage=_coverage(report.coverage, known),
        charts=[(title, bars) for title, bars in charts if bars],
        times=[
            (known["approved"], _clock(head.approved_at)),
            (known["first-call"], _clock(report.first_call)),
            (known["last-call"], _clock(report.last_call)),
            (known["approval-to-first"], _length(report.approval_to_first, known)),
            (known["approval-to-last"], _length(report.approval_to_last, known)),
            (known["first-to-last"], _length(report.first_to_last, known)),
        ],
    )


def _cost(cost: Cost | None, words: Mapping[str, str]) -> str | None:
    if cost is None:
        return None
    low, high = (f"{yen:,}" for yen in cost.yen)
    minutes, segments = f"{cost.minutes:,}", f"{cost.segments:,}"
    return words["cost-says"].format(minutes=minutes, segments=segments, low=low, high=high)


def _coverage(coverage: Mapping[str, Any] | None, words: Mapping[str, str]) -> list[Covered]:
    """Return one table for areas and one for kinds, with a row for each value."""
    if coverage is None:
        return []
    tables = []
    for part in ("area", "kind"):
        rows = []
        for value, figures in coverage[f"by_{part}"].items():
            label = words.get(f"place.{value}", value) if part == "kind" else value
            rows.append((label or words["none"], [figures[how] for how in HOW]))
        tables.append(Covered(words["by-place" if part == "kind" else "by-area"], rows))
    return tables


def _ends(ends: Ends, words: Mapping[str, str]) -> list[Bar]:
    most = max(ends.values(), default=0) or 1
    rows = []
    for end, number in in_order(ends):
        good = got_it({end: number})
        rows.append(_bar(words.get(f"end.{end}", end), number, good, most))
    return rows


def _part(report: Report, part: str, words: Mapping[str, str]) -> list[Bar]:
    values = report.part(part)
    if len(values) > _MOST_ROWS:
        rest: dict[str, int] = {}
        for _, ends in values[_MOST_ROWS:]:
            for end, number in ends.items():
                rest[end] = rest.get(end, 0) + number
        values = [*values[:_MOST_ROWS], (words["others"], rest)]
    most = max((sum(ends.values()) for _, ends in values), default=0) or 1
    return [
        _bar(value_label(part, value, words), sum(ends.values()), got_it(ends), most)
        for value, ends in values
    ]


def _bar(label: str, total: int, good: int, most: int) -> Bar:
    return Bar(label, total, good, round(total / most * _WIDTH, 2), round(good / most * _WIDTH, 2))


def _clock(at: datetime | None) -> str:
    return f"{at.astimezone(TOKYO):%Y-%m-%d %H:%M}" if at else "–"


def _length(length: timedelta | None, words: Mapping[str, str]) -> str:
    if length is None:
        return "–"
    seconds = int(length.total_seconds())
    if seconds < 120:
        return f"{seconds} {words['seconds']}"
    minutes = round(seconds / 60)
    if minutes < 120:
        return f"{minutes} {words['minutes']}"
    return f"{minutes // 60} {words['hours']} {minutes % 60:02d} {words['minutes']}"
