"""Names of places and campaigns: nothing in them that a listener could follow."""

import pytest

from campaigns.labels import read_label


@pytest.mark.parametrize(
    "text", ["〇九〇一二三四五六七八", "〇九〇-一二三四-五六七八", "電話 零九零 一二三四 五六七八", "090-123"]
)
def test_a_number_is_no_name_in_whatever_figures(text):
    with pytest.raises(ValueError, match="must not hold a number"):
        read_label(text)


@pytest.mark.parametrize("text", ["四日市市", "九十九里町", "第三者、十一月二十四日", "一番町一丁目"])
def test_names_and_days_may_have_figures_of_kanji(text):
    assert read_label(text) == text
