"""Reads number cells with the kind of each line; what the library said of a beginning is remembered."""

import re
import unicodedata

from campaigns.cells import read_number
from privacy.number import Kind, PhoneNumber

_TEN_DIGITS = re.compile(r"0[1-9][0-9]{8}\Z")


class Lines:
    """The numbers of one list.

    In Japan six digits and the length decide whether a number exists and what it is. Asking the library for
    each landline costs 60 µs, so this does it once for each beginning; a test compares the two.
    """

    def __init__(self) -> None:
        self._kinds: dict[tuple[str, int], Kind] = {}

    def read(self, cell: str) -> tuple[PhoneNumber, Kind]:
        """Return the number and its kind; raises ValueError with a reason that is safe to show."""
        plain = unicodedata.normalize("NFKC", cell).replace("-", "").replace(" ", "")
        if _TEN_DIGITS.match(plain):
            known = self._kinds.get((f"+81{plain[1:7]}", 12))
            if known == Kind.LANDLINE:
                return PhoneNumber(f"+81{plain[1:]}"), known
        number = read_number(cell)
        key = (number.e164[:9], len(number.e164))
        if key not in self._kinds:
            self._kinds[key] = number.kind
        return number, self._kinds[key]
