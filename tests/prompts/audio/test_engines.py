"""Engines that speak: what each may be used for, and what is said where one is missing."""

import importlib.util
import io
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

import numpy as np
import pytest

from prompts.audio.engines import programs, registry, weights
from prompts.audio.engines.phonemes import phonemes
from prompts.audio.engines.port import EngineFailed, Standing
from prompts.audio.preview import Preview
from prompts.audio.rendering import aloud, render, spoken
from prompts.audio.telephone import as_wav, seconds_of
from prompts.manners import Manner
from prompts.spans import seconds

from .conftest import TEN, level, played

ROOT = Path(__file__).parents[3]
HANG_UP = "電話を切って、何も払わないでください。"
CAN_SPEAK_JAPANESE = importlib.util.find_spec("pyopenjtalk") is not None
japanese = pytest.mark.skipif(
    not CAN_SPEAK_JAPANESE, reason="needs pyopenjtalk-plus: `pip install '.[test]'`"
)


def needs(program):
    return pytest.mark.skipif(shutil.which(program) is None, reason=f"needs the program {program}")


class Buzzer:
    """An engine of our own that buzzes, and counts how often."""

    name = "buzzer"
    get = "it is built in"

    def __init__(self, standing=Standing.PROVEN):
        self.languages = {"en": standing}
        self.spoken = 0

    def lacks(self, language):
        return None

    def speak(self, text, language, pace=1.0):
        self.spoken += 1
        return (np.sin(np.arange(8_000) / 3) * 0.3).astype(np.float32), 8_000


def languages_of(name, tmp_path):
    return next(one.languages for one in registry.engines(tmp_path) if one.name == name)


@japanese
def test_japanese_is_really_spoken(tmp_path):
    engine, standing = registry.choose(tmp_path, "ja", "openjtalk", Standing.PROVEN)

    wav = as_wav(*engine.speak(HANG_UP, "ja"))

    sound, form = played(wav)
    assert (standing, form) == (Standing.PROVEN, ("WAV", "ULAW", 1, 8_000))
    assert 0.4 < seconds_of(wav) / seconds(HANG_UP, "ja") < 2.5
    assert level(sound) > -35


@japanese
def test_an_engine_says_nothing_on_the_terminal():
    program = f"from prompts.audio.engines.openjtalk import OpenJTalk as O; O().speak({HANG_UP!r}, 'ja')"

    said = subprocess.run(
        [sys.executable, "-c", program], check=False, capture_output=True, timeout=60, cwd=ROOT
    )

    assert (said.returncode, said.stdout, said.stderr) == (0, b"", b"")


@needs("flite")
def test_flite_speaks_english(tmp_path):
    engine, _ = registry.choose(tmp_path, "en", "flite", Standing.PROVEN)

    assert seconds_of(as_wav(*engine.speak("-v Hang up, and pay nothing.", "en"))) > 1


@needs("espeak-ng")
def test_espeak_gives_an_impression(tmp_path):
    engine, standing = registry.choose(tmp_path, "th", "espeak")

    assert standing is Standing.PREVIEW
    assert seconds_of(as_wav(*engine.speak("วางสาย", "th"))) > 0.3


@needs("espeak-ng")
def test_phonemes_keep_the_punctuation_and_nothing_of_the_program(tmp_path):
    found = phonemes("Hang up, please. Pay nothing!", "en")

    assert (found.count(","), found.count("."), found[-1]) == (1, 1, "!")
    assert not set(found + phonemes("Never asks.", "fr")) & set("_()\n-")


@pytest.mark.parametrize("language", ["ne", "my", "mn", "vi", "ko", "th", "id", "fil", "zh-Hant", "uk"])
def test_no_engine_may_speak_it_in_calls(tmp_path, language):
    with pytest.raises(EngineFailed):
        registry.choose(tmp_path, language, worst=Standing.PROVEN)
    assert not [
        one.name for one in registry.engines(tmp_path) if one.languages.get(language) == Standing.PROVEN
    ]


@pytest.mark.parametrize("language", ["ja", "ja-easy", "zh-Hans", "zh-Hant", "mn"])
def test_espeak_is_not_even_asked_for_what_it_cannot_read(tmp_path, language):
    with pytest.raises(EngineFailed, match=f"espeak does not speak {language}: record it"):
        registry.choose(tmp_path, language, "espeak")


def test_espeak_is_refused_for_calls_by_name(tmp_path):
    assert set(languages_of("espeak", tmp_path).values()) == {Standing.PREVIEW}
    with pytest.raises(EngineFailed, match="espeak is only preview in en, not for calls"):
        registry.choose(tmp_path, "en", "espeak", Standing.PROVEN)


def test_what_is_missing_is_named_with_how_to_get_it(tmp_path):
    with pytest.raises(EngineFailed, match=r"kokoro lacks .*: pip install 'yobikake\[voices\]'"):
        registry.choose(tmp_path, "pt-BR", "kokoro")


