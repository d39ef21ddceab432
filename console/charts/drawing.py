"""Draws figures: bars, lines, a ring, and a spark for the middle of a sentence.

Every picture carries its title and a text that says what it shows; it has no script, loads nothing, follows
the reader's theme, and is the same, letter by letter, for the same figures.
"""

import math
from collections.abc import Sequence
from typing import Any

from console.charts import finishing
from console.charts.figures import Limit, Series
from console.charts.layout import HALF, HEIGHT, WIDTH, axes, legend, options
from console.charts.library import pygal
from console.charts.paints import paint

__all__ = ["Limit", "Series", "bars", "line", "ring", "spark"]
_BARS = {
    (False, False): pygal.Bar,
    (True, False): pygal.StackedBar,
    (False, True): pygal.HorizontalBar,
    (True, True): pygal.HorizontalStackedBar,
}


def bars(
    title: str,
    text: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    stacked: bool = False,
    horizontal: bool = False,
    limit: Limit | None = None,
    wide: int = WIDTH,
) -> str:
    """Return bars for each label, upright or lying (HALF wide); a limit only over upright ones."""
    if horizontal:  # The library counts from below, people read from above.
        labels = labels[::-1]
        series = [Series(one.name, one.values[::-1], one.group) for one in series]
        limit = None
    height = HEIGHT
    if horizontal:
        wide = HALF
        room = len(labels) * (34 if stacked else 12 + 26 * len(series))
        height = 130 + 30 * legend(series, wide)[1] + room
    chart = _BARS[stacked, horizontal](**options(title, labels, series, width=wide, height=height))
    axes(chart, labels, series, limit, stacked=stacked, room=None if horizontal else wide)
    return _drawn(chart, title, text, series, limit=limit)


def line(
    title: str,
    text: str,
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    limit: Limit | None = None,
    wide: int = WIDTH,
) -> str:
    """Return a line for each series; a value of None leaves a gap."""
    dots = len(labels) <= 40
    drawn = options(
        title, labels, series, width=wide, show_dots=dots, dots_size=3.5, allow_interruptions=True
    )
    chart = pygal.Line(**(drawn | {"print_values": False}))
    axes(chart, labels, series, limit, room=wide)
    return _drawn(chart, title, text, series, limit=limit)


def ring(title: str, text: str, series: Sequence[Series], *, middle: str = "", height: int = HEIGHT) -> str:
    """Return a ring of one part for each series, which has one value; `middle` is written large within.

    Then no figures stand on the ring itself: they belong into the names of the series.
    """
    drawn = options(title, (), series, width=HALF, height=height, inner_radius=0.62)
    bare = {"print_values": False, "margin_top": 6, "margin_bottom": 6, "inner_radius": 0.7}
    chart = pygal.Pie(**(drawn | (bare if middle else {})))
    return _drawn(chart, title, text, series, middle=middle)


def spark(title: str, text: str, values: Sequence[float | None]) -> str:
    """Return small bars without axes."""
    series = [Series(title, values)]
    plain = {"title": None, "show_x_labels": False, "show_y_labels": False, "show_y_guides": False}
    drawn = options(title, (), series, width=12 * max(len(values), 1) + 8, height=48)
    bare = {"margin": 4, "margin_bottom": 4, "spacing": 0, "print_values": False}
    chart = pygal.Bar(**(drawn | plain | bare))
    chart.range = (0, max((value or 0 for value in values), default=0) or 1)
    return _drawn(chart, title, text, series)


def _drawn(
    chart: Any,
    title: str,
    text: str,
    series: Sequence[Series],
    *,
    limit: Limit | None = None,
    middle: str = "",
) -> str:
    plain = [place for place, one in enumerate(series) if not one.group]
    paints = [paint(one.group, plain.index(i) if i in plain else 0) for i, one in enumerate(series)]
    for one in series or [Series("", ())]:  # The library fails without any.
        chart.add(one.name, [None if value is None or math.isnan(value) else value for value in one.values])
    picture = finishing.Picture(chart.render(is_unicode=True), paints)
    picture.describe(title, text)
    if limit is not None:
        picture.limit(limit.name, limit.value, chart.y_labels)
    if middle:
        picture.middle(middle)
    return picture.written()
