"""Finds links and telephone numbers in a script, also those spelt out in words."""

import re
from collections.abc import Iterator

from prompts.lintwords import LintWords

ALLOWED = {"#9110", "9110", "188"}
EMERGENCY = "110"

_LINK = re.compile(
    r"https?://\S+|\bwww\.\S+|[\w.+-]+@[\w-]+\.\w+|\b[\w-]+\.(com|net|org|info|jp|cn|io|me|ly|to|site|xyz|top|app)\b(/\S*)?"
    r"|\b[\w-]+ dot (com|net|org|info|jp)\b",
    re.IGNORECASE,
)
_DATE = re.compile(r"\b\d{4}[-/.]\d{1,2}[-/.]\d{1,2}\b|\b\d{1,2}[-/.]\d{1,2}[-/.]\d{4}\b")
_MONEY = re.compile(r"(?<![\d-])[1-9][\d,]*\s*(yen|円|万|千|億)", re.IGNORECASE)
_NUMBER = re.compile(
    r"[#+]?\d(?:[-() ]{0,2}\d){5,}|#\d{2,}|(?<![\d#])(?<!\d[,.])(?:\*?1\d{2}|#?9110|0\d{2,4})(?!\d|[,.:]\d)"
)
_RUN = 3


def links(text: str) -> Iterator[tuple[str, str]]:
    """Yield ("link", words) for every address of a page or a mailbox."""
    for found in _LINK.finditer(text):
        yield "link", found[0]


def numbers(text: str, words: LintWords, institution: bool) -> Iterator[tuple[str, str]]:
    """Yield ("number", words) for every telephone number that may not be named."""
    allowed = ALLOWED | ({EMERGENCY} if institution else set())
    bare = _MONEY.sub(" ", _DATE.sub(" ", text))
    seen = [(found[0], found[0]) for found in _NUMBER.finditer(bare)]
    seen += list(_spelt(bare, words))
    for as_written, number in seen:
        if re.sub(r"[^#+\d]", "", number) not in allowed:
            yield "number", as_written


def _spelt(text: str, words: LintWords) -> Iterator[tuple[str, str]]:
    """Yield runs of at least three digits in words, with the digits they stand for."""
    one = "|".join(f"(?:{pattern.pattern})" for pattern in words.digit_words)
    run = re.compile(rf"(?:(?:{one})[\s,、・-]*){{{_RUN},}}", re.IGNORECASE)
    single = re.compile(one, re.IGNORECASE)
    for found in run.finditer(text):
        said = (_digit(word[0], words) for word in single.finditer(found[0]))
        yield found[0].strip(" ,、・-"), "".join(said)


def _digit(word: str, words: LintWords) -> str:
    return next(str(i) for i, pattern in enumerate(words.digit_words) if pattern.fullmatch(word))
