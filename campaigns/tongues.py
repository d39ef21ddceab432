"""Reads the language cell of a list: a tag, or the language's name as offices write it."""

import re
import unicodedata

from prompts.faults import UnknownLanguage
from prompts.library import normal

_TAG = re.compile(r"[a-z]{2,3}(-[a-z]{2,4})?\Z", re.IGNORECASE)

_NAMES = {
    "日本語": "ja",
    "やさしい日本語": "ja-easy",
    "英語": "en",
    "中国語": "zh-Hans",
    "中国語(簡体字)": "zh-Hans",
    "簡体字": "zh-Hans",
    "中国語(繁体字)": "zh-Hant",
    "繁体字": "zh-Hant",
    "韓国語": "ko",
    "韓国・朝鮮語": "ko",
    "ベトナム語": "vi",
    "ネパール語": "ne",
    "インドネシア語": "id",
    "フィリピノ語": "fil",
    "フィリピン語": "fil",
    "タガログ語": "fil",
    "ポルトガル語": "pt-BR",
    "スペイン語": "es",
    "タイ語": "th",
    "ミャンマー語": "my",
    "ビルマ語": "my",
    "モンゴル語": "mn",
    "フランス語": "fr",
    "ウクライナ語": "uk",
    "japanese": "ja",
    "english": "en",
    "chinese": "zh-Hans",
    "korean": "ko",
    "vietnamese": "vi",
    "nepali": "ne",
    "indonesian": "id",
    "filipino": "fil",
    "tagalog": "fil",
    "portuguese": "pt-BR",
    "spanish": "es",
    "thai": "th",
    "burmese": "my",
    "mongolian": "mn",
    "french": "fr",
    "ukrainian": "uk",
}


def read_language(cell: str) -> str | None:
    """Return the tag that a cell means, None for an empty one.

    Raises ValueError; its text repeats the cell only where that looks like a tag.
    """
    plain = "".join(unicodedata.normalize("NFKC", cell).split())
    if not plain:
        return None
    named = _NAMES.get(plain.casefold())
    if named is not None:
        return named
    try:
        return normal(plain)
    except UnknownLanguage:
        raise ValueError(f"unknown language {plain}" if _TAG.match(plain) else "unknown language") from None
