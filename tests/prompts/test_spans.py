import pytest

from prompts.library import Audience, Channel
from prompts.spans import seconds


def test_a_longer_text_takes_longer_and_pauses_count() -> None:
    assert seconds("Hang up. Pay nothing.", "en") > seconds("Hang up", "en") > 0
    assert seconds("one, two, three", "en") > seconds("one two three", "en")


def test_kanji_take_longer_than_kana() -> None:
    assert seconds("警察", "ja") > seconds("けい", "ja")


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_warning_to_a_home_is_heard_in_about_half_a_minute(prompts, language) -> None:
    for name in set(prompts.knowledge.warnings.values()):
        text = prompts.warning(language, name, Channel.VOICE, Audience.RESIDENT, "Asahi")
        assert seconds(text, language) < 40
