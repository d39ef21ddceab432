"""What is on file for a sentence, what a call plays, and what it was before."""

import json
import os
import threading

import pytest

from prompts.audio.recordings import Recordings

from .conftest import TEN

HELLO = "Сайн байна уу."


def put(recordings, words=HELLO, audio=b"first", id="short-welcome", source="recorded", **more):
    return recordings.put("mn", words, id, audio, "bold", TEN, source, **more)


def test_a_recorded_sentence_is_played_from_a_file_named_by_its_content(recordings):
    kept = put(recordings)

    url = recordings.url_path("mn", HELLO)

    assert url == f"/recordings/mn/{kept.file}.wav"
    assert recordings.path("mn", kept.file).read_bytes() == b"first"


def test_edited_words_have_no_recording(recordings):
    put(recordings)

    assert recordings.has("mn", HELLO)
    assert not recordings.has("mn", HELLO + "!")
    assert not recordings.has("ne", HELLO)


def test_a_line_broken_elsewhere_is_no_edit(recordings):
    put(recordings, words="Сайн  байна\nуу.")

    assert recordings.has("mn", HELLO)


def test_the_newer_recording_is_played_and_the_older_stays(recordings):
    first = put(recordings)
    second = put(recordings, audio=b"second")

    assert recordings.url_path("mn", HELLO).endswith(f"{second.file}.wav")
    assert recordings.history("mn", "short-welcome") == (first, second)
    assert recordings.path("mn", first.file).read_bytes() == b"first"


def test_going_back_to_an_older_recording_is_a_version_too(recordings):
    first, _, third = put(recordings), put(recordings, audio=b"second"), put(recordings)

    assert recordings.playing("mn", HELLO) == third
    assert third.file == first.file
    assert len(recordings.history("mn", "short-welcome")) == 3


def test_the_same_recording_twice_is_one_version(recordings):
    put(recordings)
    stamp = recordings.stamp()
    put(recordings)

    assert len(recordings.history("mn", "short-welcome")) == 1
    assert recordings.stamp() == stamp


def test_a_machines_preview_is_never_played(recordings):
    put(recordings, source="kokoro", preview=True)

    assert not recordings.has("mn", HELLO)
    assert recordings.url_path("mn", HELLO) is None
    assert recordings.preview("mn", HELLO).source == "kokoro"


def test_a_person_is_played_before_a_machine_whichever_came_first(recordings):
    person = put(recordings)
    put(recordings, audio=b"machine", source="openjtalk")

    assert recordings.playing("mn", HELLO) == person
    assert recordings.url_path("mn", HELLO).endswith(f"{person.file}.wav")


def test_another_process_sees_a_new_recording(recordings, tmp_path):
    web = Recordings(tmp_path / "recordings")
    assert not web.has("mn", HELLO)
    before = web.stamp()

    put(recordings)

    assert web.stamp() != before
    assert web.has("mn", HELLO)


def test_a_lost_file_is_not_promised_to_a_call(recordings, tmp_path):
    kept = put(recordings)
    (tmp_path / "recordings" / "mn" / f"{kept.file}.wav").unlink()

    assert not Recordings(tmp_path / "recordings").has("mn", HELLO)


def test_a_broken_list_silences_no_call_and_is_named(recordings, tmp_path, caplog):
    put(recordings)
    (tmp_path / "recordings" / "mn" / "manifest.json").write_text("{")

    assert recordings.url_path("mn", HELLO) is None
    assert "manifest.json: is no list of recordings" in caplog.text
    with pytest.raises(ValueError, match="backup"):
        recordings.entries("mn")


@pytest.mark.parametrize(
    ("tag", "name"),
    [("mn", "draft"), ("mn", "../mn/draft"), ("..", "a" * 64), ("mn", "a" * 64), ("mn", "a" * 63 + "\n")],
)
def test_nothing_but_recordings_is_given_out(recordings, tmp_path, tag, name):
    put(recordings)
    (tmp_path / f"{'a' * 64}.wav").write_bytes(b"of somebody else")
    (tmp_path / "recordings" / "mn" / "draft.wav").write_bytes(b"not yet")

    assert recordings.path(tag, name) is None


def test_a_language_that_nobody_knows_has_no_folder(recordings):
    with pytest.raises(ValueError, match="no language"):
        recordings.put("../x", HELLO, "a", b"a", "bold", TEN, "recorded")


def test_many_at_once_lose_nothing(tmp_path):
    def speak(who):
        mine = Recordings(tmp_path)
        for number in range(10):
            mine.put(
                "mn", f"{who} {number}", f"{who}-{number}", f"{who} {number}".encode(), who, TEN, "recorded"
            )

    people = [threading.Thread(target=speak, args=(name,)) for name in ("bold", "tuya", "saran")]
    for one in people:
        one.start()
    for one in people:
        one.join()

    assert len(Recordings(tmp_path).entries("mn")) == 30
    assert not [name for name in os.listdir(tmp_path / "mn") if name.endswith(".new")]
    assert len(json.loads((tmp_path / "mn" / "manifest.json").read_text())["recordings"]) == 30


def test_what_is_taken_back_is_played_no_more_and_stays_in_the_history(recordings):
    first = put(recordings)
    put(recordings, audio=b"by machine", source="kokoro")
    stamp = recordings.stamp()

    assert recordings.withdraw("mn", HELLO, "short-welcome", "bold", TEN)

    assert not recordings.has("mn", HELLO)
    assert recordings.playing("mn", HELLO) is None
    assert recordings.stamp() != stamp
    assert recordings.history("mn", "short-welcome")[0] == first
    assert not recordings.withdraw("mn", HELLO, "short-welcome", "bold", TEN)


def test_taking_back_leaves_other_words_and_previews(recordings):
    put(recordings, words="Баяртай.", id="short-goodbye")
    draft = put(recordings, audio=b"draft", source="kokoro", preview=True)
    put(recordings)

    recordings.withdraw("mn", HELLO, "short-welcome", "bold", TEN)

    assert recordings.has("mn", "Баяртай.")
    assert recordings.preview("mn", HELLO) == draft


def test_the_same_recording_given_again_after_it_was_taken_back_is_played(recordings):
    put(recordings)
    recordings.withdraw("mn", HELLO, "short-welcome", "bold", TEN)

    put(recordings)

    assert recordings.has("mn", HELLO)
    assert len(recordings.history("mn", "short-welcome")) == 3
