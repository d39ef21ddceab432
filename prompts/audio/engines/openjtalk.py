"""Open JTalk with the voice Mei: light, Japanese only. Licences: MIT, the voice its own (MMDAgent)."""

import functools
import importlib
import io
import warnings
from collections.abc import Mapping
from contextlib import redirect_stdout
from typing import Any

import numpy as np

from prompts.audio.engines.port import EngineFailed, Standing, missing_module
from prompts.audio.telephone import Samples

_FULL_SCALE = 32_768


class OpenJTalk:
    """The package pyopenjtalk-plus, which carries dictionary and voice."""

    name = "openjtalk"
    languages: Mapping[str, Standing] = {"ja": Standing.PROVEN, "ja-easy": Standing.PROVEN}
    get = "pip install 'yobikake[voices]'"

    def lacks(self, language: str) -> str | None:
        """Return what is missing."""
        module = missing_module("pyopenjtalk")
        return f"the package {module}" if module else None

    def speak(self, text: str, language: str, pace: float = 1.0) -> tuple[Samples, int]:
        """Return sound at 48 kHz."""
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore", DeprecationWarning)  # Its own use of its dictionary.
                wave, rate = _package().tts(text, pace)
        except (ImportError, RuntimeError, ValueError):
            raise EngineFailed(f"{self.name}: cannot speak {language}; install again: {self.get}") from None
        return np.asarray(wave / _FULL_SCALE, dtype=np.float32), int(rate)


@functools.cache
def _package() -> Any:
    # Without ONNX, which one reading is guessed with, it complains on standard output as it is loaded.
    with redirect_stdout(io.StringIO()):
        return importlib.import_module("pyopenjtalk")
