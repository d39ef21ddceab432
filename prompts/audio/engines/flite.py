"""Flite: a tiny English voice, a program with a BSD-like licence."""

from collections.abc import Mapping

from prompts.audio.engines import programs
from prompts.audio.engines.port import Standing
from prompts.audio.telephone import Samples


class Flite:
    """The program `flite`."""

    name = "flite"
    languages: Mapping[str, Standing] = {"en": Standing.PROVEN}
    get = "apt-get install flite"

    def lacks(self, language: str) -> str | None:
        """Return what is missing."""
        return None if programs.there("flite") else "the program flite"

    def speak(self, text: str, language: str, pace: float = 1.0) -> tuple[Samples, int]:
        """Return sound at 16 kHz."""
        slower = f"duration_stretch={1 / pace:.2f}"
        words = ("-voice", "slt", "--setf", slower, "-f", "{text}", "-o", "{wav}")
        return programs.sound("flite", *words, text=text)
