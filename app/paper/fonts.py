"""Which fonts a language is printed with, and the packages that bring them."""

from collections.abc import Collection

CORE, CJK = "fonts-noto-core", "fonts-noto-cjk"
_LATIN = "Noto Sans"
FOREIGN = ("Noto Sans CJK JP", _LATIN)
"""Taken where they are installed, for a Japanese or Latin name among words of another script."""
_OF_SCRIPT = {
    "ja": "Noto Sans CJK JP",
    "ja-easy": "Noto Sans CJK JP",
    "zh-Hans": "Noto Sans CJK SC",
    "zh-Hant": "Noto Sans CJK TC",
    "ko": "Noto Sans CJK KR",
    "ne": "Noto Sans Devanagari",
    "my": "Noto Sans Myanmar",
    "th": "Noto Sans Thai",
}


class FontsMissing(Exception):
    """The letters of a language cannot be printed here; says which package to install."""


def families(language: str) -> tuple[str, ...]:
    """Return the families of a language's letters, the first one that has a letter is taken."""
    own = _OF_SCRIPT.get(language)
    if own is None:
        return (_LATIN,)
    # A CJK family has Latin letters and digits that fit its own.
    return (own,) if "CJK" in own else (own, _LATIN)


def require(language: str, installed: Collection[str]) -> None:
    """Raise FontsMissing where a family that the language needs is not installed."""
    missing = [family for family in families(language) if family not in installed]
    if missing:
        packages = dict.fromkeys(CJK if "CJK" in family else CORE for family in missing)
        raise FontsMissing(
            f"{language} cannot be printed here, {', '.join(missing)} is not installed: "
            f"`apt-get install {' '.join(packages)}`, or `make services`"
        )
