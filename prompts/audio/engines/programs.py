"""Runs an engine that is a program of its own, installed by the administrator."""

import shutil
import subprocess
import tempfile
from pathlib import Path

import numpy as np
import soundfile

from prompts.audio.engines.port import EngineFailed
from prompts.audio.telephone import Samples

_SECONDS = 60


def there(program: str) -> bool:
    """Tell whether a program is on the path."""
    return shutil.which(program) is not None


def output(program: str, *words: str, text: str) -> str:
    """Return what a program writes about a text given on its standard input; raises EngineFailed."""
    return _run([program, *words], text).decode("utf-8", "replace")


def sound(program: str, *words: str, text: str) -> tuple[Samples, int]:
    """Return the sound that a program makes of a text; `{text}` and `{wav}` stand for files. May raise."""
    with tempfile.TemporaryDirectory(prefix="yobikake-") as folder:
        said, wav = Path(folder, "words.txt"), Path(folder, "out.wav")
        said.write_text(text, "utf-8")
        _run([program, *(word.format(text=said, wav=wav) for word in words)], "")
        try:
            samples, rate = soundfile.read(wav, dtype="float32", always_2d=True)
        except (OSError, soundfile.LibsndfileError):
            raise EngineFailed(f"{program}: made no sound; try it by hand") from None
    return np.asarray(samples[:, 0], dtype=np.float32), int(rate)


def _run(command: list[str], text: str) -> bytes:
    try:
        done = subprocess.run(  # noqa: S603 - a fixed program; our words come by file or standard input
            command, input=text.encode(), capture_output=True, check=False, timeout=_SECONDS
        )
    except FileNotFoundError:
        raise EngineFailed(f"{command[0]}: is not installed") from None
    except subprocess.TimeoutExpired:
        raise EngineFailed(f"{command[0]}: did not answer within {_SECONDS} s") from None
    if done.returncode:
        raise EngineFailed(f"{command[0]}: ended with {done.returncode}; try it by hand")
    return done.stdout
