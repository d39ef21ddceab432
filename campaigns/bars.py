"""The report for the terminal: a table of figures, and bars."""

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from campaigns.counted import calls_and_texts
from campaigns.report import PARTS, Ends, Report, got_it, in_order
from campaigns.report_words import ENGLISH, value_label
from db.clock import TOKYO

_LONGEST = 40
_MOST_ROWS = 12


def shown(report: Report) -> RenderableType:
    """Return the whole report: its sentence, what came of it, and the parts that have more than one value."""
    charts = [_chart(part, report.part(part)) for part in PARTS if len(report.part(part)) > 1]
    return Group(
        Text(sentence(report)), *map(Text, besides(report)), *_runs(report), Text(), ends(report), *charts
    )


def sentence(report: Report) -> str:
    """Say the outcome in one line."""
    said = f"{report.got_it:,} of {report.total:,} {ENGLISH['got-it']}"
    if report.heading.audience == "institution":
        said += f", {report.acknowledged:,} {ENGLISH['acknowledged']}"
    return f"{report.heading.name}: {said}; {calls_and_texts(report.attempts)} in all"


def besides(report: Report) -> list[str]:
    """Say what is to be known besides the ends, a line each: share, cost, who was spared, missed runs."""
    found = [f"{report.reached:.0%} {ENGLISH['reached']}"] if report.reached is not None else []
    if report.cost:
        low, high = (f"{yen:,}" for yen in report.cost.yen)
        used = {"minutes": f"{report.cost.minutes:,}", "segments": f"{report.cost.segments:,}"}
        found.append(ENGLISH["cost-says"].format(**used, low=low, high=high))
    missed = report.series.missed if report.series else 0
    for number, what in ((report.refused, "refused"), (report.put_off, "put-off"), (missed, "missed")):
        found += [f"{number:,} {ENGLISH[what]}"] * (number > 0)
    return found


def _runs(report: Report) -> list[RenderableType]:
    """Return the runs of a recurring campaign, a row each: when, how it stands, who of how many got it."""
    if report.series is None or not report.series.runs:
        return []
    table = Table(title=ENGLISH["series"], title_justify="left", show_header=False, box=None, pad_edge=False)
    for run in report.series.runs:
        began = f"{run.started_at.astimezone(TOKYO):%Y-%m-%d %H:%M}" if run.started_at else "–"
        got = f"{run.got_it:>7,} {ENGLISH['of']} {run.total:>7,}"
        table.add_row(Text(run.id), Text(began), Text(run.state), got)
    return [Text(), table]


def ends(report: Report) -> Table:
    """Return what came of it, one row for each end."""
    table = Table(title=ENGLISH["ends"], title_justify="left", show_header=False, box=None, pad_edge=False)
    most = max(report.ends.values(), default=0) or 1
    for end, number in in_order(report.ends):
        good = got_it({end: number})
        table.add_row(Text(ENGLISH.get(f"end.{end}", end)), f"{number:>7,}", _bar(number, good, most))
    return table


def _chart(part: str, values: list[tuple[str, Ends]]) -> Table:
    table = Table(
        title=ENGLISH[f"by-{part}"], title_justify="left", show_header=False, box=None, pad_edge=False
    )
    most = max(sum(found.values()) for _, found in values) or 1
    for value, found in values[:_MOST_ROWS]:
        total, good = sum(found.values()), got_it(found)
        table.add_row(
            Text(value_label(part, value)), f"{good:>7,} {ENGLISH['of']} {total:>7,}", _bar(total, good, most)
        )
    if len(values) > _MOST_ROWS:
        table.add_row(Text(f"{len(values) - _MOST_ROWS:,} {ENGLISH['others']}"), "", "")
    return table


def _bar(total: int, good: int, most: int) -> Text:
    full, dark = round(total / most * _LONGEST), round(good / most * _LONGEST)
    return Text("█" * dark, style="blue") + Text("░" * (full - dark), style="bright_black")
