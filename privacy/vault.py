"""Seals telephone numbers, bound to the place where they lie, and opens them again."""

import hmac
import re
from dataclasses import dataclass

from privacy.number import PhoneNumber
from privacy.sealing import KEY_BYTES, Unsealable, seal, seal_padded, unseal, unseal_padded

_EXTENSION = re.compile(r"[0-9*#w]{1,12}")
__all__ = [
    "KEY_BYTES",
    "Destination",
    "Unsealable",
    "handle",
    "open_number",
    "seal",
    "seal_number",
    "unseal",
]


@dataclass(frozen=True, slots=True)
class Destination:
    """A number as it was sealed, with the extension behind it if there is one."""

    number: PhoneNumber
    extension: str | None = None


def handle(key: bytes, number: PhoneNumber, extension: str | None = None) -> bytes:
    """Return the 32-byte HMAC-SHA256 of a number: equal for equal numbers, for as long as the key lives.

    Two extensions behind one number are two destinations.
    """
    if extension is None:
        return number.handle_under(key)
    return hmac.digest(key, f"{number.e164}x{extension}".encode(), "sha256")


def seal_number(key: bytes, number: PhoneNumber, extension: str | None, bound_to: bytes) -> bytes:
    """Return a sealed number, 60 bytes whatever its length; raises ValueError for an odd extension."""
    if extension is None:
        return number.sealed_under(key, bound_to)
    if not _EXTENSION.fullmatch(extension):
        raise ValueError("an extension is 1 to 12 of 0-9, *, # and w")
    return seal_padded(key, f"{number.e164}x{extension}", bound_to)


def open_number(key: bytes, sealed: bytes, bound_to: bytes) -> Destination:
    """Return the number and extension that were sealed for this place; raises Unsealable."""
    e164, _, extension = unseal_padded(key, sealed, bound_to).partition("x")
    return Destination(PhoneNumber(e164), extension or None)
