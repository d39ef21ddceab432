"""What stands for all the words of a language: one letter changed, and it is another."""

import hashlib
import json
from dataclasses import asdict

from prompts.words import Words

_NOT_SAID = ("notes", "agencies", "english_name", "digest")


def digest(words: Words) -> str:
    """Return 64 hexadecimal digits over everything that the language says and how it says it."""
    said = {name: value for name, value in asdict(words).items() if name not in _NOT_SAID}
    return hashlib.sha256(json.dumps(said, ensure_ascii=False, sort_keys=True).encode()).hexdigest()


def of_sentence(text: str) -> str:
    """Return 12 digits that stand for one sentence: a back-translation names what it was made of."""
    return hashlib.sha256(text.encode()).hexdigest()[:12]
