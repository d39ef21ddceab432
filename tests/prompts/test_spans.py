from prompts.spans import seconds


def test_a_longer_text_takes_longer_and_pauses_count() -> None:
    assert seconds("Hang up. Pay nothing.", "en") > seconds("Hang up", "en") > 0
    assert seconds("one, two, three", "en") > seconds("one two three", "en")


def test_kanji_take_longer_than_kana() -> None:
    assert seconds("警察", "ja") > seconds("けい", "ja")
