"""How the library is told to lay a picture out."""

import math
from collections.abc import Sequence
from typing import Any

from console.charts.figures import Limit, Series
from console.charts.library import Style
from console.charts.measures import LINES, believed, every, number, ticks, width
from console.charts.style import TEXT, TITLE

WIDTH, HEIGHT = 720, 340
HALF = 480
"""The width of a picture that stands beside another: drawn wider, its letters would be too small to read."""
_BESIDE = 120
"""Pixels beside the labels under a picture."""


def options(title: str, labels: Sequence[str], series: Sequence[Series], **also: Any) -> dict[str, Any]:
    """Return how the library is to draw; `also` wins."""
    names = [one.name for one in series]
    columns, rows = legend(series, also.get("width", WIDTH))
    shown = {
        "title": title,
        "x_labels": list(labels),
        "width": WIDTH,
        "height": HEIGHT,
        "show_legend": len(series) > 1,
        "legend_at_bottom": True,
        "legend_at_bottom_columns": columns,
        # The library leaves room for one row of names, however many there are.
        "margin_bottom": 20 + 30 * (rows - 1),
        "print_values": True,
        "print_zeroes": False,
        "formatter": number,
        "value_formatter": number,
        "no_data_text": "–",
        "truncate_legend": -1,
        "truncate_label": -1,
        "style": _measured(title, labels, names),
    }
    bare = {"js": [], "css": [], "no_prefix": True, "explicit_size": True, "disable_xml_declaration": True}
    return shown | bare | also


def _lines(labels: Sequence[str]) -> int:
    """Return how many lines the axis has under lying bars: long labels leave little room for its figures."""
    left = HALF - _BESIDE / 2 - max((width(label, TEXT) for label in labels), default=0)
    return max(1, min(LINES, int(left // 45)))


def legend(series: Sequence[Series], wide: int) -> tuple[int, int]:
    """Return in how many columns and rows the names of the series stand under a picture so wide."""
    longest = max((width(one.name, TEXT) for one in series), default=0) + 60
    columns = max(1, min(len(series), int((wide - 40) // longest)))
    return columns, max(1, math.ceil(len(series) / columns))


def _measured(title: str, labels: Sequence[str], names: Sequence[str]) -> Style:
    """Tell the library the sizes by which it leaves room; how the words look is in our own style."""
    return Style(
        title_font_size=believed([title], TITLE),
        label_font_size=believed(labels, TEXT),
        major_label_font_size=believed(labels, TEXT),
        legend_font_size=believed(names, TEXT),
        value_font_size=TEXT,
    )


def axes(
    chart: Any,
    labels: Sequence[str],
    series: Sequence[Series],
    limit: Limit | None,
    *,
    stacked: bool = False,
    room: int | None = WIDTH,
) -> None:
    """Let the axis of figures begin at nought and have few lines; name as many labels as have room.

    `room` is the picture's width; None where every label has a line of its own.
    """
    columns = [
        [value or 0 for value in column] for column in zip(*(one.values for one in series), strict=True)
    ]
    highest = [sum(column) if stacked else max(column) for column in columns]
    beside = _lines(labels) if room is None else LINES
    found = ticks(max([*highest, limit.value if limit else 0], default=0), beside)
    chart.y_labels, chart.range = found, (0, found[-1])
    step = 1 if room is None else every(labels, TEXT, room - _BESIDE)
    if step > 1:
        chart.x_labels_major, chart.show_minor_x_labels = list(labels[::step]), False
