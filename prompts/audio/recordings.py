"""The recordings of an installation: which sentence sounds from which file, and what it was before."""

import logging
import os
import re
from datetime import datetime
from hashlib import sha256
from pathlib import Path

from prompts.audio import entry
from prompts.audio.entry import Entry
from prompts.languages import TAGS

log = logging.getLogger("yobikake")
_CHANGED = "changed"
"""Written anew beside the languages after each recording, which changes the folder's own time."""
_NAME = re.compile(r"[0-9a-f]{64}")


class Recordings:
    """A folder with a list and wav files for each language; several processes may use it at once."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._place = str(folder)
        self._known: dict[str, tuple[entry.Stamp, dict[str, str]]] = {}

    def put(
        self,
        language: str,
        words: str,
        id: str,
        audio: bytes,
        by: str,
        at: datetime,
        source: str,
        *,
        preview: bool = False,
    ) -> Entry:
        """Keep a recording of these words; an older one stays in the history.

        The same recording given twice is kept once. Raises OSError when the disk refuses.
        """
        folder = self._of(language)
        folder.mkdir(parents=True, exist_ok=True)
        name, digest = sha256(audio).hexdigest(), entry.digest_of(language, words)
        new = Entry(id, words, digest, name, by, at.isoformat(), source, preview)
        with entry.alone(folder):
            before = entry.read(folder)
            mine = (one for one in reversed(entry.in_force(before)) if _kind(one) == _kind(new))
            latest = next(mine, None)
            if latest and latest.file == name:
                return latest
            if not self._sound(language, name).exists():
                entry.write(self._sound(language, name), audio)
            self._keep(folder, (*before, new))
        return new

    def withdraw(self, language: str, words: str, id: str, by: str, at: datetime) -> bool:
        """Let calls play no recording of these words any more; False where they played none.

        The recordings stay in the history. Raises OSError when the disk refuses.
        """
        if self.playing(language, words) is None:
            return False
        folder, digest = self._of(language), entry.digest_of(language, words)
        end = Entry(id, words, digest, "", by, at.isoformat(), entry.WITHDRAWN)
        with entry.alone(folder):
            self._keep(folder, (*entry.read(folder), end))
        return True

    def _keep(self, folder: Path, entries: tuple[Entry, ...]) -> None:
        entry.write(folder / entry.LIST, entry.written(entries))
        entry.write(self._folder / _CHANGED, entries[-1].file.encode())

    def url_path(self, language: str, words: str) -> str | None:
        """Return where the recording of these very words is fetched, or None when there is none for calls."""
        name = self._playable(language).get(entry.digest_of(language, words))
        return f"/recordings/{language}/{name}.wav" if name else None

    def has(self, language: str, words: str) -> bool:
        """Tell whether these words can be played in a call."""
        return self.url_path(language, words) is not None

    def entries(self, language: str) -> tuple[Entry, ...]:
        """Return everything on file in a language, previews and what was taken back too, oldest first."""
        return entry.read(self._of(language))

    def in_force(self, language: str) -> tuple[Entry, ...]:
        """Return what is on file and was not taken back, previews too, oldest first."""
        return entry.in_force(self.entries(language))

    def history(self, language: str, id: str) -> tuple[Entry, ...]:
        """Return all recordings that were ever made of a sentence, oldest first."""
        return tuple(one for one in self.entries(language) if one.id == id)

    def playing(self, language: str, words: str) -> Entry | None:
        """Return the recording that a call would play for these words."""
        return entry.best(self.in_force(language), entry.digest_of(language, words))

    def preview(self, language: str, words: str) -> Entry | None:
        """Return the newest machine's draft of these words."""
        return entry.best(self.in_force(language), entry.digest_of(language, words), preview=True)

    def languages(self) -> tuple[str, ...]:
        """Return the languages that have anything on file."""
        return tuple(tag for tag in TAGS if (self._folder / tag / entry.LIST).exists())

    def stamp(self) -> int:
        """Return a figure that changes whenever a recording was added; asked for at every key press."""
        try:
            return os.stat(self._place).st_mtime_ns
        except OSError:
            return 0

    def path(self, language: str, name: str) -> Path | None:
        """Return the file of that name, or None; nothing else in or outside the folder is ever returned."""
        if language not in TAGS or not _NAME.fullmatch(name):
            return None
        path = self._sound(language, name)
        return path if path.is_file() else None

    def _of(self, language: str) -> Path:
        if language not in TAGS:
            raise ValueError(f"no language {language[:20]!r} here")
        return self._folder / language

    def _sound(self, language: str, name: str) -> Path:
        return self._folder / language / f"{name}.wav"

    def _playable(self, language: str) -> dict[str, str]:
        """Return digest of words -> file, from memory while the list has not changed."""
        stamp = entry.stamp(self._of(language))
        known = self._known.get(language)
        if known is None or known[0] != stamp:
            known = self._known[language] = (stamp, self._look(language))
        return known[1]

    def _look(self, language: str) -> dict[str, str]:
        try:
            entries = self.in_force(language)
        except (OSError, ValueError) as trouble:
            log.error("recordings in %s cannot be used in calls: %s", language, trouble)
            return {}
        best = {one.digest: one.file for one in sorted(entries, key=lambda one: one.rank) if not one.preview}
        return {digest: name for digest, name in best.items() if self.path(language, name)}


def _kind(one: Entry) -> tuple[str, str, str, bool]:
    return (one.id, one.digest, one.source, one.preview)
