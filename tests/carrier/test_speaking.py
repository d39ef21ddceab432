"""Words become speech: at our pace, with rests, in readings, or as recordings."""

import xml.etree.ElementTree as ET
from urllib.parse import quote

import pytest

from carrier.speaking import Manner, Speaker, slowed
from carrier.twiml import Pause, Play, Say, speak
from carrier.voices import BREAK, PROSODY, VOICES, marks

SLOW = Manner(rate=90, pause=300)
DANGER = "https://line.example.jp/recordings/mn/danger.wav"


def says(*spoken):
    return ET.fromstring(speak(spoken)).findall("Say")


def inner(say):
    return (say.text or "") + "".join(ET.tostring(one, encoding="unicode") for one in say)


def test_without_a_pace_of_our_own_a_voice_gets_plain_words():
    (say,) = says(Say("Hang up. Pay nothing.", "en"))

    assert inner(say) == "Hang up. Pay nothing."


def test_a_slow_pace_and_rests_between_sentences_are_marked():
    (say,) = says(Say("Hang up. Pay nothing.", "en", rate=90, pause=300))

    assert inner(say) == '<prosody rate="90%">Hang up.<break time="300ms" /> Pay nothing.</prosody>'


@pytest.mark.parametrize(
    ("how", "written"),
    [
        ({"rate": 90}, '<prosody rate="90%">切ってください。払わないで。</prosody>'),
        ({"pause": 300}, '切ってください。<break time="300ms" />払わないで。'),
    ],
)
def test_only_what_was_asked_for_is_marked(how, written):
    (say,) = says(Say("切ってください。払わないで。", "ja", **how))

    assert inner(say) == written


def test_a_single_sentence_needs_no_mark_for_its_rest():
    (say,) = says(Say("Hang up.", "en", pause=300))

    assert inner(say) == "Hang up."


def test_a_long_text_with_marks_still_fits_the_carrier():
    text = "電話を切ってください。" * 400

    found = says(Say(text, "ja", rate=90, pause=300))

    assert "".join("".join(say.itertext()) for say in found) == text
    assert all(len(quote(inner(say), safe="")) < 4_500 for say in found)
    assert len(found) > 9


def test_what_words_contain_never_becomes_a_mark():
    (say,) = says(Say("<break/> & hang up. Pay nothing.", "en", rate=90, pause=300))

    assert "".join(say.itertext()) == "<break/> & hang up. Pay nothing."
    assert len(list(say.iter("break"))) == 1


def test_both_voices_of_every_language_keep_pace_and_rests():
    for voice in VOICES.values():
        assert {BREAK, PROSODY} <= marks(voice.first)
        assert {BREAK, PROSODY} <= marks(voice.second)


@pytest.mark.parametrize(
    ("voice", "taken"),
    [
        ("Polly.Mizuki", True),
        ("Polly.Kazuha-Neural", True),
        ("Polly.Joanna-Generative", False),
        ("Google.ja-JP-Neural2-B", True),
        ("Google.ja-JP-Chirp3-HD-Aoede", False),
        ("woman", False),
    ],
)
def test_a_voice_that_reads_marks_aloud_or_fails_gets_none(voice, taken):
    assert (PROSODY in marks(voice)) is taken
    assert "emphasis" not in marks("Polly.Kazuha-Neural")


def test_a_language_is_spoken_in_its_manner():
    speaker = Speaker({"ja": SLOW})

    assert speaker.speak("ja", "切ってください。") == (Say("切ってください。", "ja", 90, 300),)
    assert speaker.speak("en", "Hang up.") == (Say("Hang up.", "en"),)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("入管の電話", "にゅうかんの電話"),
        ("入管法の話", "にゅうかんほうの話"),
        ("9時から19時まで", "くじからじゅうくじまで"),
        ("29時", "29時"),
        ("(入管).*", "(にゅうかん).*"),
    ],
)
def test_words_that_voices_misread_are_read_as_we_say_the_longest_first(written, read):
    readings = {"入管": "にゅうかん", "入管法": "にゅうかんほう", "9時": "くじ", "19時": "じゅうくじ"}

    assert Manner(readings=readings).read(written) == read


def test_a_line_that_was_recorded_is_played_and_its_words_are_found_as_they_are_written():
    recorded = {("ja", "入管です。"): DANGER}
    speaker = Speaker(
        {"ja": Manner(readings={"入管": "にゅうかん"})},
        lambda language, words: recorded.get((language, words)),
    )

    spoken = speaker.speak("ja", "入管です。\n入管の話です。\n")

    assert spoken == (Play(DANGER), Say("にゅうかんの話です。", "ja"))


def test_a_language_without_a_voice_is_heard_by_recordings_alone():
    speaker = Speaker(recording=lambda language, words: DANGER if words == "one" else None)

    assert speaker.speak("mn", "one\none") == (Play(DANGER), Play(DANGER))
    with pytest.raises(ValueError, match="'mn'") as told:
        speaker.speak("mn", "one\nsomething about Mr Bat")
    assert "Bat" not in str(told.value)


def test_for_somebody_who_needs_time_the_voice_is_slower_still_and_rests_longer():
    speaker = Speaker({"ja": SLOW})

    assert speaker.speak("ja", "切ってください。", slow=True) == (Say("切ってください。", "ja", 76, 900),)
    assert speaker.speak("en", "Hang up.", slow=True) == (Say("Hang up.", "en", 85, 600),)


def test_a_recording_stays_as_it_is():
    speaker = Speaker(recording=lambda language, words: DANGER)

    assert speaker.speak("mn", "one", slow=True) == (Play(DANGER),)


def test_a_voice_that_reads_no_marks_says_sentence_by_sentence_with_pauses_between():
    said = slowed(Say("Hang up. Pay nothing.", "en"), taken=frozenset())

    assert said == (Say("Hang up.", "en"), Pause(), Say(" Pay nothing.", "en"))
