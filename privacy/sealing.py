"""Seals bytes: AES-256-GCM, bound to the place where they lie; short ones are padded to one length."""

import os

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

KEY_BYTES = 32
_NONCE_BYTES = 12
_PADDED = 32  # All sealed numbers are equally long, or the length would tell mobiles from landlines.


class Unsealable(ValueError):
    """Wrong key, wrong place or changed bytes. The message contains none of them."""


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


def seal_padded(key: bytes, text: str, bound_to: bytes) -> bytes:
    """Return a sealed text of at most 32 letters and figures, 60 bytes whatever its length."""
    return seal(key, text.encode().ljust(_PADDED), bound_to)


def unseal_padded(key: bytes, sealed: bytes, bound_to: bytes) -> str:
    """Return a text that `seal_padded` sealed for this place; raises Unsealable."""
    return unseal(key, sealed, bound_to).decode().rstrip()


def _cipher(key: bytes) -> AESGCM:
    if len(key) != KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return AESGCM(key)
