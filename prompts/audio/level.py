"""How loud a recording is: cut peaks, silence around the words, and the level that calls need."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from prompts.audio.telephone import HIGHEST_PEAK, Samples

QUIETEST, LOUDEST, WANTED = -35.0, -10.0, -20.0
"""dBFS over the spoken parts: outside the first two it is set to the third."""
MOST_LOUDER = 20.0
SILENT = -65.0
REST_SECONDS = 0.2
"""Silence left before and after the words."""
MOST_CUT = 20
"""Samples that may stand at full scale side by side with others; more sounds rough."""
_FULL = 0.999
_RUN = 3
_FRAME_SECONDS = 0.02
_BELOW_LOUDEST = 32.0
"""What is so many dB under the loudest moment is not speech."""


class Unfit(Exception):
    """What is wrong with the sound, and what to do.

    `why` names the fault, and `figures` are what its sentence holds, for those who say it in other words.
    """

    def __init__(self, what: str, do: str, why: str, **figures: str) -> None:
        super().__init__(what)
        self.what, self.do, self.why, self.figures = what, do, why, figures


@dataclass(frozen=True, slots=True)
class Spoken:
    """The words with a short silence around them."""

    samples: Samples
    rms: float
    """dBFS over what is speech."""
    seconds: float
    """From the first sound of the words to the last."""


def must_not_be_cut(channels: Samples) -> None:
    """Raise Unfit when peaks are cut off at full scale."""
    full = np.abs(channels) >= _FULL
    together = full[: -_RUN + 1] & full[1 : -_RUN + 2] & full[_RUN - 1 :]
    cut = int(together.sum())
    if cut > MOST_CUT:
        raise Unfit("is too loud: peaks are cut off", "record again further away or with less gain", "cut")


def speech(samples: Samples, rate: int) -> Spoken:
    """Find the words; raises Unfit when there is nothing but silence."""
    frame = int(rate * _FRAME_SECONDS)
    levels = _levels(samples, frame)
    loudest = float(levels.max(initial=-200.0))
    if loudest < SILENT:
        raise Unfit("is silent", "check the microphone and record again", "silent")
    loud = np.flatnonzero(levels > max(SILENT, loudest - _BELOW_LOUDEST))
    first, last = int(loud[0]) * frame, min(len(samples), int(loud[-1] + 1) * frame)
    rest = int(rate * REST_SECONDS)
    rms = 10 * float(np.log10(np.mean(10 ** (levels[loud] / 10))))
    return Spoken(samples[max(0, first - rest) : last + rest], rms, (last - first) / rate)


def set_right(spoken: Spoken) -> tuple[Samples, float]:
    """Return the sound at a level for calls, and by how many dB it was changed; raises Unfit."""
    if QUIETEST <= spoken.rms <= LOUDEST:
        return spoken.samples, 0.0
    wanted = WANTED - spoken.rms
    change = min(wanted, MOST_LOUDER)
    peak = float(np.max(np.abs(spoken.samples)))
    change = min(change, 20 * float(np.log10(HIGHEST_PEAK / peak)))
    if spoken.rms + change < QUIETEST:
        heard = f"{spoken.rms:.0f}"
        raise Unfit(
            f"is too quiet ({heard} dB)", "record again closer to the microphone", "quiet", level=heard
        )
    return (spoken.samples * 10 ** (change / 20)).astype(np.float32), change


def _levels(samples: Samples, frame: int) -> NDArray[np.float64]:
    """Return the level of each fiftieth of a second in dBFS."""
    whole = samples[: len(samples) // frame * frame].reshape(-1, frame).astype(np.float64)
    power = np.mean(np.square(whole), axis=1)
    return np.asarray(10 * np.log10(np.maximum(power, 1e-20)))
