"""Names of places, and of campaigns: short, and without anything that a listener could follow."""

import re
import unicodedata

_KANJI_NUMBER = re.compile(r"(?:[〇○零一二三四五六七八九][ 〇・の-]?){9,}")
"""Read aloud it is a telephone number like any other."""
_TO_FOLLOW = re.compile(r"https?:|www\.|@|[{}<>]", re.IGNORECASE)


def read_label(text: str, longest: int = 60) -> str:
    """Tidy a name. Raises ValueError, which never repeats it, where it may hold a number, link or slot."""
    label = plain_label(text, longest)
    if sum(letter.isdigit() for letter in label) > 5 or _KANJI_NUMBER.search(label):
        raise ValueError("must not hold a number as long as a telephone number")
    return label


def plain_label(text: str, longest: int) -> str:
    """Tidy words that may have any digits; raises ValueError, which never repeats them."""
    label = " ".join(unicodedata.normalize("NFKC", text).split())
    if len(label) > longest:
        raise ValueError(f"must have at most {longest} letters")
    if _TO_FOLLOW.search(label) or not label.isprintable():
        raise ValueError("must be a plain name, without links, brackets or control characters")
    return label
