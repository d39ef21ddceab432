"""Which column of a table holds what, by its name in English or Japanese; unknown columns are refused."""

import csv
import unicodedata
from dataclasses import dataclass

from campaigns.encodings import TableInvalid

RESIDENT = frozenset({"number", "language", "area"})
INSTITUTION = frozenset({"name", "number", "extension", "kind", "area", "language", "hours"})

_NAMES = {
    "電話番号": "number",
    "番号": "number",
    "言語": "language",
    "地域": "area",
    "名称": "name",
    "施設名": "name",
    "内線": "extension",
    "内線番号": "extension",
    "種別": "kind",
    "営業時間": "hours",
    **{name: name for name in RESIDENT | INSTITUTION},
}


@dataclass(frozen=True, slots=True)
class Columns:
    """The header: its line, how many columns it has, and where each known one stands."""

    line: int
    width: int
    places: tuple[tuple[str, int], ...]


def read_columns(header: str, line: int, names: frozenset[str]) -> tuple[str, Columns]:
    """Return the delimiter and the columns of a header; raises TableInvalid, which names what must go."""
    delimiter = max(",;\t", key=lambda sign: (_known(header, sign), header.count(sign)))
    cells = _cells(header, delimiter)
    if sum(letter.isdigit() for letter in header) >= 9 and not _known(header, delimiter):
        raise TableInvalid(
            f"line {line}: there is no header: the first line must name the columns, such as number"
        )
    places: dict[str, int] = {}
    for at, cell in enumerate(cells):
        if not _plain(cell):
            continue
        name = _NAMES.get(_plain(cell))
        if name not in names:
            raise TableInvalid(f"column {at + 1} 「{_shown(cell)}」 may hold personal data: remove it")
        if name in places:
            raise TableInvalid(f"column {at + 1} 「{_shown(cell)}」 stands twice: remove one")
        places[name] = at
    if "number" not in places:
        raise TableInvalid(f"line {line}: no column is called number (or 電話番号)")
    return delimiter, Columns(line, len(cells), tuple(places.items()))


def _known(header: str, delimiter: str) -> int:
    return sum(_plain(cell) in _NAMES for cell in _cells(header, delimiter))


def _cells(header: str, delimiter: str) -> list[str]:
    return next(csv.reader([header], delimiter=delimiter), [])


def _plain(cell: str) -> str:
    return "".join(unicodedata.normalize("NFKC", cell).split()).casefold()


def _shown(cell: str) -> str:
    """Return a column's name as it may be repeated: a misplaced telephone number is not."""
    if sum(letter.isdigit() for letter in cell) > 5:
        return "…"
    return "".join(letter for letter in cell if letter.isprintable()).strip()[:40]
