"""Counts of each claim by day as a table that Excel in Japan opens rightly."""

import csv
import io

from console.hotline.days import Days
from console.shown import Shown


def table(found: Days, shown: Shown) -> bytes:
    """Return day, claim, count, and between which counts a usual day of the kind lies; UTF-8 with a mark."""
    say = shown.say
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    columns = ("days.day", "radar.claim", "radar.count", "days.low", "days.high")
    writer.writerow([say(column) for column in columns])
    for claim, counts in found.claims.items():
        usual = found.usual(counts)
        for day, count, around in zip(found.days, counts, usual, strict=True):
            low, high = (f"{end:g}" for end in around) if around else ("", "")
            writer.writerow((day.isoformat(), shown.claim(claim), count, low, high))
    for day, count in zip(found.days, found.merged, strict=True):
        if count:
            writer.writerow((day.isoformat(), say("hotline.others"), count, "", ""))
    return out.getvalue().encode("utf-8-sig")
