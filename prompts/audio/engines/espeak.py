"""eSpeak NG: a GPL program that reads many languages roughly. Only to get an impression, never for calls."""

from collections.abc import Mapping

from prompts.audio.engines import programs
from prompts.audio.engines.port import Standing
from prompts.audio.telephone import Samples

_VOICES = {
    "en": "en-us",
    "es": "es-419",
    "fr": "fr-fr",
    "pt-BR": "pt-br",
    "id": "id",
    "fil": "id",
    "ne": "ne",
    "vi": "vi",
    "ko": "ko",
    "th": "th",
    "my": "my",
    "uk": "uk",
}
"""Chinese characters and kanji it cannot read at all, and Debian's has no Mongolian; Filipino is borrowed."""

_PACE = 130
"""Words a minute; its own pace is too fast to follow."""


class Espeak:
    """The program `espeak-ng`, run as a process of its own."""

    name = "espeak"
    languages: Mapping[str, Standing] = dict.fromkeys(_VOICES, Standing.PREVIEW)
    get = "apt-get install espeak-ng"

    def lacks(self, language: str) -> str | None:
        """Return what is missing."""
        return None if programs.there("espeak-ng") else "the program espeak-ng"

    def speak(self, text: str, language: str, pace: float = 1.0) -> tuple[Samples, int]:
        """Return sound at 22 kHz."""
        voice = _VOICES[language]
        words = ("-v", voice, "-s", str(round(_PACE * pace)), "-f", "{text}", "-w", "{wav}")
        return programs.sound("espeak-ng", *words, text=text)
