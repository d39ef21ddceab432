"""How long a text takes to say: an estimate, for menus, pages and messages."""

import re
import unicodedata

# Signs a second at a calm telephone pace. Kana and kanji count by syllables, other scripts by letters.
_PACE = {
    "ja": 7.5,
    "ja-easy": 6.0,
    "ko": 5.5,
    "zh-Hans": 4.2,
    "zh-Hant": 4.2,
    "th": 11.0,
    "my": 7.5,
    "ne": 6.5,
    "mn": 13.0,
    "uk": 13.0,
}
_LETTERS = 14.0
_SYLLABLES_OF_A_KANJI = 1.8
_PAUSES = ((re.compile(r"[.!?。！？।॥။:](?=\s|$|\D)"), 0.4), (re.compile(r"[,;、，]"), 0.2))


def seconds(text: str, language: str) -> float:
    """Return about how many seconds the text takes to say at a calm pace, pauses included."""
    signs = sum(_weight(sign, language) for sign in text if sign.isalnum())
    pauses = sum(len(pattern.findall(text)) * length for pattern, length in _PAUSES)
    return signs / _PACE.get(language, _LETTERS) + pauses


def _weight(sign: str, language: str) -> float:
    if language.startswith("ja") and unicodedata.name(sign, "").startswith("CJK"):
        return _SYLLABLES_OF_A_KANJI
    return 1.0
