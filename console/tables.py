"""What is wrong with a table that somebody sent, in the words of the page."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from campaigns.judging import Bad
from console.words import Words

SHOWN = 20
"""Rows that cannot be used are named one by one up to here; more help nobody to mend a file."""
_SAID = (
    (r"column (?P<column>\d+) 「(?P<name>.*)」 may hold", "table.personal"),
    (r"column (?P<column>\d+) 「(?P<name>.*)」 stands twice", "table.column-twice"),
    (r"line \d+: there is no header", "table.no-header"),
    (r"line \d+: no column is called number", "table.no-number-column"),
    (r"is empty", "table.empty"),
    (r"has no row under", "table.no-row"),
    (r"line (?P<line>\d+): a quote is opened", "table.quote"),
    (r"line (?P<line>\d+): is longer than", "table.long-line"),
    (r"line (?P<line>\d+): the file ends", "table.cut-off"),
    (r"line (?P<line>\d+): bytes that are", "table.bytes"),
    (r"is no text|line \d+: holds zero", "table.no-text"),
    (r"a quote in the wrong", "row.quote"),
    (r"more cells", "row.cells"),
    (r"no number\Z", "row.no-number"),
    (r"a number shortened", "row.shortened"),
    (r"too long for a|not a telephone|not a number that exists", "row.not-a-number"),
    (r"a number outside", "row.foreign"),
    (r"a premium-rate", "row.premium"),
    (r"a toll-free|a special", "row.special"),
    (r".*this line takes no texts", "row.no-texts"),
    (r"unknown language", "row.language"),
    (r"kind is", "row.kind"),
    (r"extension must", "row.extension"),
    (r"no name", "row.no-name"),
    (r"name must|name ", "row.name"),
    (r"area ", "row.area"),
    (r"hours ", "row.hours"),
)
"""Which sentence says what the reader of tables found, by how its own words begin."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row that cannot be used: its line, why, and the last two digits of its number at most."""

    line: int
    why: str
    masked: str


def said(say: Words, fault: str) -> str:
    """Return a fault of a table or of a row in the words of a page; as it is where nobody has."""
    for pattern, id in _SAID:
        found = re.match(pattern, fault)
        if found:
            return say(id, **found.groupdict())
    return fault


def bad_rows(say: Words, bad: Sequence[Bad]) -> list[Row]:
    """Return the first rows that cannot be used."""
    return [Row(one.line, said(say, one.reason), one.masked) for one in bad[:SHOWN]]
