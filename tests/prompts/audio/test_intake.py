"""What somebody sends in: taken and made fit for the telephone, or refused with what to do."""

import struct

import numpy as np
import pytest

from prompts.audio.intake import LARGEST_BYTES, NotTaken, take, take_bytes
from prompts.spans import seconds

from .conftest import RATE, file_of, level, played, silence, voice

WORDS = "Hang up now, and pay nothing to anybody who calls."
EXPECTED = seconds(WORDS, "en")


def taken(audio, words=WORDS):
    return take_bytes(audio, "en-short-danger.wav", words, "en")


def refused(audio, words=WORDS):
    with pytest.raises(NotTaken) as why:
        taken(audio, words)
    text = str(why.value)
    assert text.startswith("en-short-danger.wav: ")
    assert "; " in text
    return text


@pytest.mark.parametrize(
    ("form", "rate"), [("WAV", 44_100), ("WAV", 8_000), ("MP3", 44_100), ("WAV", 96_000)]
)
def test_a_good_recording_becomes_what_the_carrier_plays_best(form, rate):
    found = taken(file_of(voice(4, rate=rate), rate, form))

    sound, written = played(found.wav)
    assert written == ("WAV", "ULAW", 1, 8_000)
    assert len(sound) / 8_000 == pytest.approx(found.seconds, abs=0.01)
    assert level(sound) == pytest.approx(-20, abs=1)


def test_silence_around_the_words_is_cut_to_a_fifth_of_a_second():
    found = taken(file_of(np.concatenate([silence(3), voice(4), silence(5)])))

    assert found.seconds == pytest.approx(4.4, abs=0.05)


def test_the_hiss_of_a_room_is_no_speech():
    hiss = np.random.default_rng(1).normal(0, 10 ** (-58 / 20), RATE * 12).astype(np.float32)
    hiss[RATE * 4 : RATE * 8] += voice(4)

    assert taken(file_of(hiss)).seconds == pytest.approx(4.4, abs=0.1)


def test_two_channels_become_one():
    found = taken(file_of(np.stack([voice(4), silence(4)], axis=1)))

    assert found.notes == ("2 channels mixed to one",)
    assert played(found.wav)[1][2] == 1


def test_a_quiet_voice_is_made_louder():
    found = taken(file_of(voice(4, level=-42), subtype="FLOAT"))

    assert level(played(found.wav)[0]) == pytest.approx(-22, abs=1.5)
    assert found.notes == ("made 20 dB louder",)


def test_a_very_loud_voice_is_made_quieter():
    square = np.sign(voice(4)) * 0.6

    found = taken(file_of(square))

    assert level(played(found.wav)[0]) == pytest.approx(-20, abs=1.5)
    assert "quieter" in found.notes[0]


def test_a_buzzing_constant_does_not_count_as_loudness():
    assert "is silent" in refused(file_of(silence(4) + np.float32(0.5)))


def test_peaks_that_are_cut_off():
    assert "peaks are cut off" in refused(file_of(np.clip(voice(4, level=3), -1, 1)))


def test_a_few_full_peaks_pass():
    loud = voice(4, level=-16)
    loud[1000] = 1.0

    assert taken(file_of(loud))


def test_nothing_but_silence():
    assert "is silent; check the microphone" in refused(file_of(silence(4)))


def test_a_whisper_that_cannot_be_made_loud_enough():
    assert "is too quiet" in refused(file_of(voice(4, level=-60), subtype="FLOAT"))


def test_a_recording_that_is_cut_off():
    text = refused(file_of(voice(0.39 * EXPECTED)))

    assert f"of speech where about {EXPECTED:.1f} were expected; too short" in text


def test_another_sentence():
    assert "too long: is it spoken twice, or is it another sentence?" in refused(
        file_of(voice(2.6 * EXPECTED))
    )


def test_a_single_word_may_take_its_time():
    assert taken(file_of(voice(1.4)), "May")


@pytest.mark.parametrize("share", [0.43, 2.4])
def test_slow_and_fast_speakers_pass(share):
    assert taken(file_of(voice(share * EXPECTED)))


def test_a_rate_below_the_telephones():
    assert "6,000 samples a second; record with at least 8,000" in refused(file_of(voice(4, rate=6000), 6000))


@pytest.mark.parametrize("audio", [b"", b"RIFF", b"ID3 is no song", b"\0" * 5000, file_of(voice(4))[:40]])
def test_what_is_no_sound(audio):
    text = refused(audio)

    assert "cannot be read as sound" in text or "no usable sound" in text


def test_another_form():
    assert "is FLAC, not wav or mp3; save it as" in refused(file_of(voice(4), form="FLAC"))


def test_sound_without_end():
    assert "longer than 180 seconds" in refused(file_of(silence(200, 8_000), 8_000))


def test_figures_that_are_none():
    broken = voice(4)
    broken[5] = np.nan

    assert "no usable sound" in refused(file_of(broken, subtype="FLOAT"))


def test_a_file_that_is_too_large_is_not_even_read(tmp_path):
    path = tmp_path / "en-short-danger.wav"
    with path.open("wb") as file:
        file.truncate(LARGEST_BYTES + 1)

    with pytest.raises(NotTaken, match="20 MB; at most 20 MB: one sentence in one file"):
        take(path, WORDS, "en")


@pytest.mark.parametrize(("rate", "channels"), [(2_000_000_000, 1), (192_001, 1), (8_000, 9)])
def test_a_file_that_asks_for_room_without_end_gets_none(rate, channels):
    compressed = struct.pack("<HHIIHHHH", 0x31, 1, rate, 0, 65, 0, 2, 320)
    plain = struct.pack("<HHIIHH", 1, channels, rate, rate * channels % 2**32, channels, 8)
    form, data = (compressed if channels == 1 else plain), bytes(65 * 9) * 100
    body = b"WAVEfmt " + struct.pack("<I", len(form)) + form + b"data" + struct.pack("<I", len(data)) + data

    assert "cannot be read as sound" in refused(b"RIFF" + struct.pack("<I", len(body)) + body)
