"""The report as a table that Excel in Japan opens rightly: in plain names, or in the words of people."""

from collections.abc import Iterator, Mapping

from campaigns import excel
from campaigns.report import PARTS, Report, in_order
from campaigns.report_words import value_label

_USED = {"minutes": "minutes-begun"}
_COLUMNS = ("part", "value", "end", "count")
Row = tuple[str, str, str, int]


def as_csv(report: Report, words: Mapping[str, str] | None = None) -> bytes:
    """Return part, value, end, count: UTF-8 with a mark and CRLF.

    With `words`, those of a page in one language, headings and values are what people call them.
    """
    heading = _COLUMNS if words is None else tuple(words[f"csv-{column}"] for column in _COLUMNS)
    rows = (row if words is None else _worded(row, words) for row in _rows(report))
    return excel.table(heading, rows)


def _rows(report: Report) -> Iterator[Row]:
    yield from (("all", "", end, count) for end, count in in_order(report.ends))
    for part in PARTS:
        for value, ends in report.part(part):
            yield from ((part, value, end, count) for end, count in in_order(ends))
    coverage = report.coverage or {}
    for part in ("area", "kind"):
        for value, figures in coverage.get(f"by_{part}", {}).items():
            yield from ((f"coverage by {part}", value, how, n) for how, n in figures.items() if n)
    if report.cost:
        yield from (
            ("cost", "", "minutes", report.cost.minutes),
            ("cost", "", "segments", report.cost.segments),
        )
        yield from (
            ("cost", "", f"yen-{way}", yen) for way, yen in zip(("from", "to"), report.cost.yen, strict=True)
        )


def _worded(row: Row, words: Mapping[str, str]) -> Row:
    part, value, end, count = row
    if part == "coverage by kind":
        label = f"{words['coverage']}: {words['by-place']}"
        return label, words.get(f"place.{value}", value), words[f"how.{end}"], count
    if part == "coverage by area":
        return f"{words['coverage']}: {words['by-area']}", value or words["none"], words[f"how.{end}"], count
    if part in {"all", "cost"}:
        return (
            words["all" if part == "all" else "cost"],
            "",
            words.get(f"end.{end}") or words[_USED.get(end, end)],
            count,
        )
    return words[f"by-{part}"], value_label(part, value, words), words.get(f"end.{end}", end), count
