"""Where each choice of the tree stands when it is drawn from left to right, and how wide its branch is."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from math import sqrt

from console.hotline.branches import Branch
from console.hotline.lettering import wrapped

WIDTH, HEIGHT = 204, 54
"""Of a choice, in pixels."""
FOLD, TURN = 26, 20
"""Between two columns stands first what opens a menu, then the branches run."""
ROW = 60
TRUNK = 14
_GAP = FOLD + TURN
THINNEST, THICKEST = 2.0, 16.0
SIGNS, COUNT = 22.0, 6.0
"""So wide is a line of a label; so much of it a number takes."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A choice in the picture, with its upper left corner; `lines` is its label."""

    branch: Branch
    x: float
    y: float
    lines: tuple[str, ...]
    opened: bool

    @property
    def middle(self) -> float:
        """Return how far down its middle is."""
        return self.y + HEIGHT / 2


@dataclass(frozen=True, slots=True)
class Edge:
    """A branch: a curve, how wide it is drawn, and the choice that it leads to."""

    path: str
    width: float
    branch: Branch


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole drawing and its size; the trunk runs from one height to another."""

    width: float
    height: float
    trunk: tuple[float, float]
    spots: Sequence[Spot]
    edges: Sequence[Edge]


def drawn(tree: Sequence[Branch], opened: frozenset[str]) -> Picture:
    """Lay the tree out, with the choices below those menus that are `opened`.

    Choices stand in columns by depth, a menu beside the middle of what it offers, and none over another.
    """
    rows = _Rows(opened)
    for branch in tree:
        rows.place(branch)
    most = max((one.count for one in tree), default=0)
    spots, edges = [], []
    for one, depth, above in rows.shown(tree):
        label = wrapped(one.label, SIGNS - COUNT * bool(one.count))
        spot = Spot(one, _x(depth), rows.of[one.code] * ROW, label, one.id in opened)
        start = rows.of[above] * ROW + HEIGHT / 2 if above else spot.middle
        spots.append(spot)
        edges.append(Edge(_curve(spot, start), _width(one.count, most), one))
    height = max(spot.y for spot in spots) + HEIGHT + 2
    trunk = (rows.of[tree[0].code] * ROW + HEIGHT / 2, rows.of[tree[-1].code] * ROW + HEIGHT / 2)
    return Picture(max(spot.x for spot in spots) + WIDTH + FOLD, height, trunk, spots, edges)


@dataclass(slots=True)
class _Rows:
    """The row of each choice by its code, and the first row at each depth in which nothing stands."""

    opened: frozenset[str]
    of: dict[str, float] = field(default_factory=dict)
    free: defaultdict[int, float] = field(default_factory=lambda: defaultdict(float))

    def place(self, branch: Branch, depth: int = 0) -> float:
        """Give a choice, and all that is shown below it, its row."""
        below = branch.branches if branch.id in self.opened else ()
        under = [self.place(one, depth + 1) for one in below]
        row = (under[0] + under[-1]) / 2 if under else self.free[depth]
        if row < self.free[depth]:
            self._move(below, self.free[depth] - row, depth + 1)
            row = self.free[depth]
        self.of[branch.code] = row
        self.free[depth] = row + 1
        return row

    def shown(
        self, branches: Sequence[Branch], depth: int = 0, above: str = ""
    ) -> Iterator[tuple[Branch, int, str]]:
        """Yield each choice that is drawn with its depth, and the code of the menu that offers it."""
        for one in branches:
            yield one, depth, above
            if one.id in self.opened:
                yield from self.shown(one.branches, depth + 1, one.code)

    def _move(self, branches: Sequence[Branch], by: float, depth: int) -> None:
        for one, deep, _ in self.shown(branches, depth):
            self.of[one.code] += by
            self.free[deep] = max(self.free[deep], self.of[one.code] + 1)


def _x(depth: int) -> float:
    return TRUNK + TURN + depth * (WIDTH + _GAP)


def _curve(spot: Spot, start: float) -> str:
    turn, end = spot.x - TURN / 2, spot.middle
    return f"M{spot.x - TURN:g} {start:g}C{turn:g} {start:g} {turn:g} {end:g} {spot.x:g} {end:g}"


def _width(count: int, most: int) -> float:
    # The root tells a few from none where others are far more.
    return round(THINNEST + (THICKEST - THINNEST) * sqrt(count / most), 1) if count and most else 1.0
