"""An area is named where the language can read it, and left out where it cannot."""

import pytest

from prompts.library import Audience, Channel
from sms.segments import count

ASAHI = "横浜市旭区"


@pytest.mark.parametrize("channel", [Channel.VOICE, Channel.SMS])
def test_a_voice_is_not_given_signs_that_it_cannot_read(prompts, channel) -> None:
    said = prompts.warning("en", "isa-bail", channel, Audience.RESIDENT, ASAHI)

    assert said == prompts.warning("en", "isa-bail", channel, Audience.RESIDENT, None)
    assert ASAHI in prompts.warning("ja", "isa-bail", channel, Audience.RESIDENT, ASAHI)


def test_an_area_in_latin_letters_is_named(prompts) -> None:
    assert "Asahi ward" in prompts.warning("en", "isa-bail", Channel.VOICE, Audience.RESIDENT, "Asahi ward")


def test_an_english_text_stays_cheap_in_an_area_with_a_japanese_name(prompts) -> None:
    text = prompts.warning("en", "isa-bail", Channel.SMS, Audience.RESIDENT, ASAHI)

    assert count(text.replace("{date}", "24 November")).segments == 2
