"""Seals what must not stand open: AES-256-GCM, bound to the place where it lies."""

import os
import re
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from privacy.number import PhoneNumber

KEY_BYTES = 32
_NONCE_BYTES = 12
_PADDED = 32  # All sealed numbers are equally long, or the length would tell mobiles from landlines.
_EXTENSION = re.compile(r"[0-9*#w]{1,12}")


class Unsealable(ValueError):
    """Wrong key, wrong place or changed bytes. The message contains none of them."""


@dataclass(frozen=True, slots=True)
class Destination:
    """A number as it was sealed, with the extension behind it if there is one."""

    number: PhoneNumber
    extension: str | None = None


def seal(key: bytes, plain: bytes, bound_to: bytes) -> bytes:
    """Return nonce, ciphertext and tag (28 bytes longer than `plain`), bound to a place such as a row.

    No cipher is kept between calls: making one costs a microsecond, and a kept one would outlive its key.
    """
    nonce = os.urandom(_NONCE_BYTES)
    return nonce + _cipher(key).encrypt(nonce, plain, bound_to)


def unseal(key: bytes, sealed: bytes, bound_to: bytes) -> bytes:
    """Return what was sealed under this key for this place; raises Unsealable."""
    try:
        return _cipher(key).decrypt(sealed[:_NONCE_BYTES], sealed[_NONCE_BYTES:], bound_to)
    except (InvalidTag, ValueError):
        raise Unsealable("this cannot be opened with that key in that place") from None


def handle(key: bytes, number: PhoneNumber) -> bytes:
    """Return the 32-byte HMAC-SHA256 of a number: equal for equal numbers, for as long as the key lives."""
    return number.handle_under(key)


def seal_number(key: bytes, number: PhoneNumber, extension: str | None, bound_to: bytes) -> bytes:
    """Return a sealed number, 60 bytes whatever its length; raises ValueError for an odd extension."""
    if extension is not None and not _EXTENSION.fullmatch(extension):
        raise ValueError("an extension is 1 to 12 of 0-9, *, # and w")
    plain = f"{number.e164}x{extension}" if extension else number.e164
    return seal(key, plain.encode().ljust(_PADDED), bound_to)


def open_number(key: bytes, sealed: bytes, bound_to: bytes) -> Destination:
    """Return the number and extension that were sealed for this place; raises Unsealable."""
    e164, _, extension = unseal(key, sealed, bound_to).decode().rstrip().partition("x")
    return Destination(PhoneNumber(e164), extension or None)


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return AESGCM(key)
