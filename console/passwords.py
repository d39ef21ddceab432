"""Passwords and tokens as they are kept: nothing here can be turned back."""

import hashlib
import secrets
from functools import cache

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

_hasher = PasswordHasher()


def hashed(password: str) -> str:
    """Return what is kept of a password (Argon2id); takes long on purpose."""
    return _hasher.hash(password)


def matches(stored: str | None, password: str) -> bool:
    """Tell whether this is the password; takes as long where none is stored."""
    try:
        return _hasher.verify(stored or _nobody(), password) and stored is not None
    except (VerificationError, InvalidHashError):
        return False


def digest(token: str) -> bytes:
    """Return the SHA-256 of a token that is long and random already."""
    return hashlib.sha256(token.encode()).digest()


@cache
def _nobody() -> str:
    """Return what is compared with where there is no password, so that the time taken does not tell."""
    return _hasher.hash(secrets.token_urlsafe(16))  # A third of a second, which no other process needs.
