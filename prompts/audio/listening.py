"""Lets people at a desk hear words: by the recordings that calls play, else by an installed engine."""

import re
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from prompts.audio.entry import digest_of
from prompts.audio.recordings import Recordings
from prompts.rendering import Channel
from prompts.spans import seconds
from prompts.speech import Prompts

LONGEST_SECONDS = 45
"""Of speech, estimated: our longest message is 35; an engine needs a part of that time, and a whole core."""
LONGEST_WORDS = 2_000
WAITING = 3
"""Threads that may speak or wait for their turn; all others are for callers and pages."""
PATIENCE = 10.0
_KEPT = 32
_SLOT = re.compile(r"\{\w+\}")


class Busy(Exception):
    """Others are listening just now: try again in a moment."""


class TooLong(Exception):
    """Too much to be spoken at once: listen to it part by part."""


@dataclass(frozen=True, slots=True)
class Heard:
    """A wav file, and whether a call plays this very sound; else another voice says the words there."""

    wav: bytes
    as_in_calls: bool


class Listening:
    """Speaks one text at a time in a process; what was spoken last is kept in memory."""

    def __init__(self, recordings: Recordings, voices: Path) -> None:
        self._recordings, self._voices = recordings, voices
        self._room = threading.BoundedSemaphore(WAITING)
        self._turn = threading.Lock()
        self._kept: OrderedDict[str, bytes] = OrderedDict()

    def hear(self, prompts: Prompts, language: str, text: str, today: date) -> Heard | None:
        """Return how a text sounds, line by line as in a call; None when nothing here can say it.

        Raises Busy, TooLong, and UnknownLanguage.
        """
        if len(text) > LONGEST_WORDS:
            raise TooLong
        said = prompts.fill_date(language, text, today, Channel.VOICE)
        lines = [_SLOT.sub(" ", line) for line in said.split("\n") if line.strip()]
        recorded = [self._recorded(language, line) for line in lines]
        if not lines or None not in recorded:
            whole = [part for part in recorded if part]
            return Heard(_joined(whole), as_in_calls=True) if whole else None
        if sum(seconds(line, language) for line in lines) > LONGEST_SECONDS:
            raise TooLong
        spoken = self._spoken(prompts, language, lines, recorded)
        return Heard(_joined(spoken), as_in_calls=False) if spoken else None

    def _recorded(self, language: str, line: str) -> bytes | None:
        found = self._recordings.playing(language, line)
        path = self._recordings.path(language, found.file) if found else None
        return path.read_bytes() if path else None

    def _spoken(
        self, prompts: Prompts, language: str, lines: Sequence[str], recorded: Sequence[bytes | None]
    ) -> list[bytes] | None:
        if not self._room.acquire(blocking=False):
            raise Busy
        try:
            if not self._turn.acquire(timeout=PATIENCE):
                raise Busy
            try:
                parts = [
                    have or self._say(prompts, language, line)
                    for line, have in zip(lines, recorded, strict=True)
                ]
            finally:
                self._turn.release()
        finally:
            self._room.release()
        return [part for part in parts if part] if all(parts) else None

    def _say(self, prompts: Prompts, language: str, line: str) -> bytes | None:
        """Return a line in a machine's voice: from memory, from a preview on file, or spoken now."""
        digest = digest_of(language, line)
        if digest in self._kept:
            self._kept.move_to_end(digest)
            return self._kept[digest]
        preview = self._recordings.preview(language, line)
        path = self._recordings.path(language, preview.file) if preview else None
        wav = path.read_bytes() if path else _by_engine(prompts, language, line, self._voices)
        if wav is not None:
            self._kept[digest] = wav
            if len(self._kept) > _KEPT:
                self._kept.popitem(last=False)
        return wav


def _by_engine(prompts: Prompts, language: str, line: str, voices: Path) -> bytes | None:
    from prompts.audio.engines import registry  # noqa: PLC0415 - loads numpy, which most processes never need
    from prompts.audio.engines.port import EngineFailed, Standing  # noqa: PLC0415
    from prompts.audio.rendering import spoken  # noqa: PLC0415

    try:
        # One that only gives an impression is worse than the voice that a browser brings.
        engine, _ = registry.choose(voices, language, worst=Standing.DRAFT)
        return spoken(engine, line, language, prompts.manner(language))
    except EngineFailed:
        return None


def _joined(parts: Sequence[bytes]) -> bytes:
    if len(parts) == 1:
        return parts[0]
    from prompts.audio.telephone import in_a_row  # noqa: PLC0415 - loads numpy

    return in_a_row(parts)
