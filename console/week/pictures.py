"""The pictures of a week's page, each with its sentence and the table it is drawn from."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from console.campaigns.figures import MOST_ROWS, Figure, of_counts, of_part
from console.charts.drawing import Series, ring
from console.shown import Shown
from console.week.figures import Week
from console.week.meaning import share

NAMES = ("outcomes", "institutions", "area", "hotline")
LOW = 240
"""The height of a ring: on paper all pictures are as high, and the letters of a high one would be small."""


@dataclass(frozen=True, slots=True)
class Ring(Figure):
    """A ring with the share that counts written in it; its figures stand beside the names of its parts."""

    middle: str = ""
    names: Sequence[str] = ()

    def drawn(self) -> str:
        """Return the picture as SVG."""
        named = zip(self.series, self.names, strict=True)
        parts = [Series(name, one.values, one.group) for one, name in named]
        return ring(self.title, self.text, parts, middle=self.middle, height=LOW)


def several(shown: Shown, week: Week) -> Iterator[tuple[str, Figure]]:
    """Return those pictures by name for which there is anything to show."""
    for name in NAMES:
        figure = one(shown, week, name)
        if figure is not None:
            yield name, figure


def one(shown: Shown, week: Week, name: str) -> Figure | None:
    """Return a picture by its name; None where there is nothing to show."""
    if name == "outcomes" and week.recipients:
        drawn = of_counts(shown, week.ends)
        return _ring(shown, drawn, share(shown, week.got_it, week.recipients))
    if name == "area" and week.areas:
        return of_part(shown, "area", dict(week.areas), shown.say("week.area"))
    if name == "hotline" and week.hotline:
        return _hotline(shown, week.hotline)
    if name == "institutions" and week.confirmed[1]:
        return _institutions(shown, *week.confirmed)
    return None


def _hotline(shown: Shown, counted: Sequence[tuple[str, int]]) -> Figure:
    most = [(shown.claim(warning), number) for warning, number in counted[:MOST_ROWS]]
    said = shown.say("joined").join(shown.say.counted(name, number) for name, number in most)
    title = shown.say("week.hotline")
    series = [Series(shown.say("week.answers"), [number for _, number in most])]
    text = shown.say("figure.says", title=title, parts=said)
    return Figure("across", title, text, shown.say("radar.claim"), [name for name, _ in most], series)


def _institutions(shown: Shown, confirmed: int, meant: int) -> Figure:
    title = shown.say("week.institutions")
    text = shown.say("progress.confirmed", confirmed=confirmed, total=meant)
    series = [
        Series(shown.say("week.confirmed"), [confirmed], "reached"),
        Series(shown.say("week.not-confirmed"), [meant - confirmed], "missed"),
    ]
    figure = Figure("ring", title, text, title, [shown.say("campaign.total")], series)
    return _ring(shown, figure, share(shown, confirmed, meant))


def _ring(shown: Shown, figure: Figure, middle: str) -> Ring:
    names = [shown.say.counted(one.name, int(one.values[0] or 0)) for one in figure.series]
    about = figure.title, figure.text, figure.head, figure.labels, figure.series
    return Ring("ring", *about, middle=middle, names=names)
