from datetime import date

import pytest

from prompts import library
from prompts.library import Audience, Channel
from prompts.promises import ResidentVoice
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


def without_numbers(prompts, language, text):
    for contact in prompts.knowledge.contacts.values():
        if contact.numbers:
            text = text.replace(prompts.contact(language, contact.id), "")
    return text


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("voice", list(ResidentVoice))
def test_an_answer_says_verdict_and_what_to_do_in_fifteen_seconds_and_why_in_thirty(
    line, language, voice
) -> None:
    prompts = library.load(line(voice))
    for leaf in (node.id for node in prompts.tree.values() if node.is_leaf):
        answer = without_numbers(prompts, language, prompts.say(language, leaf))

        assert seconds(answer, language) <= 15, leaf
        assert seconds(prompts.why(language, leaf), language) <= 30, leaf


@pytest.mark.parametrize("language", ["ja", "en"])
def test_a_page_of_a_menu_is_heard_in_thirty_seconds(prompts, language) -> None:
    for menu in (node for node in prompts.tree.values() if not node.is_leaf):
        for page in menu.pages:
            choices = [
                prompts.frame(language, "menu.choice", key=str(key), label=prompts.label(language, choice))
                for key, choice in enumerate(page, start=1)
            ]
            keys = ["menu.again", "menu.back", *(["menu.more"] if len(menu.pages) > 1 else [])]
            said = [prompts.ask(language, menu.id), *choices, *(prompts.frame(language, key) for key in keys)]

            assert seconds(" ".join(said), language) <= 30, menu.id


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("area", [None, "横浜市旭区"])
def test_a_message_is_heard_in_thirty_five_seconds(prompts, language, area) -> None:
    for warning in set(prompts.knowledge.warnings.values()):
        for audience in Audience:
            text = prompts.warning(language, warning, Channel.VOICE, audience, area)
            said = prompts.fill_date(language, text, date(2026, 11, 24), Channel.VOICE)

            assert seconds(said, language) <= 35, (warning, audience)
