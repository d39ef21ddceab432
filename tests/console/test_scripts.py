"""How every language stands, its sentences, and the warnings in all languages."""

import pytest

from app import speaking
from app.line import read_line
from prompts import acts
from prompts.audio.entry import RECORDED
from prompts.languages import TAGS
from prompts.standing import Act, Done


@pytest.fixture
def reviewed(desk, prompts):
    """Note that somebody answered for a language's words, now or before they were changed."""

    def note(act, language="vi", actor="kato", digest=None):
        from sqlalchemy.orm import Session

        from prompts import survey

        whole = digest or survey.survey().languages[language].digest
        with Session(desk.engine) as session, session.begin():
            acts.record(session, Done(act, language, whole, actor, desk.clock.now()))

    return note


@pytest.fixture
def viewer(person):
    return person("kato", "viewer")


def test_every_language_is_listed_with_what_is_heard_of_it(app, viewer):
    app.extensions["prompts"] = speaking.words_of(read_line(None), app.extensions["recordings"])

    page = viewer.read("/scripts")

    assert all(f"/scripts/{tag}/review" in page.links for tag in TAGS)
    assert "in 17 languages. 14 of them can be heard" in page.text
    assert "Texts only, until its short form is recorded" in page.text


def test_who_reviewed_a_language_and_when(viewer, reviewed):
    reviewed(Act.REVIEWED)

    assert "Reviewed by a speaker (by kato, 10:00)" in viewer.read("/scripts").text


def test_a_review_of_earlier_words_is_told_as_such(viewer, reviewed):
    reviewed(Act.REVIEWED, digest="0" * 64)

    page = viewer.read("/scripts")
    assert "Earlier words were reviewed; they have been changed since." in page.text
    assert "Reviewed by" not in page.text


def test_recordings_are_counted_and_those_of_earlier_words_stand_out(app, desk, viewer, prompts):
    store, now = app.extensions["recordings"], desk.clock.now()
    store.put("mn", prompts.unit("mn", "danger"), "short-danger", b"a", "ann", now, RECORDED)
    store.put("mn", "Older words.", "short-do", b"b", "ann", now, RECORDED)

    page = viewer.read("/scripts")

    assert "Sentences played from recordings: 1." in page.text
    assert "Not played, because their words have changed since: 1." in page.text


def test_a_language_shows_its_sentences_group_by_group(viewer, prompts):
    page = viewer.read("/scripts/vi")

    assert prompts.warning_body("vi", "isa-bail") in page.text
    assert prompts.warning_body("en", "isa-bail") in page.text
    assert "/scripts/vi?group=tree-1" in page.links
    assert prompts.say("vi", "1-1-2") in viewer.read("/scripts/vi?group=tree-1").text


def test_a_language_without_a_voice_begins_with_its_short_form(viewer, prompts):
    page = viewer.read("/scripts/mn")

    assert prompts.unit("mn", "danger") in page.text
    assert "Not recorded: it cannot be heard on the telephone." in page.text


def test_a_sentence_is_found_by_words_in_either_language_and_nothing_stands_in_the_address(viewer):
    front = viewer.read("/scripts/vi")

    page = viewer.send(front, "/scripts/vi/search", wanted="BAIL")

    assert page.status == 200
    assert "bail" in page.text
    assert "Sentences found: 0" not in page.text
    assert page.address == "/scripts/vi/search"
    assert "No sentence has these words" in viewer.send(front, "/scripts/vi/search", wanted="zebra").text


@pytest.mark.parametrize(
    "path",
    [
        "/scripts/xx",
        "/scripts/xx/review",
        "/scripts/vi/sentences/nothing",
        "/scripts/xx/sentences/short-danger",
        f"/scripts/vi/sounds/{'a' * 64}.wav",
        "/scripts/warnings/nothing",
        "/scripts/packs/nothing",
    ],
)
def test_what_is_not_there_says_so(viewer, path):
    assert viewer.read(path).status == 404


def test_all_warnings_and_where_they_were_used_lately(viewer, campaign, prompts):
    id = campaign("submitted")
    warning = prompts.knowledge.warning("police-banking")

    assert f"/scripts/warnings/{warning}" in viewer.read("/scripts/warnings").links

    page = viewer.read(f"/scripts/warnings/{warning}")
    assert f"/campaigns/{id}" in page.links
    assert "Asahi, calls" in page.text


def test_a_warning_in_all_its_languages_with_lengths_and_sources(viewer, prompts, desk):
    page = viewer.read("/scripts/warnings/isa-bail-acquaintance")

    assert all(prompts.title(tag, "isa-bail") in page.text for tag in prompts.languages)
    assert "24 November" in page.text
    assert "About 3" in page.text
    assert "Messages by SMS:" in page.text
    assert "The check found nothing." not in page.text
    assert prompts.words["en"].documents[prompts.knowledge.claims["C-isa-bail-acquaintance"].document] in (
        page.text
    )


def test_a_warning_is_held_against_the_rules_when_somebody_asks(viewer, prompts):
    page = viewer.read("/scripts/warnings/isa-bail-acquaintance?check=1")

    assert page.text.count("The check found nothing.") == len(prompts.languages)


@pytest.mark.parametrize("path", ["/scripts", "/scripts/ne", "/scripts/warnings", "/scripts/vi/review"])
def test_in_japanese_too(person, path):
    page = person("kato", "viewer", "ja").read(path)

    assert page.status == 200
    assert page.attributes("html") == [{"lang": "ja"}]
