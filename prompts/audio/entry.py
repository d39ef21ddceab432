"""One recording on file, and how an installation's list of them is read and written."""

import fcntl
import json
import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from hashlib import sha256
from pathlib import Path

from privacy.files import sync_folder

RECORDED = "recorded"
"""The source of what a person spoke; any other source is an engine's name."""
LIST = "manifest.json"
WITHDRAWN = "withdrawn"
"""The source of an entry that takes back all earlier recordings of its words; it has no file."""
Stamp = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Entry:
    """One recording: of which words, in which file, by whom, when, from where.

    A `preview` is a machine's draft: it can be listened to, and is never played in a call.
    """

    id: str
    words: str
    digest: str
    file: str
    by: str
    at: str
    source: str
    preview: bool = False

    @property
    def rank(self) -> int:
        """Return which of two recordings of the same words is played: a person's before a machine's."""
        return 1 if self.source == RECORDED else 0


def digest_of(language: str, words: str) -> str:
    """Return what binds a recording to its words: other words, another digest; spaces do not count."""
    return sha256(f"{language}\n{' '.join(words.split())}".encode()).hexdigest()


def in_force(entries: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Return the recordings that nobody has taken back, in their order; previews stay."""
    last = {one.digest: place for place, one in enumerate(entries) if one.source == WITHDRAWN}
    return tuple(
        one
        for place, one in enumerate(entries)
        if one.source != WITHDRAWN and (one.preview or place > last.get(one.digest, -1))
    )


def best(entries: tuple[Entry, ...], digest: str, *, preview: bool = False) -> Entry | None:
    """Return a person's newest recording of the words, else a machine's newest."""
    some = (one for one in entries if one.digest == digest and one.preview is preview)
    return max(reversed(tuple(some)), key=lambda one: one.rank, default=None)


def read(folder: Path) -> tuple[Entry, ...]:
    """Return all recordings of a language, oldest first. Raises OSError, or ValueError on a broken list."""
    try:
        text = (folder / LIST).read_text("utf-8")
    except FileNotFoundError:
        return ()
    try:
        return tuple(Entry(**one) for one in json.loads(text)["recordings"])
    except (ValueError, KeyError, TypeError):
        raise ValueError(f"{folder / LIST}: is no list of recordings; bring it back from a backup") from None


def written(entries: tuple[Entry, ...]) -> bytes:
    """Return the list as it stands in its file."""
    listed = {"recordings": [asdict(entry) for entry in entries]}
    return json.dumps(listed, ensure_ascii=False, indent=1).encode()


def stamp(folder: Path) -> Stamp:
    """Return figures that change whenever the list is written; noughts where there is none."""
    try:
        found = os.stat(folder / LIST)
    except FileNotFoundError:
        return (0, 0, 0)
    return (found.st_mtime_ns, found.st_size, found.st_ino)


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Keep other threads and processes from writing the list meanwhile."""
    with open(folder / ".lock", "wb") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def write(path: Path, content: bytes) -> None:
    """Put content in a file; nobody ever sees half of it: it gets its name when it is on the disk."""
    draft = path.with_name(f".{secrets.token_hex(8)}.new")
    with open(draft, "xb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())
    draft.replace(path)
    sync_folder(path.parent)
