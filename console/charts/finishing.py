"""Makes of what the library draws a picture to be shown: with words for who does not see, in our style."""

from collections.abc import Sequence
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from console.charts.measures import width
from console.charts.paints import Paint, pattern
from console.charts.style import TEXT, style

SVG = "http://www.w3.org/2000/svg"
ElementTree.register_namespace("", SVG)
_LEAST = 20
"""Pixels of a bar's length under which no figure stands on it."""


class Picture:
    """A picture under the hand; `written` ends the work."""

    def __init__(self, drawn: str, paints: Sequence[Paint]) -> None:
        self.root = ElementTree.fromstring(drawn)  # noqa: S314 - we have just written it
        self._strip()
        self._dress(paints)
        self._thin_values()
        self._show_dashes()

    def describe(self, title: str, text: str) -> None:
        """Say what the picture is, and what it shows."""
        found = {"title": title, "desc": text}
        for place, (tag, words) in enumerate(found.items()):
            element = Element(f"{{{SVG}}}{tag}", {"id": tag})
            element.text = words
            self.root.insert(place, element)
        self.root.attrib.update({"role": "img", "aria-labelledby": "title desc"})

    def limit(self, name: str, value: float, ticks: Sequence[float]) -> None:
        """Draw a line across, between the lines of the axis, and write its name above."""
        lines = self._found("path", "line", within="y")
        heights = [float(line.attrib["d"].split()[1]) for line in lines]
        share = (value - ticks[0]) / (ticks[-1] - ticks[0])
        height = round(heights[0] + (heights[-1] - heights[0]) * share, 2)
        plot = self._found("g", "text-overlay")[0]
        long = float(lines[0].attrib["d"].split("h")[1])
        SubElement(plot, f"{{{SVG}}}path", {"class": "limit", "d": f"M0 {height} h{long:g}"})
        text = {"class": "limit-name end", "x": f"{long:g}", "y": f"{max(height - 6, TEXT):g}"}
        SubElement(plot, f"{{{SVG}}}text", text).text = name

    def middle(self, words: str) -> None:
        """Write words in the middle of a ring."""
        ground = self._found("g", "plot")[0][0]
        x, y = (float(ground.attrib[side]) / 2 for side in ("width", "height"))
        place = {"class": "middle", "x": f"{x:g}", "y": f"{y + 11:g}"}
        SubElement(self._found("g", "text-overlay")[0], f"{{{SVG}}}text", place).text = words

    def written(self) -> str:
        """Return the picture."""
        return ElementTree.tostring(self.root, encoding="unicode")

    def _found(self, tag: str, kind: str, within: str = "") -> list[Element]:
        places = self._found("g", within) if within else [self.root]
        all_ = [one for place in places for one in place.iter(f"{{{SVG}}}{tag}")]
        return [one for one in all_ if kind in one.attrib.get("class", "").split()]

    def _strip(self) -> None:
        """Take away what only a script would read."""
        for parent in list(self.root.iter()):
            for child in list(parent):
                tag = child.tag.removeprefix(f"{{{SVG}}}")
                if tag in {"script", "desc", "title"} or "tooltip-overlay" in child.attrib.get("class", ""):
                    parent.remove(child)
        for one in self.root.iter():
            one.attrib.pop("id", None)

    def _dress(self, paints: Sequence[Paint]) -> None:
        defs = self.root.find(f"{{{SVG}}}defs")
        assert defs is not None
        for old in list(defs):
            defs.remove(old)
        SubElement(defs, f"{{{SVG}}}style").text = style(paints)
        for place, one in enumerate(paints):
            drawn = f'<svg xmlns="{SVG}">{pattern(f"paint-{place}", one)}</svg>'
            defs.extend(ElementTree.fromstring(drawn))  # noqa: S314 - ours

    def _thin_values(self) -> None:
        """Take away the figures for which their bars have no room."""
        for place, over in enumerate(self._found("g", "series", within="text-overlay")):
            rects = self._found("rect", "rect", within=f"serie-{place}")
            for rect, text in zip(rects, list(over), strict=False):
                wide, high = (float(rect.get(side, 0)) for side in ("width", "height"))
                if wide < width(text.text or "", TEXT) or high < _LEAST:
                    over.remove(text)

    def _show_dashes(self) -> None:
        """Show each line as it is drawn, beside its name."""
        if not self._found("g", "line-graph"):
            return
        for legend in self._found("g", "activate-serie"):
            box = legend[0]
            x, middle = float(box.attrib["x"]), float(box.attrib["y"]) + float(box.attrib["height"]) / 2
            kind = next(name for name in box.attrib["class"].split() if name.startswith("color-"))
            legend.remove(box)
            sample = {"class": f"sample {kind}", "d": f"M{x - 16:g} {middle:g} h28"}
            SubElement(legend, f"{{{SVG}}}path", sample)
