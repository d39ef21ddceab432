"""The style that stands inside a picture: both themes, and the fonts of the pages."""

from collections.abc import Sequence

from console.charts.paints import DARK, LIGHT, Paint, Theme

FONTS = '"Noto Sans JP", "Noto Sans CJK JP", "Hiragino Sans", "Yu Gothic", sans-serif'
TITLE, TEXT = 18, 14
"""Sizes in pixels."""
_FIXED = f"""
text {{ font: {TEXT}px {FONTS}; stroke: none; }}
.title {{ font-size: {TITLE}px; font-weight: 700; text-anchor: middle; }}
.middle {{ font-size: 32px; font-weight: 700; text-anchor: middle; }}
.value, .axis.x text {{ text-anchor: middle; }}
.axis.y text, .end {{ text-anchor: end; }}
.horizontal .axis.y .guide.line, .vertical .axis.x .guide.line {{ opacity: 0; }}
.value, .limit-name {{ paint-order: stroke; stroke-width: 4px; stroke-linejoin: round; }}
.nofill {{ fill: none; }}
.series .line, .sample {{ fill: none; stroke-width: 3px; }}
.limit {{ stroke-width: 2px; stroke-dasharray: 8 4; }}
"""


def style(paints: Sequence[Paint]) -> str:
    """Return the style for series with these paints; light, and dark where the reader's screen is."""
    light, dark = (_theme(theme, paints) for theme in (LIGHT, DARK))
    return f"{_FIXED}{light}@media screen and (prefers-color-scheme: dark) {{\n{dark}}}\n"


def _theme(theme: Theme, paints: Sequence[Paint]) -> str:
    rules = [
        f".background, .ground {{ fill: {theme.ground}; }}",
        f"text {{ fill: {theme.ink}; }}",
        f".axis text {{ fill: {theme.soft}; }}",
        f".value, .limit-name {{ stroke: {theme.ground}; }}",
        f".axis .line {{ stroke: {theme.soft}; }}",
        f".axis .guide.line {{ stroke: {theme.guide}; }}",
        f".limit {{ stroke: {theme.ink}; }}",
        *(_series(place, one, theme) for place, one in enumerate(paints)),
    ]
    return "\n".join(rules) + "\n"


def _series(place: int, paint: Paint, theme: Theme) -> str:
    colour = paint.light if theme is LIGHT else paint.dark
    me = f".color-{place}"
    filled = f"{me} rect, rect{me}, {me} .slice path"
    return (
        f".ink-paint-{place}, {me} .dot {{ fill: {colour}; }}\n"
        f"{filled} {{ fill: url(#paint-{place}); stroke: {colour}; }}\n"
        f"{me} .line, .sample{me} {{ stroke: {colour}; stroke-dasharray: {paint.dashes}; }}"
    )
