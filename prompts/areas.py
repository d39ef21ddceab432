"""Whether the name of an area can be said or printed in a language as it is written."""

import unicodedata

_READ_KANJI = ("ja", "ja-easy", "zh-Hans", "zh-Hant")
_JAPANESE = ("CJK", "HIRAGANA", "KATAKANA")


def readable(area: str, language: str) -> bool:
    """Tell whether a voice of the language can read the name; Japanese signs are nothing to most voices.

    In a text they would also make each message two or three.
    """
    if language in _READ_KANJI:
        return True
    return not any(unicodedata.name(sign, "").startswith(_JAPANESE) for sign in area)
