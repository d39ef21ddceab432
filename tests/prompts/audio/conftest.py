"""A folder of recordings, somebody who speaks, and a telephone that plays it back."""

import io
from datetime import datetime

import numpy as np
import pytest
import soundfile

from db.clock import TOKYO
from prompts import library
from prompts.audio.recordings import Recordings
from prompts.promises import Promises

TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)
RATE = 44_100


@pytest.fixture
def recordings(tmp_path):
    return Recordings(tmp_path / "recordings")


@pytest.fixture(scope="session")
def prompts():
    return library.load(
        Promises(
            organisation={"ja": "見本県警察 被害防止センター", "en": "Sample police prevention centre"},
            hours={"ja": "平日の午前九時から午後五時", "en": "weekdays, nine to five"},
            hotline_number="045-000-0110",
            displayed_number="045-000-0100",
        ),
        ["ja", "en"],
    )


def voice(seconds, level=-20.0, rate=RATE):
    """Something like speech: a buzz of 150 Hz that swells four times a second; `level` is its RMS in dBFS."""
    time = np.arange(int(seconds * rate)) / rate
    buzz = sum(np.sin(2 * np.pi * 150 * n * time) / n for n in range(1, 12))
    sound = buzz * (1.1 + np.sin(2 * np.pi * 4 * time))
    return (sound / np.sqrt(np.mean(sound**2)) * 10 ** (level / 20)).astype(np.float32)


def silence(seconds, rate=RATE):
    return np.zeros(int(seconds * rate), np.float32)


def file_of(sound, rate=RATE, form="WAV", subtype=None):
    out = io.BytesIO()
    soundfile.write(out, sound, rate, format=form, subtype=subtype)
    return out.getvalue()


def played(wav):
    """What a telephone hears of a file: samples, rate, and how it is written."""
    with soundfile.SoundFile(io.BytesIO(wav)) as file:
        form = (file.format, file.subtype, file.channels, file.samplerate)
        return file.read(dtype="float32"), form


def level(sound):
    return 20 * np.log10(np.sqrt(np.mean(np.square(sound))))
