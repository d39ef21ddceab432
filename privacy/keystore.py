"""Keys outside the database: made once, cached for a minute, destroyed for good."""

import enum
import re
import threading
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Protocol

from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from db.clock import Clock
from privacy import files, vault

CACHED = timedelta(seconds=60)
_MAGIC = b"YBK1"


class Life(enum.StrEnum):
    """How long keys of a kind live; also the folder they lie in, so that backups can leave one out."""

    PERISHABLE = "perishable"
    LASTING = "lasting"


_NAMES = {
    Life.LASTING: re.compile(r"do-not-call|audit|directory|factors"),
    Life.PERISHABLE: re.compile(
        r"(campaign|list)/[A-Za-z0-9_-]{1,64}/(data|handles)|day/[0-9]{4}-[0-9]{2}-[0-9]{2}|sessions"
    ),
}


class KeyGone(LookupError):
    """There is no such key: it was destroyed, or never made."""


class KeyUnreadable(RuntimeError):
    """The key's file is there and does not open: another service key wrapped it, or it was damaged."""


class KeyStore(Protocol):
    """Keeps 32-byte keys by name; a folder does, a KMS or a shared store may."""

    def create_or_get(self, name: str) -> bytes:
        """Return the key, made now if there is none; of several makers the first wins."""

    def get(self, name: str) -> bytes:
        """Return the key; raises KeyGone."""

    def adopt(self, name: str, key: bytes) -> bool:
        """Take a key from an export; return False, changing nothing, when the name has one."""

    def forget(self, name: str) -> None:
        """Drop what this process remembers of a key; the next look is at the store itself."""

    def destroy(self, name: str) -> None:
        """Make the key unrecoverable; one that is gone already is no error."""

    def names(self, prefix: str = "") -> list[str]:
        """Return the names of the keys that exist, sorted."""


def life_of(name: str) -> Life:
    """Return whether a key of this name is perishable or lasting; raises ValueError for a name of no kind."""
    for life, pattern in _NAMES.items():
        if pattern.fullmatch(name):
            return life
    raise ValueError(f"{name!r} is not the name of a key")


class FolderKeyStore:
    """One small file for each key, wrapped by the service key, with the name bound to it."""

    def __init__(self, folder: Path, service_key: bytes, clock: Clock) -> None:
        self._folder = folder
        self._service_key = service_key
        self._clock = clock
        self._lock = threading.Lock()
        self._cache: dict[str, tuple[bytes, datetime]] = {}
        for life in Life:
            files.make_folder(folder / life)

    def create_or_get(self, name: str) -> bytes:
        """Return the key, made now if there is none.

        A destroyed key of the same name is not remembered: who must not bring one back asks `get`.
        """
        try:
            return self.get(name)
        except KeyGone:
            self.adopt(name, AESGCM.generate_key(256))
        return self.get(name)

    def get(self, name: str) -> bytes:
        """Return the key, at most 60 seconds old by the clock; raises KeyGone or KeyUnreadable."""
        now = self._clock.now()
        cached = self._cache.get(name)
        if cached and now < cached[1]:
            return cached[0]
        with self._lock:
            self._forget_old(now)
            key = unwrap(self._service_key, name, self._read(name))
            self._cache[name] = (key, now + CACHED)
        return key

    def adopt(self, name: str, key: bytes) -> bool:
        """Take a key from elsewhere; return False when the name has one."""
        return files.write_once(self._path(name), wrap(self._service_key, name, key))

    def forget(self, name: str) -> None:
        """Drop a remembered key: for names that another process may have destroyed and made anew."""
        self._cache.pop(name, None)

    def destroy(self, name: str) -> None:
        """Overwrite, sync, unlink; other processes may still hold the key for 60 seconds."""
        with self._lock:
            self._cache.pop(name, None)
            files.destroy(self._path(name))

    def names(self, prefix: str = "") -> list[str]:
        """Return the names of the keys that exist, sorted."""
        return sorted(name for name, _ in key_files(self._folder) if name.startswith(prefix))

    def _path(self, name: str) -> Path:
        return self._folder / life_of(name) / f"{name.replace('/', '.')}.key"

    def _read(self, name: str) -> bytes:
        try:
            return self._path(name).read_bytes()
        except FileNotFoundError:
            raise KeyGone(f"the key {name} does not exist any more") from None

    def _forget_old(self, now: datetime) -> None:
        for name in [name for name, (_, until) in self._cache.items() if until <= now]:
            del self._cache[name]


def key_files(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield name and file of every key in a folder of keys."""
    for life in Life:
        for path in (folder / life).glob("*.key"):
            yield path.stem.replace(".", "/"), path


def wrap(service_key: bytes, name: str, key: bytes) -> bytes:
    """Return the 64 bytes that a key's file holds."""
    if len(key) != vault.KEY_BYTES:
        raise ValueError("a key has 32 bytes")
    return _MAGIC + vault.seal(service_key, key, name.encode())


def unwrap(service_key: bytes, name: str, content: bytes) -> bytes:
    """Return the key in a file's content; raises KeyGone when it was destroyed, else KeyUnreadable."""
    if content.startswith(files.GONE):
        raise KeyGone(f"the key {name} was destroyed")
    try:
        return vault.unseal(service_key, content.removeprefix(_MAGIC), name.encode())
    except vault.Unsealable:
        raise KeyUnreadable(f"the key {name} does not open with this service key") from None
