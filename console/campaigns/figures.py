"""The pictures of a campaign, each as what it is drawn from: the same figures in words and as a table."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from console.charts import drawing
from console.charts.drawing import Limit, Series
from console.charts.layout import HALF
from console.progress import GROUPS, group_of
from console.shown import Shown
from db.clock import TOKYO

MOST_ROWS = 12
"""Rows of a picture; the others are put together."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture. `head` names what its rows are; `text` says in a sentence what it shows.

    `marks` stand behind the labels of lying bars: figures that the bars may be too short for.
    """

    kind: str
    title: str
    text: str
    head: str
    labels: Sequence[str]
    series: Sequence[Series]
    limit: Limit | None = None
    marks: Sequence[str] = ()

    @property
    def rows(self) -> list[tuple[str, list[float | None]]]:
        """Return the table: each label with the values of all series."""
        return [(label, [one.values[at] for one in self.series]) for at, label in enumerate(self.labels)]

    def drawn(self) -> str:
        """Return the picture as SVG."""
        if self.kind == "line":
            return drawing.line(self.title, self.text, self.labels, self.series, limit=self.limit, wide=HALF)
        if self.kind == "ring":
            return drawing.ring(self.title, self.text, self.series)
        across = self.kind == "across"
        labels = self.labels
        if across and self.marks:
            labels = [f"{label} {mark}" for label, mark in zip(labels, self.marks, strict=True)]
        return drawing.bars(
            self.title, self.text, labels, self.series, stacked=True, horizontal=across, wide=HALF
        )


def of_counts(shown: Shown, counts: Mapping[str, int], *, kind: str = "across") -> Figure:
    """Return how the recipients stand, in the parts of the bar: a single bar, or a ring."""
    groups = {group: number for group, number in _grouped(counts).items() if number}
    names = {group: shown.say(f"group.{group}") for group in groups}
    said = [shown.say.counted(names[group], number) for group, number in groups.items()]
    title = shown.say("figure.outcomes")
    text = shown.say("figure.says", title=title, parts=shown.say("joined").join(said))
    series = [Series(names[group], [number], group) for group, number in groups.items()]
    return Figure(kind, title, text, shown.say("campaign.end"), [shown.say("campaign.total")], series)


def of_part(shown: Shown, part: str, ends: Mapping[str, Mapping[str, int]], title: str = "") -> Figure:
    """Return how many were reached, by `language`, `area` or `hour`; an hour counts calls and texts."""
    values = [(_named(shown, part, value), _grouped(found)) for value, found in _rows(part, ends)]
    values = _fewer(shown, values) if part != "hour" else values
    title = title or shown.say(f"figure.{part}")
    said = [
        shown.say("figure.reached-of", name=name, reached=found["reached"], total=sum(found.values()))
        for name, found in values
    ]
    return Figure(
        "bars" if part == "hour" else "across",
        title,
        shown.say("figure.says", title=title, parts=shown.say("joined").join(said)),
        shown.say(f"figure.{part}-head"),
        [name for name, _ in values],
        [
            Series(shown.say(f"group.{group}"), [found[group] for _, found in values], group)
            for group in GROUPS
            if any(found[group] for _, found in values)
        ],
        marks=[
            shown.say("figure.mark", reached=found["reached"], total=sum(found.values()))
            for _, found in values
        ],
    )


def _rows(part: str, ends: Mapping[str, Mapping[str, int]]) -> list[tuple[str, Mapping[str, int]]]:
    if part == "hour":
        return sorted(ends.items())
    return sorted(ends.items(), key=lambda item: (-sum(item[1].values()), item[0]))


def _fewer(shown: Shown, values: list[tuple[str, dict[str, int]]]) -> list[tuple[str, dict[str, int]]]:
    if len(values) <= MOST_ROWS:
        return values
    rest = values[MOST_ROWS - 1 :]
    others = {group: sum(found[group] for _, found in rest) for group in GROUPS}
    return [*values[: MOST_ROWS - 1], (shown.say("report.others"), others)]


def _grouped(ends: Mapping[str, int]) -> dict[str, int]:
    groups = dict.fromkeys(GROUPS, 0)
    for end, number in ends.items():
        groups[group_of(end)] += number
    return groups


def _named(shown: Shown, part: str, value: str) -> str:
    if part == "hour":
        return shown.when(datetime.strptime(value, "%Y-%m-%d %H:%M").replace(tzinfo=TOKYO))
    if not value:
        return shown.say("report.none")
    return shown.language(value) if part == "language" else shown.prompts.area(shown.tongue, value)
