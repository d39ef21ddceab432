"""Sound as the telephone carries it: 8,000 samples a second, one channel, mu-law (G.711)."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

import numpy as np
import soundfile
import soxr
from numpy.typing import NDArray

Samples = NDArray[np.float32]
RATE = 8_000
HIGHEST_PEAK = 0.89
"""About -1 dBFS: mu-law and resampling may overshoot by a little."""
_REST_SECONDS = 0.25


def as_wav(samples: Samples, rate: int) -> bytes:
    """Return one channel of sound (full scale is 1.0) as a mu-law wav file."""
    narrow = samples if rate == RATE else soxr.resample(samples, rate, RATE, quality="HQ")
    peak = float(np.max(np.abs(narrow), initial=0.0))
    if peak > HIGHEST_PEAK:
        narrow = narrow * (HIGHEST_PEAK / peak)
    out = BytesIO()
    soundfile.write(out, narrow, RATE, format="WAV", subtype="ULAW")
    return out.getvalue()


def seconds_of(wav: bytes) -> float:
    """Return how long a wav file of ours sounds."""
    about: Any = soundfile.info(BytesIO(wav))
    return float(about.frames) / float(about.samplerate)


def in_a_row(wavs: Sequence[bytes]) -> bytes:
    """Return files of ours as one, with a short rest between them, as a call plays them one by one."""
    rest = np.zeros(int(RATE * _REST_SECONDS), np.float32)
    parts: list[Samples] = []
    for wav in wavs:
        samples, _ = soundfile.read(BytesIO(wav), dtype="float32")
        parts += [samples, rest]
    return as_wav(np.concatenate(parts[:-1]), RATE)
