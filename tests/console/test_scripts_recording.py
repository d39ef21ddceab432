"""A recording is brought to the console: checked, kept, heard in the next call, taken back."""

import io

import numpy as np
import pytest
import soundfile
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import speaking
from campaigns.people import Role
from carrier.twiml import Play, Say
from ivr.sentences import sentences as spoken
from privacy.audit import Audit
from privacy.models import AuditEntry
from prompts.audio.engines.openjtalk import OpenJTalk
from prompts.audio.entry import RECORDED
from prompts.audio.sentences import Form, heard_alone, sentences
from tree.guide import Guide
from tree.place import Place, View
from tree.telling import scene

ID, SHORT = "frame-danger", "short-danger"
PAGE = f"/scripts/en/sentences/{ID}"
BACK = f"{PAGE}/withdraw"


def voice(seconds, level=0.1):
    """Something like speech, as a wav file."""
    time = np.arange(int(seconds * 16_000)) / 16_000
    sound = np.sin(2 * np.pi * 200 * time) * (1.1 + np.sin(2 * np.pi * 4 * time)) * level
    return written(sound)


def written(sound, form="WAV"):
    out = io.BytesIO()
    soundfile.write(out, sound, 16_000, format=form)
    return out.getvalue()


@pytest.fixture
def danger(prompts):
    return prompts.frame("en", "danger")


@pytest.fixture
def ann(person):
    return person("ann", Role.APPROVER)


@pytest.fixture
def speaks(app, desk, prompts, danger):
    """What the next call plays of the sentence, as another process would find it."""

    def ask():
        store = speaking.Recordings(app.extensions["recordings"]._folder)
        return speaking.speaker_of(prompts, store, desk.public_base_url).speak("en", danger)[0]

    return ask


@pytest.fixture
def acts(desk):
    def noted():
        with Session(desk.engine) as session:
            assert Audit(desk.keystore).verify(session) is None
            rows = session.scalars(select(AuditEntry).order_by(AuditEntry.id))
            return [(row.actor, row.act, row.subject) for row in rows]

    return noted


def bring(browser, content, path=PAGE, name="take-1.wav"):
    file = (io.BytesIO(content), name) if content is not None else (io.BytesIO(), "")
    return browser.send(browser.read(path), path, audio=file)


def test_the_next_call_plays_what_was_uploaded(ann, speaks, acts):
    assert isinstance(speaks(), Say)

    page = bring(ann, voice(5))

    assert page.status == 200
    assert "The recording is in use (5." in page.text
    assert "Calls play the recording (recording from ann, 10:00)." in page.text
    assert isinstance(speaks(), Play)
    assert ("ann", "recording", f"en {ID}") in acts()


def test_a_spoken_sentence_is_taken(ann, app, prompts):
    words = prompts.frame("ja", "goodbye")
    samples, rate = OpenJTalk().speak(words, "ja")
    out = io.BytesIO()
    soundfile.write(out, samples, rate, format="WAV")

    page = bring(ann, out.getvalue(), "/scripts/ja/sentences/frame-goodbye")

    assert "The recording is in" in page.text
    assert app.extensions["recordings"].has("ja", words)


@pytest.mark.parametrize(
    ("content", "says"),
    [
        (voice(5, level=1e-3), "It is too quiet"),
        (written(np.zeros(80_000)), "It is silent"),
        (voice(15), "seconds are spoken; this sentence takes about"),
        (voice(1), "seconds are spoken; this sentence takes about"),
        (b"no sound at all", "It cannot be read as sound"),
        (written(np.sin(np.arange(80_000) / 9) * 0.1, "FLAC"), "FLAC cannot be used"),
        (written(np.sign(np.sin(np.arange(80_000) / 9))), "It is too loud"),
        (None, "No file was chosen"),
    ],
)
def test_a_bad_recording_is_refused_at_its_field_and_nothing_is_kept(ann, app, speaks, content, says):
    page = bring(ann, content)

    field = next(about for about in page.attributes("input") if about.get("name") == "audio")
    assert page.status == 422
    assert says in page.text
    assert field["aria-invalid"] == "true"
    assert "audio-wrong" in field["aria-describedby"].split()
    assert app.extensions["recordings"].entries("en") == ()
    assert isinstance(speaks(), Say)


