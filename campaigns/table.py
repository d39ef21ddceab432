"""Reads the CSV files that offices really send: any usual encoding, delimiter and line end, line by line."""

import csv
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import BinaryIO

from campaigns.columns import Columns, read_columns
from campaigns.encodings import TableInvalid, encoding_of, lines

_LONGEST_RECORD = 20
"""Most lines that one row may take, by line breaks in quotes: a forgotten quote must not swallow the file."""


@dataclass(frozen=True, slots=True)
class Table:
    """How a file is to be read: its encoding, its delimiter, and which column holds what."""

    encoding: str
    delimiter: str
    columns: Columns


@dataclass(slots=True, repr=False)
class Row:
    """One row under the header, as it stands in the file. It holds a number, so it does not print itself."""

    line: int
    cells: dict[str, str]
    fault: str | None = None


class Gathered(Iterable[Row]):
    """Rows that need no file: of a standing list, of the directory; read anew each time."""

    __slots__ = ()


def read_table(file: BinaryIO, names: frozenset[str]) -> Table:
    """Look at the whole file and at its header, which may hold only the columns `names`.

    Raises TableInvalid for what is no text or no table, and for any other column, by name.
    """
    encoding = encoding_of(file)
    file.seek(0)
    for number, line in enumerate(lines(file, encoding), 1):
        if line.strip(" \t,;\n"):
            delimiter, columns = read_columns(line, number, names)
            return Table(encoding, delimiter, columns)
    raise TableInvalid("is empty: the first line must name the columns, such as number,language,area")


def rows(file: BinaryIO, table: Table) -> Iterator[Row]:
    """Read all rows under the header from the beginning of the file, blank ones left out.

    A row that cannot be split has a `fault` and no cells. Raises TableInvalid where nothing after it could
    be trusted, and when there is no row at all.
    """
    file.seek(0)
    reader = csv.reader(lines(file, table.encoding), delimiter=table.delimiter, strict=True)
    line, found = 0, False
    while True:
        first = line + 1
        try:
            cells: list[str] | None = next(reader)
        except StopIteration:
            break
        except csv.Error as fault:
            if "unexpected end" in str(fault) or "field larger" in str(fault):
                raise TableInvalid(f"line {first}: a quote is opened and never closed") from None
            cells = None
        line = reader.line_num
        if line - first >= _LONGEST_RECORD:
            raise TableInvalid(f"line {first}: a quote is opened and not closed in the same row")
        if first <= table.columns.line or (cells is not None and not "".join(cells).strip()):
            continue
        found = True
        yield _row(first, cells, table.columns)
    if not found:
        raise TableInvalid("has no row under its header")


def _row(line: int, cells: list[str] | None, columns: Columns) -> Row:
    if cells is None:
        return Row(line, {}, "a quote in the wrong place")
    if len(cells) > columns.width and any(cells[columns.width :]):
        return Row(line, {}, "more cells than the header has columns")
    return Row(line, {name: cells[at].strip() for name, at in columns.places if at < len(cells)})