def test_a_program_that_is_not_there_and_one_that_fails():
    with pytest.raises(EngineFailed, match="no-such-engine: is not installed"):
        programs.output("no-such-engine", text="secret words")
    with pytest.raises(EngineFailed, match="ended with 3") as why:
        programs.output(sys.executable, "-c", "raise SystemExit(3)", text="secret words")
    assert "secret" not in str(why.value)


def test_a_program_that_makes_no_sound():
    with pytest.raises(EngineFailed, match="made no sound"):
        programs.sound(sys.executable, "-c", "pass", text="words")


def packed(tmp_path, **files):
    archive = tmp_path / "kokoro-js-1.2.1.tgz"
    with tarfile.open(archive, "w:gz") as out:
        for name, content in files.items():
            about = tarfile.TarInfo(f"package/voices/{name}.bin")
            about.size = len(content)
            out.addfile(about, io.BytesIO(content))
    return archive


def test_voices_that_were_changed_are_not_kept(tmp_path):
    archive = packed(tmp_path, **dict.fromkeys(weights.VOICES, b"another voice"))

    with pytest.raises(EngineFailed, match="is not the voice that was tried"):
        weights.unpack(archive, tmp_path / "voices")
    assert not (tmp_path / "voices").exists()


def test_a_package_without_voices(tmp_path):
    with pytest.raises(EngineFailed, match="is not the package kokoro-js"):
        weights.unpack(packed(tmp_path, some=b"thing"), tmp_path / "voices")
    (tmp_path / "no.tgz").write_bytes(b"nothing")
    with pytest.raises(EngineFailed, match="is not the package kokoro-js"):
        weights.unpack(tmp_path / "no.tgz", tmp_path / "voices")


def test_a_voice_that_was_changed_on_disk_does_not_speak(tmp_path):
    (tmp_path / "af_heart.bin").write_bytes(b"\0" * 1024)

    with pytest.raises(EngineFailed, match="af_heart: is not the voice that was tried"):
        weights.voice(tmp_path, "af_heart")


def rendered(recordings, engine, words, *, for_calls):
    return list(render(recordings, "en", words, engine, "ann", TEN, for_calls=for_calls))


def test_a_sentence_is_rendered_once(recordings):
    engine, words = Buzzer(), {"short-danger": "Hang up.", "short-goodbye": "Goodbye."}

    first = rendered(recordings, engine, words, for_calls=True)
    again = rendered(recordings, engine, words, for_calls=True)

    assert [one.new for one in (*first, *again)] == [True, True, False, False]
    assert engine.spoken == 2
    assert recordings.playing("en", "Hang up.").source == "buzzer"


def test_edited_words_are_rendered_again(recordings):
    engine = Buzzer()
    rendered(recordings, engine, {"short-danger": "Hang up."}, for_calls=True)
    rendered(recordings, engine, {"short-danger": "Hang up now."}, for_calls=True)

    assert engine.spoken == 2


def test_what_was_a_preview_is_let_into_calls_without_rendering(recordings):
    engine, words = Buzzer(), {"short-danger": "Hang up."}
    rendered(recordings, engine, words, for_calls=False)
    assert not recordings.has("en", "Hang up.")

    rendered(recordings, engine, words, for_calls=True)

    assert recordings.has("en", "Hang up.")
    assert engine.spoken == 1


def test_a_sentence_is_rendered_anew_where_somebody_asks(recordings):
    engine, words = Buzzer(), {"short-danger": "Hang up."}
    rendered(recordings, engine, words, for_calls=True)
    list(render(recordings, "en", words, engine, "ann", TEN, for_calls=True, again=True))

    assert engine.spoken == 2


def test_words_that_voices_misread_are_spelt_for_them():
    readings = {"1日": "ついたち", "入管": "にゅうかん", "入管法": "にゅうかんほう", "にゅう": "乳"}

    assert aloud("1日、11日、21日", readings) == "ついたち、11日、21日"
    assert aloud("入管と入管法", readings) == "にゅうかんとにゅうかんほう"
    assert aloud("Hang up.", {}) == "Hang up."


@japanese
def test_a_slower_pace_takes_longer(tmp_path):
    engine, _ = registry.choose(tmp_path, "ja", "openjtalk")

    slow, fast = (seconds_of(spoken(engine, HANG_UP, "ja", Manner(rate=rate))) for rate in (80, 120))

    assert slow > 1.2 * fast


@japanese
def test_the_practice_telephone_speaks_japanese(tmp_path):
    speak = Preview(tmp_path)

    wav = speak(HANG_UP, "ja")

    assert played(wav)[1] == ("WAV", "ULAW", 1, 8_000)
    assert speak(HANG_UP, "ja") is wav


@pytest.mark.parametrize("language", ["mn", "th", "xx"])
def test_the_practice_telephone_is_silent_where_no_engine_is_good_enough(tmp_path, language):
    assert Preview(tmp_path)("Сайн байна уу.", language) is None
