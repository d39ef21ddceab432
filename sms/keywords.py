"""What the words of a text mean. Nothing is remembered, so every text must say all by itself."""

import enum
import re
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

Vocabulary = Mapping[str, Mapping[str, tuple[str, ...]]]
"""For each language, most used first: help, stop, resume, language and now, each with its words."""

_AROUND = " \t\r\n「」『』“”\"'.,、。!！:;()[]<>"
_CODE = re.compile(r"[0-9]+(?:[ .,-]+[0-9]+)*\Z")
_PREFIXED = re.compile(r"([^0-9]+)([0-9][0-9 .,-]*)\Z")
_SCRIPTS = {
    "HIRAGANA": "ja",
    "KATAKANA": "ja",
    "HANGUL": "ko",
    "THAI": "th",
    "MYANMAR": "my",
    "DEVANAGARI": "ne",
    "CJK": "ja",
    "CYRILLIC": "mn",
    "LATIN": "en",
}
_UKRAINIAN = frozenset("іїєґ")
_LOOK_LIKE = str.maketrans("авеёкмнорстух", "abeekmhopctyx")
"""Cyrillic letters that look like Latin ones: who types "MN" on such a keyboard cannot see the difference."""


class Wish(enum.StrEnum):
    """What a text can ask for."""

    CODE = "code"
    LANGUAGE = "language"
    HELP = "help"
    STOP = "stop"
    RESUME = "resume"
    NOW = "now"
    UNKNOWN = "unknown"


_BY_LIST = (Wish.STOP, Wish.RESUME, Wish.HELP, Wish.NOW, Wish.LANGUAGE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """A wish, the language to answer in, and the code where it is one."""

    wish: Wish
    language: str
    code: str = ""


def understand(words: str, vocabulary: Vocabulary, usual: str) -> Meaning:
    """Read a text that came to a number whose language is `usual`.

    The language is the one named ("EN 112", "english"), else that of the keyword, else that of the script,
    else the number's. A word of several languages goes with the script, then with the number.
    """
    plain = _plain(words)
    if _CODE.match(plain):
        return Meaning(Wish.CODE, usual, _digits(plain))
    prefixed = _PREFIXED.match(plain)
    if prefixed:
        language = _named(prefixed[1].strip(_AROUND + "-"), vocabulary)
        if language:
            return Meaning(Wish.CODE, language, _digits(prefixed[2]))
    return _keyword(plain, vocabulary, usual)


def _keyword(plain: str, vocabulary: Vocabulary, usual: str) -> Meaning:
    first, _, rest = plain.partition(" ")
    named = _named(first, vocabulary)
    likely = named or _by_script(plain, vocabulary) or usual
    for wish, language in _found(rest if named else plain, vocabulary, (likely, usual)):
        return Meaning(wish, named or language)
    whole = _named(plain, vocabulary)
    return Meaning(Wish.LANGUAGE, whole) if whole else Meaning(Wish.UNKNOWN, likely)


def _found(plain: str, vocabulary: Vocabulary, first: tuple[str, ...]) -> Iterator[tuple[Wish, str]]:
    """Yield the wishes that a text stands for, likely languages first."""
    for language in dict.fromkeys((*first, *vocabulary)):
        for wish in _BY_LIST:
            if plain in map(_plain, vocabulary.get(language, {}).get(wish.value, ())):
                yield wish, language


def _named(word: str, vocabulary: Vocabulary) -> str | None:
    """Return the language that a word names: by its tag, or by one of its words for itself."""
    for language, lists in vocabulary.items():
        if language.casefold() in {word, _as_latin(word)} or word in map(_plain, lists.get("language", ())):
            return language
    return None


def _by_script(plain: str, vocabulary: Vocabulary) -> str | None:
    """Return the language of the script; one kana decides, because kanji are written by many."""
    if any(letter in _UKRAINIAN for letter in plain) and "uk" in vocabulary:
        return "uk"
    scripts = {unicodedata.name(letter, "").partition(" ")[0] for letter in plain if letter.isalpha()}
    found = (language for script, language in _SCRIPTS.items() if script in scripts)
    return next((language for language in found if language in vocabulary), None)


def _as_latin(word: str) -> str:
    """Read a tag in Cyrillic letters as the Latin one that it looks like; MN is typed as it sounds, too."""
    return {"мн": "mn", "ук": "uk"}.get(word, word.translate(_LOOK_LIKE))


def _plain(words: str) -> str:
    """Fold width and case, and drop what stands around the words."""
    folded = unicodedata.normalize("NFKC", words).casefold().replace("’", "'")
    return " ".join(folded.split()).strip(_AROUND)


def _digits(code: str) -> str:
    return "".join(letter for letter in code if letter.isdigit())
