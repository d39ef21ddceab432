"""What the carrier says by itself: files that need nothing of ours, within its limits."""

import re

import pytest

from app import fallback
from app.line import read_line
from app.speaking import SHORT, manners_of
from carrier.simulator import markup, speech, text_markup
from carrier.simulator.verbs import Hangup, Pause, Say
from carrier.simulator.web import Reply
from carrier.voices import VOICES
from prompts import library
from tests.support.live import LIVE

SPOKEN = list(VOICES)


@pytest.fixture(scope="module")
def line():
    return read_line(None)


@pytest.fixture(scope="module")
def prompts(line):
    return library.load(line.promises(), packs=line.packs_read(), short=SHORT)


def heard(document):
    """All words of a document that the carrier would speak, as it speaks them."""
    verbs = markup.read(document.encode())
    for verb in verbs:
        assert isinstance(verb, (Say, Pause, Hangup))
        if isinstance(verb, Say):
            assert speech.fault(verb.text, verb.voice, verb.language, verb.marks) is None
    assert isinstance(verbs[-1], Hangup)
    return "".join("".join(verb.text.split()) for verb in verbs if isinstance(verb, Say))


def squeezed(words):
    return "".join(words.split())


@pytest.mark.parametrize("language", SPOKEN)
def test_a_caller_hears_danger_first_and_the_essential_twice(prompts, language):
    said = heard(fallback.voice(prompts, language))

    read = manners_of(prompts)[language].read
    essential = squeezed(read(prompts.frame(language, "essential")))
    assert said.startswith(squeezed(read(prompts.frame(language, "danger"))))
    assert said.count(essential) == 2
    assert said.endswith(squeezed(read(prompts.frame(language, "goodbye"))))


@pytest.mark.parametrize("language", SPOKEN)
def test_no_file_needs_a_key_an_address_or_more_than_the_carrier_takes(prompts, line, language):
    for _, document, _ in fallback.files(prompts, line, (language,)):
        assert len(document) <= fallback.MOST_LETTERS
        assert not re.search(r"https?:|<Gather|<Redirect|<Play|\{\{", document)


def test_every_number_of_ours_has_its_file(prompts, line):
    made = {name: spoken for name, _, spoken in fallback.files(prompts, line, fallback.languages(prompts))}

    assert made["voice-045-000-0111.xml"] == ("en",)
    assert made["voice-045-000-0110.xml"] == made["voice-045-000-0100.xml"]
    assert made["voice-045-000-0110.xml"][:4] == ("ja", "en", "ja-easy", "zh-Hans")


def test_a_number_for_all_speaks_as_many_languages_as_there_is_room_for(prompts):
    document, spoken = fallback.voices(prompts, fallback.languages(prompts))
    said = heard(document)

    assert len(document) <= fallback.MOST_LETTERS
    assert 5 < len(spoken) < len(SPOKEN)
    for language in spoken:
        assert squeezed(prompts.frame(language, "danger")) in said


def test_whoever_texts_gets_what_is_useful_alone(prompts, line):
    document = fallback.texts(prompts, fallback.languages(prompts))

    (answer,) = text_markup.replies(Reply("", 200, "text/xml", document.encode()))
    assert answer.splitlines() == [
        prompts.frame(tag, "text.start", library.Channel.SMS) for tag in ("ja", "en")
    ]


def test_a_sample_says_that_it_is_one(prompts):
    assert squeezed(prompts.frame("en", "sample-line")) in heard(fallback.voice(prompts, "en"))


def test_the_command_writes_the_files_and_names_what_it_left_out(yobikake):
    said = yobikake("prompts", "fallback", "--out", yobikake.folder / "fallback")

    assert said.code == 0, said.err
    assert "left out ne, my, mn: no voice at the carrier" in said.complaint
    names = {path.name for path in (yobikake.folder / "fallback").iterdir()}
    assert names == {
        *(f"voice-{tag}.xml" for tag in SPOKEN),
        *(f"voice-045-000-0{last}.xml" for last in (100, 110, 111)),
        "sms.xml",
    }


def test_only_the_languages_asked_for_are_written(yobikake):
    said = yobikake("prompts", "fallback", "--out", yobikake.folder / "fallback", "--language", "pt")

    assert said.code == 0
    assert said.err == ""
    assert all(line.endswith(": pt-BR") for line in said.out.splitlines())


def test_a_language_without_a_voice_is_refused_with_the_reason(yobikake):
    said = yobikake("prompts", "fallback", "--out", yobikake.folder / "fallback", "--language", "my")

    assert said.code == 2
    assert "my: no voice at the carrier, and recordings lie with us" in said.complaint
    assert not (yobikake.folder / "fallback").exists()


def test_a_live_line_writes_no_words_that_nobody_answers_for(yobikake):
    yobikake.names_itself_in("ja")
    line = yobikake.folder / "line.toml"
    line.write_text(line.read_text("utf-8").replace("sample = true", "").replace('"area"', '"off"'), "utf-8")

    said = yobikake("prompts", "fallback", "--out", yobikake.folder / "fallback", **LIVE)

    assert said.code == 2
    assert "review one, or accept it" in said.err
