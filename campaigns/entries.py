"""Reads one row of the institutions' table after the other: an entry, or a row that cannot be used."""

import re
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from campaigns.cells import masked, read_area, read_extension, read_name
from campaigns.columns import INSTITUTION
from campaigns.dialled import ORDINARY, not_dialled
from campaigns.judging import Bad, Duplicate
from campaigns.kinds import Kind, read_kind
from campaigns.labels import plain_label
from campaigns.lines import Lines
from campaigns.table import Row, read_table, rows
from campaigns.tongues import read_language
from privacy.number import Kind as LineKind
from privacy.number import PhoneNumber

_LONGEST_HOURS = 80
_LIKE_A_NUMBER = re.compile(r"\+?[0-9][0-9()・.\- ]{7,}[0-9]")


@dataclass(frozen=True, slots=True, repr=False)
class Entry:
    """An institution as its row describes it. It holds a number, so it does not print itself."""

    line: int
    name: str
    number: PhoneNumber
    extension: str | None = None
    kind: Kind = Kind.OTHER
    area: str | None = None
    language: str | None = None
    hours: str | None = None


def read_entries(file: BinaryIO, dials: Collection[LineKind] = ORDINARY) -> Iterator[Entry | Bad | Duplicate]:
    """Read a table; raises TableInvalid where it is none, or has a column that may hold personal data.

    A number may stand more than once with different extensions: a switchboard has many behind it.
    """
    table = read_table(file, INSTITUTION)
    lines, seen = Lines(), set[tuple[str, str | None]]()
    for row in rows(file, table):
        try:
            entry = _entry(row, lines, dials)
        except ValueError as fault:
            yield Bad(row.line, str(fault), masked(row.cells.get("number", "")))
            continue
        key = (entry.number.e164, entry.extension)
        yield Duplicate(row.line) if key in seen else entry
        seen.add(key)


def _entry(row: Row, lines: Lines, dials: Collection[LineKind]) -> Entry:
    if row.fault is not None:
        raise ValueError(row.fault)
    cells = row.cells
    number, kind = lines.read(cells.get("number", ""))
    never = not_dialled(kind, dials)
    if never is not None:
        raise ValueError(never)
    name = read_name(cells.get("name", ""))
    if name is None:
        raise ValueError("no name: an institution needs one, so that somebody can ask why it did not confirm")
    return Entry(
        row.line,
        name,
        number,
        read_extension(cells.get("extension", "")),
        read_kind(cells.get("kind", "")),
        read_area(cells.get("area", "")),
        read_language(cells.get("language", "")),
        read_hours(cells.get("hours", "")),
    )


def read_hours(cell: str) -> str | None:
    """Read opening hours as they are written, digits and all; raises ValueError for what may be a number."""
    try:
        hours = plain_label(cell, _LONGEST_HOURS)
    except ValueError as fault:
        raise ValueError(f"hours {fault}") from None
    for found in _LIKE_A_NUMBER.finditer(hours):
        if sum(letter.isdigit() for letter in found[0]) >= 9:
            raise ValueError("hours must not hold a telephone number: write them as 9:00-15:00")
    return hours or None
