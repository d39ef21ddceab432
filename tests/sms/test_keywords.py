"""What people text, and what they mean."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sms.keywords import Meaning, Wish, understand

WORDS = {
    "ja": {
        "help": ("ヘルプ", "案内"),
        "stop": ("停止", "とめて"),
        "resume": ("再開",),
        "language": ("日本語",),
        "now": ("今",),
    },
    "en": {
        "help": ("help", "?"),
        "stop": ("stop", "don't call"),
        "resume": ("start",),
        "language": ("english",),
        "now": ("now",),
    },
}


@pytest.mark.parametrize(
    ("words", "wish", "language", "code"),
    [
        ("112", Wish.CODE, "ja", "112"),
        (" １１２ ", Wish.CODE, "ja", "112"),
        ("「112」", Wish.CODE, "ja", "112"),
        ("1-1-2", Wish.CODE, "ja", "112"),
        ("1 1 2", Wish.CODE, "ja", "112"),
        ("112.", Wish.CODE, "ja", "112"),
        ("EN112", Wish.CODE, "en", "112"),
        ("en 112", Wish.CODE, "en", "112"),
        ("ＥＮ　１１２", Wish.CODE, "en", "112"),
        ("en-112", Wish.CODE, "en", "112"),
        ("English 1 1 2", Wish.CODE, "en", "112"),
        ("日本語112", Wish.CODE, "ja", "112"),
        ("ЕN112", Wish.CODE, "en", "112"),  # The first letter is Cyrillic, as nobody can see.
        ("English", Wish.LANGUAGE, "en", ""),
        ("EN", Wish.LANGUAGE, "en", ""),
        ("「日本語」", Wish.LANGUAGE, "ja", ""),
        ("HELP!", Wish.HELP, "en", ""),
        ("?", Wish.HELP, "en", ""),
        ("ﾍﾙﾌﾟ", Wish.HELP, "ja", ""),
        ("Stop.", Wish.STOP, "en", ""),
        ("don’t  call", Wish.STOP, "en", ""),
        ("停止。", Wish.STOP, "ja", ""),
        ("ja stop", Wish.STOP, "ja", ""),
        ("再開", Wish.RESUME, "ja", ""),
        ("NOW", Wish.NOW, "en", ""),
        ("今", Wish.NOW, "ja", ""),
        ("変な電話が来ました", Wish.UNKNOWN, "ja", ""),
        ("somebody called me", Wish.UNKNOWN, "en", ""),
        ("保釈金", Wish.UNKNOWN, "ja", ""),
        ("☎", Wish.UNKNOWN, "ja", ""),
        ("", Wish.UNKNOWN, "ja", ""),
        ("room 12", Wish.UNKNOWN, "en", ""),
        ("상담", Wish.UNKNOWN, "ja", ""),  # a language that is not switched on
    ],
)
def test_words_mean(words, wish, language, code):
    assert understand(words, WORDS, "ja") == Meaning(wish, language, code)


def test_a_bare_code_speaks_the_language_of_the_number():
    assert understand("112", WORDS, "en").language == "en"


def test_a_word_of_two_languages_goes_with_its_letters():
    both = {**WORDS, "ja": {**WORDS["ja"], "stop": ("stop",)}}

    assert understand("stop", both, "ja") == Meaning(Wish.STOP, "en")


@given(st.text(max_size=200))
def test_nothing_that_people_write_breaks_it(words):
    assert understand(words, WORDS, "ja").language in WORDS


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("МН14", "mn"),
        ("МN14", "mn"),
        ("Сайн байна уу, дуудлага ирлээ", "mn"),
        ("Мені телефонували, що їм?", "uk"),
    ],
)
def test_cyrillic_letters_are_read(words, language):
    known = {**WORDS, "mn": {}, "uk": {}}

    assert understand(words, known, "ja").language == language
