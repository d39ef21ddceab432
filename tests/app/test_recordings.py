"""Sentences recorded by somebody: taken at the terminal, fetched by the carrier."""

import io
import json
from datetime import UTC, datetime

import numpy as np
import pytest
import soundfile
from flask import Flask

import ivr.recordings
from prompts.audio.recordings import Recordings

DANGER = "en-short-danger.wav"


def speech(seconds, rate=44_100):
    time = np.arange(int(seconds * rate)) / rate
    sound = np.sin(2 * np.pi * 200 * time) * (1.1 + np.sin(2 * np.pi * 4 * time)) * 0.1
    out = io.BytesIO()
    soundfile.write(out, sound, rate, format="WAV")
    return out.getvalue()


@pytest.fixture
def record(yobikake):
    """Bring files of the given names and lengths to the terminal."""

    def bring(**files):
        folder = yobikake.folder / "studio"
        folder.mkdir(exist_ok=True)
        for name, content in files.items():
            (folder / f"{name.replace('_', '-')}.wav").write_bytes(speech(content))
        return yobikake("prompts", "record", "--language", "en", folder, "--as", "ann")

    return bring


@pytest.fixture
def carrier_fetches(yobikake):
    app = Flask("line", static_folder=None)
    app.extensions["recordings"] = Recordings(yobikake.folder / "data" / "recordings")
    app.register_blueprint(ivr.recordings.bp)
    return app.test_client().get


def listed(yobikake, *words):
    return json.loads(yobikake("prompts", "recordings", "--json", *words).out)


def test_the_sheet_needs_no_database_and_no_settings(yobikake):
    said = yobikake("prompts", "sheet", "--language", "en", PORT="nonsense")

    assert said.code == 0
    assert said.last == "58 sentences, 58 not recorded"


def test_a_page_to_print(yobikake):
    said = yobikake("prompts", "sheet", "--language", "ja", "--format", "html", "--warning", "isa-bail")

    assert said.out.startswith("<!doctype html>")
    assert "ja-warning-isa-bail.wav" in said.out


@pytest.mark.parametrize(("words", "what"), [(["fr"], "no complete words in fr"), (["xx"], "'xx'")])
def test_a_language_without_words(yobikake, words, what):
    yobikake.names_itself_in("ja", "mn")

    said = yobikake("prompts", "sheet", "--language", *words)

    assert said.code == 2
    assert what in said.complaint


def test_a_folder_of_recordings_is_taken_and_what_is_missing_is_counted(record, yobikake):
    said = record(en_short_danger=5, en_short_goodbye=2.5)

    assert said.code == 0
    assert said.out.splitlines()[0].startswith("taken    en-short-danger.wav: 5.")
    assert said.last.startswith(
        "56 of the 58 sentences of the short form are missing: short-welcome, short-rule"
    )
    assert [(one["id"], one["state"], one["by"]) for one in listed(yobikake)] == [
        ("short-danger", "in use", "ann"),
        ("short-goodbye", "in use", "ann"),
    ]


def test_one_bad_file_stops_no_good_one(record, yobikake):
    said = record(en_short_danger=5, en_short_goodbye=40, en_short_nonsense=5, ja_short_again=5, short_do=5)

    lines = said.out.splitlines()
    assert said.code == 1
    assert lines[0].startswith("taken    en-short-danger.wav")
    assert "refused  en-short-goodbye.wav: 40.0 seconds" in lines[1]
    assert "refused  en-short-nonsense.wav: is no name of the sheet" in lines[2]
    assert "refused  ja-short-again.wav: is no name" in lines[3]
    assert "refused  short-do.wav: is no name" in lines[4]
    assert len(listed(yobikake)) == 1


def test_other_things_in_the_folder_are_passed_over(record, yobikake):
    (yobikake.folder / "studio" / "old.wav").mkdir(parents=True)
    (yobikake.folder / "studio" / "notes.txt").write_text("take two was better")

    said = record(en_short_danger=5)

    assert (said.code, len(said.out.splitlines())) == (0, 2)


def test_whoever_records_is_in_the_audit(record, yobikake):
    record(en_short_danger=5)

    assert yobikake("audit", "verify").code == 0
    assert any("'recording','en short-danger'" in line for line in yobikake.stored[1])


def test_a_second_version(record, yobikake):
    record(en_short_danger=5)
    record(en_short_danger=6)

    assert [(one["versions"], one["state"]) for one in listed(yobikake, "--language", "en")] == [
        (2, "in use")
    ]


def test_edited_words_are_out_of_date(record, yobikake):
    record(en_short_danger=5)
    path = yobikake.folder / "data" / "recordings" / "en" / "manifest.json"
    kept = json.loads(path.read_text())
    kept["recordings"][0]["digest"] = "0" * 64
    path.write_text(json.dumps(kept))

    assert listed(yobikake)[0]["state"] == "out of date"
    assert "out of date" in yobikake("prompts", "recordings").out


def test_a_recording_that_was_taken_back_is_listed_as_such(record, yobikake):
    record(en_short_danger=5)
    store = Recordings(yobikake.folder / "data" / "recordings")
    store.withdraw(
        "en", store.entries("en")[0].words, "short-danger", "ann", datetime(2026, 11, 24, tzinfo=UTC)
    )

    assert listed(yobikake)[0]["state"] == "withdrawn"


def test_the_carrier_fetches_a_recording_once_and_for_ever(record, yobikake, carrier_fetches):
    record(en_short_danger=5)
    address = f"/recordings/en/{listed(yobikake)[0]['file']}.wav"

    answer = carrier_fetches(address)

    assert (answer.status_code, answer.mimetype) == (200, "audio/wav")
    assert answer.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert soundfile.info(io.BytesIO(answer.data)).subtype == "ULAW"
    again = carrier_fetches(address, headers={"If-None-Match": answer.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


@pytest.mark.parametrize(
    "address",
    [
        "",
        "en",
        "en/",
        "en/manifest.json",
        "en/manifest.wav",
        f"en/{'a' * 64}.wav",
        "en/..%2Fmanifest.json.wav",
        "../en/x.wav",
    ],
)
def test_nothing_else_is_given_out(record, carrier_fetches, address):
    record(en_short_danger=5)

    assert carrier_fetches(f"/recordings/{address}").status_code == 404
