"""Small secret files: written once and durably, replaced, or destroyed so that the bytes are gone."""

import os
import secrets
from pathlib import Path

GONE = bytes(4)
"""How a destroyed file begins while it still has a name, after a crash between overwriting and unlinking."""


def make_folder(folder: Path) -> None:
    """Create a folder that only its owner may enter."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def write_once(path: Path, content: bytes) -> bool:
    """Write a new file for its owner alone; return False, changing nothing, when there is one already.

    Nobody ever sees half a file: it gets its name when its content is on the disk.
    """
    draft = _draft(path, content)
    try:
        os.link(draft, path)
    except FileExistsError:
        return False
    finally:
        draft.unlink()
        sync_folder(path.parent)
    return True


def replace(path: Path, content: bytes) -> None:
    """Put new content in the place of a file and destroy the old content."""
    old = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    try:
        draft = _draft(path, content)
        draft.replace(path)
        sync_folder(path.parent)
        _overwrite(old)
    finally:
        os.close(old)


def destroy(path: Path) -> None:
    """Overwrite a file in place, sync, unlink, sync; a file that is not there is no error."""
    try:
        file = os.open(path, os.O_WRONLY | os.O_NOFOLLOW)
    except FileNotFoundError:
        return
    try:
        _overwrite(file)
    finally:
        os.close(file)
    path.unlink(missing_ok=True)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Make the names in a folder survive a power cut."""
    handle = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _draft(path: Path, content: bytes) -> Path:
    draft = path.with_name(f".{secrets.token_hex(8)}.new")
    file = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with open(file, "wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    return draft


def _overwrite(file: int) -> None:
    size = max(os.fstat(file).st_size, len(GONE))
    os.pwrite(file, GONE + os.urandom(size - len(GONE)), 0)
    os.fsync(file)
