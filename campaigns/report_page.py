"""The report as one printable page: no script, no picture from elsewhere, every bar beside its figure."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from jinja2 import Environment, PackageLoader, StrictUndefined

from campaigns.report import PARTS, Ends, Report, got_it, in_order
from campaigns.report_words import ENGLISH, value_label
from db.clock import TOKYO

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


def as_html(report: Report, words: Mapping[str, str] = ENGLISH, language: str = "en") -> str:
    """Return the page in one language. Words that are not given are the English ones."""
    known = {**ENGLISH, **words}
    charts = [(known[f"by-{part}"], _part(report, part, known)) for part in PARTS]
    head = report.heading
    return _PAGES.get_template("report.html").render(
        language=language,
        words=known,
        report=report,
        head=head,
        ends=_ends(report.ends, known),
        charts=[(title, bars) for title, bars in charts if bars],
        times=[
            (known["approved"], _clock(head.approved_at)),
            (known["first-call"], _clock(report.first_call)),
            (known["last-call"], _clock(report.last_call)),
            (known["approval-to-first"], _length(report.approval_to_first, known)),
            (known["first-to-last"], _length(report.first_to_last, known)),
        ],
    )


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
