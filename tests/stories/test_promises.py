"""What we promise of our own calls and texts, compared with what they are."""

import itertools
import re
import xml.etree.ElementTree as ET
from datetime import date, timedelta

import pytest

from campaigns.plan import read_plan
from campaigns.scripts import words
from prompts.library import Audience, Channel
from prompts.linter import lint

DAY = date(2026, 11, 24)
LANGUAGES = ("ja", "en")
EVERY_MESSAGE = list(itertools.product(LANGUAGES, Audience, (Channel.VOICE, Channel.SMS)))
HOME = "045-300-0006"


def composed(prompts, language, audience, channel):
    """Return every warning's whole message, with and without an area, as a campaign stores it."""
    for warning, area in itertools.product(prompts.knowledge.claims, (None, "横浜市旭区")):
        plan = {"name": "a", "audience": str(audience), "source": "consent", "channel": str(channel)}
        plan |= {"warning": warning.removeprefix("C-"), "languages": f"[{language}]"}
        plan |= {"area": area} if area else {}
        text = "\n".join(f"{key}: {value}" for key, value in plan.items())
        yield warning, words(prompts, read_plan(text), language, channel)


def verbs(document):
    return [element.tag for element in ET.fromstring(document).iter()][1:]


@pytest.mark.parametrize(("language", "audience", "channel"), EVERY_MESSAGE)
def test_no_message_holds_anything_to_obey(house, language, audience, channel):
    prompts = house.parts.prompts
    speakers = [prompts.promises.organisation[language]]

    judged = {
        (warning, text): lint(text, language, audience, speakers)
        for warning, text in composed(prompts, language, audience, channel)
    }

    assert len({warning for warning, _ in judged}) == len(prompts.knowledge.claims) >= 22
    assert {key: found for key, found in judged.items() if not found.passed} == {}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_text_to_a_home_names_no_figure_but_the_day_and_two_numbers(house, language):
    prompts = house.parts.prompts
    for warning, text in composed(prompts, language, Audience.RESIDENT, Channel.SMS):
        day = prompts.day(language, DAY, Channel.SMS)
        filled = prompts.fill_date(language, text, DAY, Channel.SMS).replace(day, "")

        assert set(re.findall(r"[#+]?\d[\d-]{2,}(?![万円])", filled)) <= {"#9110", "188"}, warning


def test_a_call_to_a_home_is_nothing_but_words_and_silence(house):
    house.run(HOME, f"{HOME[:-1]}7,en", languages_per_call=2)

    found = {verb for document in house.tap.documents for verb in verbs(document)}

    assert found - {"prosody", "break"} == {"Say", "Pause", "Redirect", "Hangup"}


def test_only_institutions_are_asked_for_a_key(house):
    house.run(HOME, audience="institution")

    assert "Gather" in {verb for document in house.tap.documents for verb in verbs(document)}


@pytest.mark.parametrize("audience", list(Audience))
def test_every_word_of_a_call_was_judged(house, audience):
    prompts = house.parts.prompts
    house.run(HOME, audience=str(audience), area="横浜市旭区")

    (call,) = house.calls
    for heard in call.heard:
        found = lint(heard.text, "ja", audience)
        assert heard.kind == "key" or found.refused == (), heard.text
    assert prompts.day("ja", DAY, Channel.VOICE) in call.heard[0].text


def test_the_hotline_tells_how_our_calls_to_homes_are(house):
    prompts, phone = house.parts.prompts, house.telephone()
    phone.dial(house.hotline)

    phone.press("2", "9", "4", "9", "2", "1")

    said = " ".join(heard.text for heard in phone.heard)
    promised = [prompts.frame("en", "promise.home"), prompts.frame("en", "promise.hours")]
    assert [words for words in (*promised, "Only in an emergency") if words not in said] == []


def test_the_promise_to_homes_names_the_two_numbers_that_our_calls_name(house):
    prompts = house.parts.prompts
    for language, channel in itertools.product(LANGUAGES, (Channel.VOICE, Channel.SMS)):
        promised = prompts.frame(language, "promise.home", channel)

        found = lint(promised, language, Audience.RESIDENT)

        assert not [finding for finding in found.refused if finding.rule in {"number", "link"}]
        for contact in ("K-police-9110", "K-consumer-188"):
            assert prompts.contact(language, contact, channel) in promised


def test_our_calls_show_the_number_that_the_hotline_names(house):
    house.run(HOME)

    assert house.calls[0].order.from_ == house.parts.line.displayed.e164
    assert house.parts.line.displayed.printed in house.parts.prompts.frame(
        "en", "promise.displayed", Channel.WEB
    )


@pytest.mark.parametrize("channel", ["voice", "sms", "voice-then-sms"])
def test_nobody_rings_or_writes_afterwards(house, channel):
    house.run("090-1234-0006", channel=channel)
    calls, texts = len(house.calls), len(house.texts_to("090-1234-0006"))

    house.clock.move_to(house.now + timedelta(hours=1))
    house.pass_time(hours=30)

    assert calls + texts == 1
    assert (len(house.calls), len(house.texts_to("090-1234-0006"))) == (calls, texts)


@pytest.mark.parametrize("language", LANGUAGES)
def test_whoever_was_asked_for_something_by_a_call_in_our_name_hears_that_it_was_not_us(house, language):
    prompts = house.parts.prompts

    assert prompts.tree["7-1"].verdict == "own_rule"
    assert {"ja": "私たちではありません", "en": "that was not us"}[language] in prompts.say(language, "7-1")


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_hotline_never_says_that_a_call_was_genuine(house, language):
    prompts = house.parts.prompts
    leaves = [node.id for node in prompts.tree.values() if node.is_leaf]

    said = [
        f"{prompts.say(language, leaf, channel)}{prompts.why(language, leaf, channel)}"
        for leaf in leaves
        for channel in Channel
    ]

    claims = {
        "ja": r"本物の電話です|本物でした|安全な電話です",
        "en": r"was genuine|is genuine|is safe|was real\b",
    }
    assert len(leaves) >= 86
    assert [words for words in said if re.search(claims[language], words, re.IGNORECASE)] == []
