from dataclasses import replace
from datetime import date
from datetime import time as hour

import pytest

from prompts import library, rendering
from prompts.faults import MissingSlot, UnknownLanguage, UnknownSentence
from prompts.library import Audience, Channel
from prompts.standing import Standing

TUESDAY = date(2026, 11, 24)


def test_a_number_is_spoken_digit_by_digit_and_printed_as_it_is(prompts) -> None:
    assert prompts.contact("en", "K-police-9110") == "the hash key, nine, one, one, zero"
    assert prompts.contact("ja", "K-consumer-188") == "いち、はち、はち"
    assert prompts.contact("ja", "K-police-9110", Channel.SMS) == "#9110"


def test_the_numbers_of_an_office_say_which_is_for_calls_from_abroad(prompts) -> None:
    numbers = prompts.numbers("en", "9-2", Channel.WEB)

    assert numbers[0].endswith("0570-013904")
    assert "from abroad" in numbers[1]
    assert numbers[1].endswith("03-5796-7112")


def test_the_number_for_calls_from_abroad_is_not_the_one_to_give_first(prompts) -> None:
    office = prompts.knowledge.contacts["K-isa-tokyo"]
    turned = replace(office, numbers=office.numbers[::-1])

    assert rendering.main_number(turned) == "0570-034259"
    assert rendering.main_number(turned, "abroad") == "03-5796-7234"


def test_a_number_that_is_only_shown_is_not_offered_for_dialling(prompts) -> None:
    assert "045-323-9653" not in " ".join(prompts.numbers("en", "9-6", Channel.WEB))


def test_a_leaf_is_short_in_a_text_and_printed_there(prompts) -> None:
    text = prompts.say("en", "2-1", Channel.SMS)

    assert "#9110" in text
    assert text != prompts.say("en", "2-1", Channel.WEB)


def test_the_frame_takes_its_slots_from_the_caller_and_the_line(prompts) -> None:
    assert "the Sample Prevention Call Centre" in prompts.frame("en", "greeting")
    assert prompts.frame("en", "menu.choice", label="Police", key="2") == "Police: press 2."


def test_a_forgotten_slot_is_named(prompts) -> None:
    with pytest.raises(MissingSlot, match=r"nothing was given for \{key\}"):
        prompts.frame("en", "menu.choice", label="Police")


@pytest.mark.parametrize(
    ("ask", "complaint"),
    [
        (lambda p: p.frame("en", "good-day"), "en: no sentence for frame good-day"),
        (lambda p: p.say("en", "1-9"), "no node '1-9' in the tree"),
        (lambda p: p.say("en", "1"), "en: no sentence for say at node 1"),
        (lambda p: p.contact("en", "K-npa-local-police"), "no number for contact"),
        (lambda p: p.title("ja", "bail"), "no warning 'bail'"),
    ],
)
def test_what_does_not_exist_is_said_plainly(prompts, ask, complaint) -> None:
    with pytest.raises(UnknownSentence, match=complaint):
        ask(prompts)


def test_a_language_never_becomes_another(prompts) -> None:
    with pytest.raises(UnknownLanguage, match="no words in 'ko'; there are ja, en"):
        prompts.frame("ko", "goodbye")


def test_a_warning_names_who_speaks_and_waits_for_its_date(prompts) -> None:
    text = prompts.warning("en", "isa-bail", Channel.VOICE, Audience.RESIDENT, "Asahi ward")

    assert text.startswith("This is the Sample Prevention Call Centre")
    assert "Asahi ward" in text
    assert text.count("{date}") == 1
    assert ", 24 November" in prompts.fill_date("en", text, TUESDAY, Channel.VOICE)


def test_a_warning_without_an_area_has_no_gap_in_it(prompts) -> None:
    text = prompts.warning("ja", "isa-bail", Channel.SMS, Audience.RESIDENT, None)

    assert "{area}" not in text
    assert "  " not in text


def test_institutions_hear_the_emergency_number_and_homes_do_not(prompts) -> None:
    shop = prompts.warning("en", "isa-bail", Channel.SMS, Audience.INSTITUTION, None)
    home = prompts.warning("en", "isa-bail", Channel.SMS, Audience.RESIDENT, None)

    assert "110" in shop.replace("#9110", "")
    assert "110" not in home.replace("#9110", "")


def test_days_and_hours_are_said_in_the_language(prompts) -> None:
    assert prompts.day("ja", TUESDAY, Channel.VOICE) == "11月24日"
    assert prompts.day("en", TUESDAY, Channel.WEB) == "24 November 2026"
    assert prompts.hour("ja", hour(9, 5), Channel.VOICE) == "9時5分"


def test_every_sentence_of_every_language_can_be_said_on_every_channel(prompts) -> None:
    for language in prompts.languages:
        for channel in Channel:
            for node in prompts.tree.values():
                said = [prompts.say, prompts.why, prompts.label] if node.is_leaf else [prompts.ask]
                assert all(one(language, node.id, channel) for one in said)
                assert not any("{" in one(language, node.id, channel) for one in said)
                prompts.numbers(language, node.id, channel)
                prompts.sources(language, node.id)


def test_every_verdict_can_show_its_documents(prompts) -> None:
    for node in prompts.tree.values():
        if node.verdict in ("certain", "strong"):
            assert prompts.sources("en", node.id)


def test_the_words_to_text_are_there_in_every_language(prompts) -> None:
    for language in prompts.languages:
        assert prompts.keywords(language).keys() == {"help", "stop", "resume", "language", "now"}
        assert prompts.native_name(language)
        assert prompts.standings[language] is Standing.DRAFTED


def test_english_texts_fit_the_cheap_alphabet(prompts) -> None:
    texts = [prompts.say("en", node.id, Channel.SMS) for node in prompts.tree.values() if node.is_leaf]
    texts += [
        prompts.warning("en", name, Channel.SMS, audience, None)
        for name in set(prompts.knowledge.warnings.values())
        for audience in Audience
    ]

    assert all(text.replace("{date}", "").isascii() and "`" not in text for text in texts)
    assert max(map(len, texts)) <= 306


def test_only_complete_languages_are_loaded_in_the_order_of_use(line) -> None:
    assert library.load(line(), ["en", "ja"]).languages == ("ja", "en")


@pytest.mark.parametrize(
    ("language", "channel", "said"),
    [
        ("ja", Channel.VOICE, ("10時", "10時5分")),
        ("en", Channel.VOICE, ("10 o'clock", "10:05")),
        ("en", Channel.SMS, ("10:00", "10:05")),
    ],
)
def test_a_full_hour_is_said_without_its_minutes(prompts, language, channel, said) -> None:
    assert prompts.hour(language, hour(10), channel) == said[0]
    assert prompts.hour(language, hour(10, 5), channel) == said[1]
