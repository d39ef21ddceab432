"""How an installation speaks: in the manner of each language, and by what was recorded."""

import io
from datetime import UTC, datetime

from app import speaking
from app.checking import check_campaign
from app.line import read_line
from campaigns.plan import read_plan
from carrier.twiml import Play, Say
from prompts import library

TEN = datetime(2026, 11, 24, 1, tzinfo=UTC)
BASE = "https://line.example.jp/"


def test_each_language_is_spoken_in_the_manner_of_its_own_file(tmp_path):
    recordings = speaking.recordings_in(tmp_path)
    prompts = speaking.words_of(read_line(None), recordings)
    speaker = speaking.speaker_of(prompts, recordings, BASE)

    assert speaker.speak("ja", "入管です。") == (Say("にゅうかんです。", "ja", 90, 300),)
    assert speaker.speak("en", "Hang up.") == (Say("Hang up.", "en", 92, 250),)


def test_what_somebody_recorded_is_played_even_where_there_is_a_voice(tmp_path):
    recordings = speaking.recordings_in(tmp_path)
    prompts = speaking.words_of(read_line(None), recordings)
    speaker = speaking.speaker_of(prompts, recordings, BASE)
    before = speaker.stamp()

    recordings.put("en", "Hang up.", "danger", b"sound", "rosa", TEN, "recorded")

    (spoken,) = speaker.speak("en", "Hang up.")
    assert isinstance(spoken, Play)
    assert spoken.url.startswith("https://line.example.jp/recordings/en/")
    assert speaker.stamp() != before


def test_languages_without_a_voice_at_the_carrier_are_heard_by_recordings_alone(tmp_path):
    prompts = speaking.words_of(read_line(None), speaking.recordings_in(tmp_path))

    assert sorted(speaking.SHORT) == ["mn", "my", "ne"]
    assert prompts.heard == tuple(tag for tag in prompts.languages if tag not in speaking.SHORT)


def test_a_campaign_that_cannot_be_heard_is_refused_at_its_check_with_what_to_do(tmp_path):
    recordings = speaking.recordings_in(tmp_path)
    line = read_line(None)
    prompts = library.load(line.promises(), ["ja", "en"], short={"en"}, recorded=recordings.has)
    plan = read_plan(
        "name: a\naudience: resident\nsource: consent\nchannel: voice\n"
        "warning: isa-bail\nlanguages: [ja, en]\n"
    )

    found = check_campaign(plan, io.BytesIO(b"number\n045-300-0006\n"), TEN, "a.yaml", prompts)

    assert found.exit_code == 2
    assert found.must_stop(skip_bad=True)
    assert "a.yaml: languages: en: has no voice" in found.as_text()
    assert 'record it: "yobikake prompts sheet --language en --warning isa-bail"' in found.as_text()
