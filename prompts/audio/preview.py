"""Speech for the practice telephone, where an engine is installed that speaks the language well enough."""

import functools
import threading
from pathlib import Path

from prompts.audio.engines import registry
from prompts.audio.engines.port import EngineFailed, Standing
from prompts.audio.telephone import as_wav

_KEPT = 512


class Preview:
    """Speaks for people who practise; threads take turns."""

    def __init__(self, voices: Path) -> None:
        self._voices = voices
        self._turn = threading.Lock()
        self._spoken = functools.lru_cache(_KEPT)(self._speak)

    def __call__(self, text: str, language: str) -> bytes | None:
        """Return a wav file as the telephone carries it; None when nothing installed can speak this."""
        with self._turn:
            return self._spoken(text, language)

    def _speak(self, text: str, language: str) -> bytes | None:
        try:
            engine, _ = registry.choose(self._voices, language, worst=Standing.DRAFT)
            return as_wav(*engine.speak(text, language))
        except EngineFailed:
            return None
