"""Takes the lasting keys out under a seal, brings them back, and changes the service key."""

import base64
import json
import os
from pathlib import Path

from argon2.low_level import Type, hash_secret_raw

from privacy import files, vault
from privacy.keystore import KeyStore, KeyUnreadable, Life, key_files, life_of, unwrap, wrap

_MAGIC = b"yobikake-keys-1\n"
_SALT_BYTES = 16
_SHORTEST = 12


class ExportUnreadable(ValueError):
    """Not an export of keys, or not this passphrase or key."""


class KeyConflict(RuntimeError):
    """The store has another key of that name; what either opens must be decided by a person."""


def export_lasting(store: KeyStore, secret: str | bytes) -> bytes:
    """Return the lasting keys under a passphrase (12 characters or more) or a 32-byte key.

    Perishable keys are never in it. Keep it apart from the database and from the service key.
    """
    lasting = [name for name in store.names() if life_of(name) is Life.LASTING]
    keys = {name: base64.b64encode(store.get(name)).decode() for name in lasting}
    salt = os.urandom(_SALT_BYTES)
    return _MAGIC + salt + vault.seal(_key_from(secret, salt), json.dumps(keys).encode(), _MAGIC)


def import_lasting(store: KeyStore, export: bytes, secret: str | bytes) -> list[str]:
    """Bring exported keys into a store and return the names of those that it lacked.

    Raises ExportUnreadable, and KeyConflict when a name has another key there: then none was brought in.
    """
    keys = _opened(export, secret)
    have = {name: store.get(name) for name in store.names() if name in keys}
    differ = sorted(name for name, key in have.items() if key != keys[name])
    if differ:
        raise KeyConflict(f"another key is there already: {', '.join(differ)}; nothing was imported")
    return [name for name, key in keys.items() if store.adopt(name, key)]


def rotate_service_key(folder: Path, old: bytes, new: bytes) -> int:
    """Wrap every key in a folder anew and return how many were; stop all processes before.

    May be run again after a crash: keys that the new one opens are passed over. Raises KeyUnreadable for a
    key that neither opens, before anything is changed.
    """
    waiting = []
    for name, path in key_files(folder):
        content = path.read_bytes()
        if content.startswith(files.GONE) or _opens(new, name, content):
            continue
        waiting.append((path, wrap(new, name, unwrap(old, name, content))))
    for path, content in waiting:
        files.replace(path, content)
    return len(waiting)


def _opens(service_key: bytes, name: str, content: bytes) -> bool:
    try:
        unwrap(service_key, name, content)
    except KeyUnreadable:
        return False
    return True


def _opened(export: bytes, secret: str | bytes) -> dict[str, bytes]:
    if not export.startswith(_MAGIC) or len(export) < len(_MAGIC) + _SALT_BYTES:
        raise ExportUnreadable("this is no export of keys")
    salt, sealed = export[len(_MAGIC) :][:_SALT_BYTES], export[len(_MAGIC) + _SALT_BYTES :]
    try:
        plain = vault.unseal(_key_from(secret, salt), sealed, _MAGIC)
    except vault.Unsealable:
        raise ExportUnreadable("this export does not open with that passphrase or key") from None
    return {name: base64.b64decode(key) for name, key in json.loads(plain).items()}


def _key_from(secret: str | bytes, salt: bytes) -> bytes:
    if isinstance(secret, bytes):
        return secret
    if len(secret) < _SHORTEST:
        raise ValueError("a passphrase for keys has 12 characters or more")
    return hash_secret_raw(
        secret.encode(),
        salt,
        time_cost=3,
        memory_cost=65536,
        parallelism=4,
        hash_len=vault.KEY_BYTES,
        type=Type.ID,
    )
