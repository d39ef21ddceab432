"""Somebody whose telephone sends no keys, or who needs more time than most."""

import pytest

GRANDMOTHER = "+81453000007"


@pytest.fixture
def phone(house):
    return house.telephone(GRANDMOTHER)


def says(house, sentence, language="ja"):
    return house.parts.prompts.frame(language, sentence)


def test_an_old_telephone_that_sends_no_keys_hears_all_that_matters_and_is_let_go(house, phone):
    phone.dial(house.hotline)
    began = house.now
    for _ in range(2):
        phone.stay_silent()
        assert says(house, "silence") in phone.heard_last
        assert phone.listening
    phone.stay_silent()

    heard = " ".join(one.text for one in phone.heard)
    assert heard.count(says(house, "essential")) == 3
    assert heard.count(says(house, "essential", "en")) == 3
    assert phone.heard_last.endswith(says(house, "goodbye"))
    assert not phone.on_the_line
    assert (house.now - began).total_seconds() < 360


def test_the_number_in_the_advice_can_be_dialled_without_a_sharp_key(house, phone):
    phone.dial(house.hotline)
    phone.stay_silent()

    assert "シャープ" not in phone.heard_last
    assert "警察の相談は、ゼロ、よん、ご" in phone.heard_last


def waits(house, phone):
    """How many seconds pass in silence before the carrier gives up."""
    since = house.now
    phone._pass(lambda: phone.listening)
    return (house.now - since).total_seconds()


def test_after_the_first_missing_key_the_line_waits_longer_and_speaks_more_slowly_for_the_whole_call(
    house, phone
):
    phone.dial(house.hotline)
    phone.press("1")
    usual = house.tap.documents[-1]
    assert waits(house, phone) == 8
    phone.hear()

    phone.press("9")
    phone.press("9")
    slow = house.tap.documents[-1]

    assert says(house, "silence") not in phone.heard_last
    assert waits(house, phone) == 15
    assert 'rate="90%"' in usual
    assert 'rate="76%"' in slow
    assert 'rate="90%"' not in slow


def test_who_calls_back_with_such_a_telephone_hears_what_we_say_and_the_advice(house, phone):
    phone.dial(house.parts.line.displayed.e164)
    for _ in range(3):
        phone.stay_silent()

    assert says(house, "essential") in phone.heard_last
    assert not phone.on_the_line
