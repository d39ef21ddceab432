"""The key that wraps all others: read from the settings, or made once beside the embedded carrier's data."""

import base64
import binascii
from pathlib import Path

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from privacy import files
from privacy.vault import KEY_BYTES

SETTING = "YOBIKAKE_SERVICE_KEY"
_HOW = "give 32 bytes in base64, for example from: openssl rand -base64 32"


class ServiceKeyInvalid(ValueError):
    """The setting is missing or wrong; the message names it and never shows what it holds."""


def load_service_key(value: str | None = None, file: Path | None = None) -> bytes:
    """Return the key from `YOBIKAKE_SERVICE_KEY` or from the file of `YOBIKAKE_SERVICE_KEY_FILE`.

    Raises ServiceKeyInvalid when both or neither are given, or the content is not base64 of 32 bytes.
    """
    if value and file:
        raise ServiceKeyInvalid(f"{SETTING} and {SETTING}_FILE are both set; keep one")
    if value:
        return _decode(value, SETTING)
    if file is None:
        raise ServiceKeyInvalid(f"{SETTING} is not set; {_HOW}")
    try:
        return _decode(file.read_text("ascii"), f"{SETTING}_FILE")
    except OSError as error:
        raise ServiceKeyInvalid(f"{SETTING}_FILE cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ServiceKeyInvalid(f"{SETTING}_FILE holds no key; {_HOW}") from None


def create_service_key(path: Path) -> bytes:
    """Return the key in this file, made now, for its owner alone, if there is none; the first maker wins."""
    if not path.exists():
        files.write_once(path, base64.b64encode(AESGCM.generate_key(256)) + b"\n")
    return load_service_key(file=path)


def _decode(text: str, setting: str) -> bytes:
    try:
        key = base64.b64decode(text.strip(), validate=True)
    except (binascii.Error, ValueError):
        key = b""
    if len(key) != KEY_BYTES:
        raise ServiceKeyInvalid(f"{setting} holds no key; {_HOW}")
    return key
