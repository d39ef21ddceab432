"""How a language is read aloud stands in its own file, and nothing there goes wrong unnoticed."""

import pytest

from prompts import library, survey


def speech(folder, tag, text):
    path = folder.path / tag / "language.toml"
    path.write_text(path.read_text().partition("[speech]")[0] + text)


def test_a_language_says_at_what_pace_with_what_rests_and_in_what_readings(folder, line) -> None:
    folder.write("en")
    speech(
        folder, "en", '[speech]\nrate = 85\npause = 400\n[speech.readings]\n"9110" = "nine one one zero"\n'
    )

    manner = library.load(line(), folder=folder.path).manner("en")

    assert (manner.rate, manner.pause) == (85, 400)
    assert manner.readings == {"9110": "nine one one zero"}


def test_a_language_that_says_nothing_of_it_is_read_as_the_voice_likes(folder, line) -> None:
    folder.write("en")
    speech(folder, "en", "")

    manner = library.load(line(), folder=folder.path).manner("en")

    assert (manner.rate, manner.pause, dict(manner.readings)) == (100, 0, {})


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("rate = 69", "speech rate: is no pace; give a whole percentage from 70 to 120"),
        ("rate = 121", "speech rate: is no pace; give a whole percentage from 70 to 120"),
        ("rate = true", "speech rate: is no pace; give a whole percentage from 70 to 120"),
        ('rate = "90%"', "speech rate: is no pace; give a whole percentage from 70 to 120"),
        ("pause = 1501", "speech pause: is no rest; give whole milliseconds from 0 to 1500"),
        ("pause = -1", "speech pause: is no rest; give whole milliseconds from 0 to 1500"),
        ("pitch = 3", "speech pitch: is unknown; remove it or spell it right"),
        ("readings = 3", "speech readings: is no table; write one reading a line: word = reading"),
        ('[speech.readings]\n"#" = " "', "speech readings #: has no words; write how it is to be read"),
    ],
)
def test_a_manner_that_no_voice_can_keep_is_named(folder, text, fault) -> None:
    folder.write("en")
    speech(folder, "en", f"[speech]\n{text}\n")

    missing = survey.survey(folder.path).languages["en"].missing

    assert [str(one).partition("language.toml: ")[2] for one in missing] == [fault]


@pytest.mark.parametrize(("language", "slower"), [("ja", 90), ("en", 92)])
def test_callers_are_often_old_so_we_speak_slower_and_rest_between_sentences(
    prompts, language, slower
) -> None:
    manner = prompts.manner(language)

    assert manner.rate == slower
    assert manner.pause >= 250


def test_japanese_words_that_voices_misread_have_readings(prompts) -> None:
    readings = prompts.manner("ja").readings

    assert readings["入管"] == "にゅうかん"
    assert {"在留カード", "9時", "神奈川県警"} <= readings.keys()
