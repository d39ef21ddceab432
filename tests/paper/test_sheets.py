"""What stands on paper is made from the line: its numbers, its promises, its address."""

import pytest

from app.line_parts import Number, Policy
from app.paper import fonts
from app.paper.fonts import FontsMissing
from app.paper.printing import CannotPrint
from prompts.faults import UnknownLanguage
from prompts.library import Channel


def test_a_language_with_a_number_of_its_own_has_that_on_its_papers(press):
    assert press.sheet("en").hotline == "045-000-0111"
    assert press.sheet("vi").hotline == "045-000-0110"
    assert press.print("en", "card").says("045-000-0111")


def test_a_language_that_the_telephone_does_not_speak_is_told_so(press):
    told = press.prompts.frame("my", "web.not-spoken", Channel.WEB)

    assert press.print("my", "leaflet").says(told)
    assert press.print("my", "card").says(told)
    assert press.sheet("vi").not_spoken is None


def test_a_line_that_never_rings_homes_prints_that(press_of):
    press = press_of(policy=Policy())
    told = press.prompts.frame("en", "promise.home-off", Channel.WEB)

    assert press.print("en", "leaflet").says(told)
    assert press.print("en", "card").says(told)


def test_paper_of_a_sample_says_that_it_is_one_on_every_side(press, press_of):
    told = press.sheet("en").sample
    real = press_of(sample=False)

    for layout, sides in (("leaflet", 2), ("card", 2), ("cards", 20)):
        assert press.print("en", layout).count(told) == sides
        assert not real.print("en", layout).says(told)


def test_the_address_of_the_pages_stands_under_its_code(press):
    address = "https://line.example.jp/check/vi/"
    without = press.print_anew("vi", "leaflet", base_url=None)

    assert press.sheet("vi").address == address
    assert press.print("vi", "leaflet").says(address)
    assert "/check/" not in without.text
    assert len(without.made) < len(press.print("vi", "leaflet").made)


def test_words_that_nobody_has_reviewed_are_marked_so(press):
    told = press.prompts.frame("ko", "web.machine-drafted", Channel.WEB)

    assert press.print("ko", "leaflet").says(told)


def test_a_japanese_name_among_words_of_another_script_is_printed(press):
    assert press.print_anew("th", "card", organisation="神奈川県警察 ABC").says("神奈川県警察 ABC")


@pytest.mark.parametrize("changed", [{"hours": "every day " * 400}, {"organisation": "☎ \U00010330"}])
def test_what_cannot_be_printed_whole_is_not_printed(press, changed):
    with pytest.raises(CannotPrint, match="leaflet in en"):
        press.print_anew("en", "leaflet", **changed)


def test_a_missing_font_names_its_package():
    with pytest.raises(FontsMissing, match="apt-get install fonts-noto-core"):
        fonts.require("my", {"Noto Sans", "Noto Sans CJK JP"})
    with pytest.raises(FontsMissing, match="apt-get install fonts-noto-cjk"):
        fonts.require("zh-Hant", {"Noto Sans", "Noto Sans CJK JP"})
    fonts.require("ja-easy", {"Noto Sans CJK JP"})


def test_a_line_without_a_number_for_all_names_the_one_it_has(press_of):
    press = press_of(hotline=(Number(printed="045-000-0119", language="ja"),))

    assert press.sheet("vi").hotline == "045-000-0119"


def test_a_language_that_the_line_does_not_offer_is_refused(press_of):
    press = press_of(organisation={"ja": "見本県警察"})

    with pytest.raises(UnknownLanguage):
        press.sheet("en")
