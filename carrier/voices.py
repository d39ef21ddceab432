"""Which of the carrier's voices speaks which language; a language without one is recorded and played."""

from collections.abc import Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase


@dataclass(frozen=True, slots=True)
class Voice:
    """The locale for Say, the voice that we use, and the one to take when the vendor withdraws it."""

    locale: str
    first: str
    second: str


_JAPANESE = Voice("ja-JP", "Polly.Kazuha-Neural", "Google.ja-JP-Neural2-B")

# https://www.twilio.com/docs/voice/twiml/say/text-speech#available-voices-and-languages
# Nepali, Burmese and Mongolian have no voice there.
VOICES: Mapping[str, Voice] = {
    "ja": _JAPANESE,
    "ja-easy": _JAPANESE,
    "en": Voice("en-US", "Polly.Joanna-Neural", "Google.en-US-Neural2-F"),
    "zh-Hans": Voice("cmn-CN", "Polly.Zhiyu-Neural", "Google.cmn-CN-Wavenet-A"),
    "zh-Hant": Voice("cmn-TW", "Google.cmn-TW-Wavenet-A", "Google.cmn-TW-Standard-A"),
    "ko": Voice("ko-KR", "Polly.Seoyeon-Neural", "Google.ko-KR-Neural2-A"),
    "vi": Voice("vi-VN", "Google.vi-VN-Neural2-A", "Google.vi-VN-Wavenet-A"),
    "id": Voice("id-ID", "Google.id-ID-Wavenet-A", "Google.id-ID-Standard-A"),
    "fil": Voice("fil-PH", "Google.fil-PH-Wavenet-A", "Google.fil-PH-Standard-A"),
    "pt-BR": Voice("pt-BR", "Polly.Camila-Neural", "Google.pt-BR-Neural2-A"),
    "es": Voice("es-US", "Polly.Lupe-Neural", "Google.es-US-Neural2-A"),
    "th": Voice("th-TH", "Google.th-TH-Neural2-C", "Google.th-TH-Standard-A"),
    "fr": Voice("fr-FR", "Polly.Lea-Neural", "Google.fr-FR-Neural2-A"),
    "uk": Voice("uk-UA", "Google.uk-UA-Wavenet-A", "Google.uk-UA-Standard-A"),
}


BREAK, PROSODY = "break", "prosody"
_OF_POLLY = frozenset({BREAK, "lang", "p", "phoneme", PROSODY, "s", "say-as", "sub", "w"})
_OF_GOOGLE = frozenset({BREAK, "emphasis", "lang", "p", "phoneme", PROSODY, "s", "say-as", "sub"})
# https://docs.aws.amazon.com/polly/latest/dg/supportedtags.html and
# https://cloud.google.com/text-to-speech/docs/ssml: what the voices of each tier read without an error.
# Polly's neural ones know no emphasis, and of prosody rate and volume but no pitch; generative ones and
# Chirp3-HD are given plain text.
_MARKS = {
    "Polly.*": _OF_POLLY | {"emphasis"},
    "Polly.*-Neural": _OF_POLLY,
    "Google.*-Standard-*": _OF_GOOGLE,
    "Google.*-Wavenet-*": _OF_GOOGLE,
    "Google.*-Neural2-*": _OF_GOOGLE,
}


def marks(name: str) -> frozenset[str]:
    """Return the elements of SSML that a voice reads; none for one that takes plain text alone."""
    if "-" not in name:
        return _MARKS["Polly.*"] if name.startswith("Polly.") else frozenset()
    tiers = (safe for tier, safe in _MARKS.items() if "-" in tier and fnmatchcase(name, tier))
    return next(tiers, frozenset())


def speaks(language: str) -> bool:
    """Tell whether the carrier has a voice for a language."""
    return language in VOICES


def voice(language: str) -> Voice:
    """Return the voice of a language; raises ValueError where there is none."""
    if language not in VOICES:
        raise ValueError(f"the carrier has no voice for {language!r}: record the sentence and use Play")
    return VOICES[language]