def test_a_recording_is_heard_again_from_its_history_and_brought_back(ann, app, desk, speaks):
    bring(ann, voice(5))
    first = app.extensions["recordings"].history("en", ID)[0].file
    page = bring(ann, voice(6))
    sounds = [about["src"] for about in page.attributes("audio")]

    assert f"/scripts/en/sounds/{first}.wav" in sounds
    assert ann.client.get(sounds[-1]).mimetype == "audio/wav"
    assert ann.client.get(sounds[-1], headers={"Range": "bytes=0-99"}).status_code == 206

    page = ann.send(page, f"{PAGE}/back/{first}")

    assert "The earlier recording is back" in page.text
    assert first in speaks().url


def test_a_wrong_recording_is_taken_back_and_the_carriers_voice_speaks_again(ann, app, speaks, acts):
    page = bring(ann, voice(5))

    page = ann.send(page, BACK)

    assert "From the next call on, the carrier's voice reads it." in page.text
    assert "withdrawn by ann" in page.text
    assert isinstance(speaks(), Say)
    assert acts()[-1][1] == "recording withdrawn"
    assert "/back/" in "".join(page.forms)


def test_the_same_file_after_it_was_taken_back_counts_anew(ann, speaks):
    page = ann.send(bring(ann, voice(5)), BACK)
    assert isinstance(speaks(), Say)

    bring(ann, voice(5))

    assert isinstance(speaks(), Play)
    assert page.status == 200


def test_a_language_without_a_voice_never_loses_its_only_recording(ann, app, desk, prompts):
    store = app.extensions["recordings"]
    words = prompts.unit("mn", "danger")
    store.put("mn", words, SHORT, b"sound", "ann", desk.clock.now(), RECORDED)
    page = ann.read(f"/scripts/mn/sentences/{SHORT}")

    assert f"/scripts/mn/sentences/{SHORT}/withdraw" not in page.forms
    with ann.client.session_transaction() as cookie:
        form = {"token": cookie["form"]}
    assert ann.client.post(f"/scripts/mn/sentences/{SHORT}/withdraw", data=form).status_code == 409
    assert store.has("mn", words)


def test_a_recording_of_other_words_is_not_brought_back(ann, app, desk):
    store = app.extensions["recordings"]
    old = store.put("en", "Older words.", ID, b"sound", "ann", desk.clock.now(), RECORDED)
    page = ann.read(PAGE)

    assert "Older words." in page.text
    assert not [address for address in page.forms if "/back/" in address]
    with ann.client.session_transaction() as cookie:
        form = {"token": cookie["form"]}
    assert ann.client.post(f"{PAGE}/back/{old.file}", data=form).status_code == 404


def test_an_editor_sees_the_history_and_no_way_to_change_it(person, app, desk, danger):
    app.extensions["recordings"].put("en", danger, ID, b"sound", "ann", desk.clock.now(), RECORDED)

    page = person("sato", Role.EDITOR).read(PAGE)

    assert "Calls play it now." in page.text
    assert set(page.forms) == {"/sign-out", "/listen"}


def test_what_is_joined_with_other_sentences_takes_no_recording(ann, app):
    page = ann.read("/scripts/en/sentences/warning-isa-bail")
    assert "A recording of it alone would not be heard." in page.text
    assert "/scripts/en/sentences/warning-isa-bail" not in page.forms

    with ann.client.session_transaction() as cookie:
        form = {"token": cookie["form"], "audio": (io.BytesIO(voice(13)), "take.wav")}
    assert ann.client.post("/scripts/en/sentences/warning-isa-bail", data=form).status_code == 409
    assert app.extensions["recordings"].entries("en") == ()


def test_the_hotline_says_by_themselves_exactly_the_sentences_that_may_be_recorded(prompts):
    guide = Guide.of(prompts)
    places = [
        Place("en", node.id, view, page)
        for node in prompts.tree.values()
        for view in ([View.MAIN, *guide.views(node).values()] if node.is_leaf else [View.MAIN])
        for page in range(max(1, len(node.pages)))
    ]
    said = {words for place in places for _, words in spoken(prompts, "en", scene(guide, place))}
    tree = {id: words for id, words in sentences(prompts, "en", Form.TREE).items() if id.startswith("tree")}

    alone = {id for id in tree if heard_alone(id, prompts.tree, short=False)}

    assert {id for id in alone if tree[id] not in said} == set()
    assert {id for id in tree.keys() - alone if tree[id] in said} == set()
