"""Which kinds of line are dialled: Japan's ordinary ones, and what the line file adds to them."""

import enum
from collections.abc import Collection, Iterable

from privacy.number import Kind

ORDINARY = frozenset({Kind.MOBILE, Kind.LANDLINE, Kind.IP})
"""Lines that people have at home, in the pocket or at work; 050 numbers are such lines too."""


class Also(enum.StrEnum):
    """What a line file may add. Premium-rate numbers are never dialled: the owner earns by each call."""

    TOLL_FREE = "toll-free"
    SPECIAL = "special"
    FOREIGN = "foreign"


_KINDS = {Also.TOLL_FREE: Kind.TOLL_FREE, Also.SPECIAL: Kind.OTHER, Also.FOREIGN: Kind.FOREIGN}
_NAMES = {
    Kind.FOREIGN: "a number outside Japan",
    Kind.PREMIUM: "a premium-rate number",
    Kind.TOLL_FREE: "a toll-free number, and the line file has no also_dials: toll-free",
    Kind.OTHER: "a special number, and the line file has no also_dials: special",
}


def dials(also: Iterable[Also]) -> frozenset[Kind]:
    """Return the kinds that a line dials, with what its file adds."""
    return ORDINARY | {_KINDS[one] for one in also}


def not_dialled(kind: Kind, dialled: Collection[Kind] = ORDINARY) -> str | None:
    """Return why a line of this kind is not dialled, or None where it is."""
    return None if kind in dialled else _NAMES[kind]
