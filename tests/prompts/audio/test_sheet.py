"""The sheet that somebody reads from in front of a microphone."""

import csv
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from prompts.audio import sheet
from prompts.audio.sentences import Form, sentences
from prompts.faults import UnknownSentence

from .conftest import TEN


def rows(prompts, recordings, language="en", form=Form.SHORT, warnings=()):
    return sheet.rows(prompts, language, sentences(prompts, language, form, warnings), recordings)


@pytest.mark.parametrize("language", ["ja", "en"])
def test_the_short_form_is_an_afternoons_work(prompts, recordings, language):
    found = rows(prompts, recordings, language)

    files = [row.file for row in found]
    assert files[:2] == [f"{language}-short-welcome.wav", f"{language}-short-danger.wav"]
    assert f"{language}-short-day-31.wav" in files
    assert len(files) == len(set(files)) == 11 + 3 + 12 + 31 + 1
    assert [row.number for row in found] == list(range(1, 59))
    assert sum(row.seconds for row in found) < 180
    assert not any("{" in row.words for row in found)


def test_keys_are_read_as_words_and_amounts_as_they_stand(prompts):
    words = prompts.words["ja"]

    assert sheet.reading(words, "もう一度なら、0番。") == "もう一度なら、ゼロ番。"
    assert sheet.reading(words, "2時間で、200万円。") == "2時間で、200万円。"
    assert (
        sheet.reading(prompts.words["en"], "Press 0, or 9. It is 2026.") == "Press zero, or nine. It is 2026."
    )


def test_numbers_stand_there_digit_by_digit(prompts, recordings):
    police = next(row for row in rows(prompts, recordings) if row.file == "en-short-number-police.wav")

    assert "the hash key, nine, one, one, zero" in police.words


def test_a_warning_is_added_by_name(prompts, recordings):
    found = rows(prompts, recordings, "ja", warnings=["isa-bail"])

    assert found[-1].file == "ja-warning-isa-bail.wav"
    assert "保釈金" in found[-1].words


def test_a_warning_that_nobody_knows(prompts, recordings):
    with pytest.raises(UnknownSentence, match="isa-moon"):
        rows(prompts, recordings, warnings=["isa-moon"])


def test_the_full_form_has_every_leaf_and_no_gaps(prompts, recordings):
    files = [row.file for row in rows(prompts, recordings, "ja", Form.FULL)]

    leaves = [node.id for node in prompts.tree.values() if node.is_leaf]
    assert {f"ja-tree-{leaf}-say.wav" for leaf in leaves} <= set(files)
    assert len(files) == len(set(files)) > 400
    assert "ja-frame-web-title.wav" not in files


def test_what_is_recorded_is_ticked(prompts, recordings):
    words = dict(sentences(prompts, "en", Form.SHORT))["short-danger"]
    recordings.put("en", words, "short-danger", b"sound", "ann", TEN, "recorded")

    found = rows(prompts, recordings)

    assert [row.file for row in found if row.recorded] == ["en-short-danger.wav"]
    assert sheet.as_text(found).endswith("58 sentences, 57 not recorded")


def test_the_table_for_other_programs(prompts, recordings):
    found = rows(prompts, recordings, "ja")

    table = list(csv.DictReader(sheet.as_csv(found).splitlines()))

    assert [row["words"] for row in table] == [row.words for row in found]


class Page(HTMLParser):
    def __init__(self, source):
        super().__init__()
        self.tags, self.words = [], ""
        self.feed(source)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def handle_data(self, data):
        self.words += data


def test_the_page_to_print_tells_the_speaker_how(prompts, recordings):
    page = Page(sheet.as_html(prompts, "en", rows(prompts, recordings)))

    assert "Record in a quiet room" in page.words
    assert "静かな部屋で" in page.words
    assert "press zero" in page.words
    assert [tag for tag, _ in page.tags].count("table") == 1
    assert not [tag for tag, about in page.tags if tag in {"script", "link", "img"} or "src" in about]


def test_a_language_without_a_short_form_is_named(prompts):
    lost = replace(prompts, words={"en": replace(prompts.words["en"], short=None)})

    with pytest.raises(UnknownSentence, match="no short form in 'en'"):
        sentences(lost, "en", Form.SHORT)
