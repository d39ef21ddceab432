"""Counts of each claim by day as a table that Excel in Japan opens rightly."""

from collections.abc import Iterator

from campaigns import excel
from console.hotline.days import Days
from console.shown import Shown


def table(found: Days, shown: Shown) -> bytes:
    """Return day, claim, count, and between which counts a usual day of the kind lies; UTF-8 with a mark."""
    columns = ("days.day", "radar.claim", "radar.count", "days.low", "days.high")
    return excel.table([shown.say(column) for column in columns], _rows(found, shown))


def _rows(found: Days, shown: Shown) -> Iterator[tuple[object, ...]]:
    for claim, counts in found.claims.items():
        usual = found.usual(counts)
        for day, count, around in zip(found.days, counts, usual, strict=True):
            low, high = (f"{end:g}" for end in around) if around else ("", "")
            yield day.isoformat(), shown.claim(claim), count, low, high
    for day, count in zip(found.days, found.merged, strict=True):
        if count:
            yield day.isoformat(), shown.say("hotline.others"), count, "", ""
