"""What tells the parts of a picture apart: a colour in each theme, and a pattern, never the colour alone."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Theme:
    """The grounds and the ink of a picture; those of static/console.css."""

    ink: str
    soft: str
    ground: str
    guide: str


LIGHT = Theme("#1a1a1a", "#4d4d4d", "#ffffff", "#cccccc")
DARK = Theme("#ffffff", "#cccccc", "#262626", "#666666")


@dataclass(frozen=True, slots=True)
class Paint:
    """A colour on a light and on a dark ground, the pattern of areas and the dashes of lines."""

    light: str
    dark: str
    pattern: str
    dashes: str = "none"


GROUPS: Mapping[str, Paint] = {
    "reached": Paint("#0017c1", "#7096f8", "full"),
    "calling": Paint("#008299", "#2bc8e4", "points", "2 5"),
    "missed": Paint("#c74700", "#ff8d44", "rising", "9 5"),
    "left": Paint("#666666", "#b3b3b3", "falling", "14 4 2 4"),
    "waiting": Paint("#767676", "#999999", "empty", "4 4"),
}
"""The parts of every bar of the console, by their names there."""
PALETTE = (
    Paint("#0017c1", "#7096f8", "full"),
    Paint("#fb5b01", "#ebb700", "rising", "9 5"),
    Paint("#259d63", "#c0e4ff", "dots", "2 5"),
    Paint("#a565f8", "#ff7171", "across", "14 4 2 4"),
    Paint("#500050", "#ffdfca", "upright", "4 4"),
    Paint("#850000", "#927200", "falling", "16 6"),
)
"""For everything else, in this order: six of the agency's tones that stand far apart for all kinds of eyes.
More series than these begin again from the first, so no picture should have more."""
SHAPES: Mapping[str, tuple[str, str]] = {
    "full": ('<rect class="{ink}" width="8" height="8"/>', ""),
    "dots": ('<circle class="{ink}" cx="4" cy="4" r="2.8"/>', ""),
    "points": ('<circle class="{ink}" cx="4" cy="4" r="1.3"/>', ""),
    "rising": ('<rect class="{ink}" width="5" height="8"/>', "rotate(45)"),
    "falling": ('<rect class="{ink}" width="2.5" height="8"/>', "rotate(-45)"),
    "across": ('<rect class="{ink}" width="8" height="4.5"/>', ""),
    "upright": ('<rect class="{ink}" width="3.5" height="8"/>', ""),
    "empty": ("", ""),
}
"""What is drawn on the ground of one tile of eight by eight, and how the tile is turned."""


def paint(group: str, place: int) -> Paint:
    """Return the paint of a group, or of the series in a place of those that have none."""
    return GROUPS[group] if group else PALETTE[place % len(PALETTE)]


def pattern(name: str, paint: Paint) -> str:
    """Return the definition of an area's pattern."""
    shape, turn = SHAPES[paint.pattern]
    turned = f' patternTransform="{turn}"' if turn else ""
    return (
        f'<pattern id="{name}" width="8" height="8" patternUnits="userSpaceOnUse"{turned}>'
        f'<rect class="ground" width="8" height="8"/>{shape.format(ink=f"ink-{name}")}</pattern>'
    )
