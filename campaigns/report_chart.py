"""Draws calls and texts over time: a column for each hour, in three shades that survive a grey printer."""

from dataclasses import dataclass

from campaigns.report import GOT_IT, Ends, Report
from campaigns.states import AttemptState as A

WIDTH, HEIGHT = 720, 160
_ANSWERED = frozenset({A.MACHINE, A.HUNG_UP_EARLY})
_MOST_LABELS = 12
_WIDEST = 48.0


@dataclass(frozen=True, slots=True)
class Block:
    """One shade of a column: good, half (answered and not heard to the end) or all others."""

    shade: str
    y: float
    height: float


@dataclass(frozen=True, slots=True)
class Column:
    """One hour; `label` is empty where there is no room for it."""

    x: float
    width: float
    label: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """The columns, and how many calls the highest stands for."""

    columns: tuple[Column, ...]
    most: int


def over_time(report: Report) -> Chart | None:
    """Return the chart; None where calls began in one hour alone, which a table says better."""
    hours = report.part("hour")
    if len(hours) < 2:
        return None
    most = max(sum(ends.values()) for _, ends in hours)
    room = WIDTH / len(hours)
    every = -(-len(hours) // _MOST_LABELS)
    width = min(room * 0.8, _WIDEST)
    columns = []
    for at, (hour, ends) in enumerate(hours):
        new_day = at == 0 or hour[:10] != hours[at - 1][0][:10]
        label = (hour[5:] if new_day else hour[11:]) if at % every == 0 else ""
        x = round(at * room + (room - width) / 2, 1)
        columns.append(Column(x, round(width, 1), label, _blocks(ends, most)))
    return Chart(tuple(columns), most)


def _blocks(ends: Ends, most: int) -> tuple[Block, ...]:
    shades = {"good": 0, "half": 0, "all": 0}
    for end, number in ends.items():
        shades["good" if end in GOT_IT else "half" if end in _ANSWERED else "all"] += number
    blocks, top = [], float(HEIGHT)
    for shade, number in shades.items():
        height = number / most * HEIGHT
        top -= height
        if number:
            blocks.append(Block(shade, round(top, 1), round(height, 1)))
    return tuple(blocks)
