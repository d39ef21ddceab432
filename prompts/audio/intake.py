"""Takes in what somebody recorded: checked, trimmed, set to the telephone's level and form; or refused."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

import numpy as np
import soundfile

from prompts.audio import level
from prompts.audio.telephone import RATE, Samples, as_wav
from prompts.spans import seconds

LARGEST_BYTES = 20 * 1024 * 1024
LONGEST_SECONDS = 180
SHORTEST, LONGEST = 0.4, 2.5
"""How much faster or slower than our estimate somebody may speak."""
_LEAST = 0.6
"""One short word takes longer than its letters say."""
_FORMS = {"WAV", "WAVEX", "MPEG", "MP3"}
_FASTEST, _MOST_CHANNELS = 192_000, 8
"""A file says by itself how much room it needs: beyond this no microphone made it."""
_SAVE = "save it as wav or mp3 and try again"
_ONE = "one sentence in one file"
_LIMIT = LARGEST_BYTES // 1024**2


class NotTaken(ValueError):
    """The file is not good enough for a call; says which file, what is wrong and what to do."""

    def __init__(self, name: str, fault: level.Unfit) -> None:
        super().__init__(f"{name}: {fault.what}; {fault.do}")
        self.fault = fault


@dataclass(frozen=True, slots=True)
class Taken:
    """A good recording in the telephone's form, how long it sounds, and what was done to it."""

    wav: bytes
    seconds: float
    notes: tuple[str, ...]


def take(path: Path, words: str, language: str) -> Taken:
    """Read and judge a file that shall sound for these words; raises NotTaken or OSError."""
    size = path.stat().st_size
    if size > LARGEST_BYTES:
        raise NotTaken(path.name, _large(f"{size / 1024**2:.0f} MB", f"at most {_LIMIT} MB: {_ONE}"))
    return take_bytes(path.read_bytes(), path.name, words, language)


def take_bytes(audio: bytes, name: str, words: str, language: str) -> Taken:
    """Judge the bytes of a file of that name; raises NotTaken."""
    notes: list[str] = []
    try:
        if len(audio) > LARGEST_BYTES:
            raise _large(f"more than {_LIMIT} MB", f"give {_ONE}")
        channels, rate = _read(audio)
        level.must_not_be_cut(channels)
        if channels.shape[1] > 1:
            notes.append(f"{channels.shape[1]} channels mixed to one")
        spoken = level.speech(_as_one(channels), rate)
        _must_last(spoken.seconds, words, language)
        samples, louder = level.set_right(spoken)
    except level.Unfit as fault:
        raise NotTaken(name, fault) from None
    if louder:
        notes.append(f"made {abs(louder):.0f} dB {'louder' if louder > 0 else 'quieter'}")
    return Taken(as_wav(samples, rate), len(samples) / rate, tuple(notes))


def _read(audio: bytes) -> tuple[Samples, int]:
    try:
        with soundfile.SoundFile(BytesIO(audio)) as file:
            if file.format not in _FORMS:
                raise level.Unfit(f"is {file.format}, not wav or mp3", _SAVE, "form", form=file.format)
            rate = int(file.samplerate)
            if rate > _FASTEST or file.channels > _MOST_CHANNELS:
                raise level.Unfit("cannot be read as sound", _SAVE, "unreadable")
            samples = file.read(LONGEST_SECONDS * rate + 1, dtype="float32", always_2d=True)
    except soundfile.LibsndfileError:
        raise level.Unfit("cannot be read as sound", _SAVE, "unreadable") from None
    if rate < RATE:
        figures = {"rate": f"{rate:,}", "least": f"{RATE:,}"}
        raise level.Unfit(f"{rate:,} samples a second", f"record with at least {RATE:,}", "rate", **figures)
    if len(samples) > LONGEST_SECONDS * rate:
        raise level.Unfit(
            f"longer than {LONGEST_SECONDS} seconds", f"give {_ONE}", "endless", limit=str(LONGEST_SECONDS)
        )
    if not len(samples) or not np.isfinite(samples).all():
        raise level.Unfit("has no usable sound in it", _SAVE, "empty")
    return samples, rate


def _as_one(channels: Samples) -> Samples:
    """Mix to one channel, and take out a constant that some sound cards add."""
    one = channels.mean(axis=1)
    return np.asarray(one - one.mean(), dtype=np.float32)


def _must_last(heard: float, words: str, language: str) -> None:
    expected = max(_LEAST, seconds(words, language))
    if SHORTEST * expected <= heard <= LONGEST * expected:
        return
    wrong = "too short: is it cut off" if heard < expected else "too long: is it spoken twice"
    raise level.Unfit(
        f"{heard:.1f} seconds of speech where about {expected:.1f} were expected",
        f"{wrong}, or is it another sentence? Listen to it and record again",
        "short" if heard < expected else "long",
        heard=f"{heard:.1f}",
        expected=f"{expected:.1f}",
    )


def _large(what: str, do: str) -> level.Unfit:
    return level.Unfit(what, do, "large", limit=str(_LIMIT))
