"""Finds what may be a person's name, and words that mix scripts so as not to be found."""

import re
import unicodedata
from collections.abc import Iterator

# The most common surnames of Japan that are no prefecture, city or ward of note (general knowledge).
_SURNAMES = (
    "Sato|Suzuki|Takahashi|Tanaka|Watanabe|Yamamoto|Nakamura|Kobayashi|Kato|Yoshida|Yamada|Sasaki"
    "|Inoue|Kimura|Yamazaki|Hashimoto|Yamashita|Nakajima|Maeda|Fujita|Ogawa|Goto|Okada|Hasegawa"
    "|Kondo|Ishii|Saito|Sakamoto|Endo|Aoki|Fujii|Nishimura|Fukuda|Takeuchi|Nakagawa|Okamoto|Matsuda"
    "|Harada|Tamura|Wada|Ishida|Kaneko|Morita|Kudo"
)
_NAME = re.compile(rf"(?<![A-Za-z])(?:{_SURNAMES})(?![A-Za-z])")
_ALIKE = ("LATIN", "CYRILLIC", "GREEK")


def surnames(text: str) -> Iterator[str]:
    """Yield common Japanese surnames in Latin letters."""
    for found in _NAME.finditer(text):
        yield found[0]


def mixed(text: str) -> Iterator[str]:
    """Yield words with letters of more than one of the scripts that look alike."""
    for word in re.findall(r"[^\W\d_]+", text):
        scripts = {unicodedata.name(sign, "").partition(" ")[0] for sign in word}
        if len(scripts.intersection(_ALIKE)) > 1:
            yield word
