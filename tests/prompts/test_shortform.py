"""The short form: one person records it in an afternoon, and a language without a voice is heard."""

from datetime import date

import pytest

from prompts import library, shortform, survey
from prompts.library import Audience, Channel
from prompts.shortwords import HOTLINE

NOVEMBER = date(2026, 11, 24)


def only(*sentences):
    """Somebody has recorded these sentences."""
    return lambda _language, words: words in sentences


def everything(_language, _words):
    return True


def load(line, **how):
    return library.load(line(), ["ja", "en"], short={"en"}, **how)


def test_each_sentence_of_the_short_form_is_a_recording_with_a_name_of_its_own(prompts) -> None:
    units = shortform.units(prompts, "en")

    assert list(units)[: len(HOTLINE)] == list(HOTLINE)
    assert len(units) == 11 + 3 + 12 + 31 + 1
    assert "the Sample Prevention Call Centre" in units["welcome"]
    assert "nine, one, one, zero" in units["number-police"]
    assert (units["month-1"], units["day-31"], units["name"]) == ("January", "the thirty-first", "English")
    assert not any("{" in words for words in units.values())


@pytest.mark.parametrize(
    ("language", "said"), [("en", ["the twenty-fourth", "November"]), ("ja", ["十一月", "二十四日"])]
)
def test_a_message_is_a_row_of_recordings_with_the_date_in_the_language_s_order(
    prompts, language, said
) -> None:
    units = shortform.units(prompts, language)

    message = shortform.message(prompts, language, "They ask for bail. Hang up.", NOVEMBER)

    ends = units["call-opening"], units["call-closing"]
    assert message.split("\n") == [ends[0], *said, "They ask for bail. Hang up.", ends[1]]


def test_a_call_in_a_short_language_is_the_same_row_and_its_date_is_filled_later(line) -> None:
    prompts = load(line)

    warning = prompts.warning("en", "isa-bail", Channel.VOICE, Audience.RESIDENT, "Asahi ward")
    filled = prompts.fill_date("en", warning, NOVEMBER, Channel.VOICE)

    body = prompts.warning_body("en", "isa-bail")
    assert warning.split("\n")[1:3] == ["{date}", body]
    assert filled == shortform.message(prompts, "en", body, NOVEMBER)
    assert prompts.again("en") == prompts.unit("en", "call-again")


def test_texts_and_pages_of_a_short_language_are_as_in_every_other(line, prompts) -> None:
    short = load(line)
    asked = ("isa-bail", Channel.SMS, Audience.RESIDENT, "Asahi ward")

    assert short.warning("en", *asked) == prompts.warning("en", *asked)
    assert short.day("en", NOVEMBER, Channel.WEB) == prompts.day("en", NOVEMBER, Channel.WEB)


def test_a_language_with_a_voice_is_heard_and_a_short_one_is_not_before_all_of_it_is_recorded(line) -> None:
    units = shortform.units(load(line), "en")
    all_but_one = [words for id, words in units.items() if id != "day-31"]

    assert load(line).heard == ("ja",)
    assert load(line, recorded=only(*all_but_one)).heard == ("ja",)
    assert load(line, recorded=only(*units.values())).heard == ("ja", "en")
    assert load(line, recorded=everything).languages == ("ja", "en")


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ('danger = "', 'dangers = "', {"hotline danger: is missing", "hotline dangers: is not used"}),
        ('"December"]', "]", {"date months: are not 12 words"}),
        ('"the thirty-first",', "", {"date days: are not 31 words"}),
        ('pattern = "{day} {month}"', 'pattern = "{day}"', {"date pattern: does not order"}),
        ('again = "Once more."', "again = 3", {"call again: is no sentence"}),
    ],
)
def test_what_a_short_form_lacks_is_named(folder, old, new, fault) -> None:
    folder.write("en").spoil("en", "short.toml", old, new)

    named = [str(one) for one in survey.survey(folder.path).languages["en"].missing]

    assert len(named) == len(fault)
    assert all(any(part in one for one in named) for part in fault)


def test_a_language_without_a_short_form_is_incomplete(folder) -> None:
    folder.write("en")
    (folder.path / "en" / "short.toml").unlink()

    missing = survey.survey(folder.path).languages["en"].missing

    assert [str(one).partition("en/")[2] for one in missing] == [
        "short.toml: file: is missing; write the short form"
    ]


def test_a_short_form_has_the_same_slots_in_every_language(folder) -> None:
    folder.write("ja").write("en").spoil("en", "short.toml", "{K-isa-information-center}", "{K-police-9110}")

    faults = survey.survey(folder.path).languages["en"].faults

    assert [(one.id, one.what) for one in faults] == [
        (
            "hotline number-immigration",
            "has the slots {K-police-9110} and should have {K-isa-information-center}",
        )
    ]
