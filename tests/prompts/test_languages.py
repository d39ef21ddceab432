import time

import pytest

from prompts import library, pack, survey
from prompts.faults import PromptsInvalid, UnknownLanguage
from prompts.languages import TAGS
from prompts.library import Channel


@pytest.mark.parametrize(
    ("tag", "expected"),
    [
        ("zh", "zh-Hans"),
        ("pt", "pt-BR"),
        ("PT_br", "pt-BR"),
        (" EN ", "en"),
        ("zh-hant", "zh-Hant"),
        ("JA-EASY", "ja-easy"),
    ],
)
def test_tags_are_read_as_people_write_them(tag: str, expected: str) -> None:
    assert library.normal(tag) == expected


def test_an_unknown_language_is_refused_with_a_list() -> None:
    with pytest.raises(UnknownLanguage, match="no language 'de' here; there are ja, en"):
        library.normal("de")


@pytest.mark.parametrize("tag", TAGS)
def test_every_language_is_complete_and_without_fault(tag: str) -> None:
    found = survey.survey(packs=(pack.read(pack.SHIPPED / "own-knowledge"),))

    assert found.faults == ()
    assert found.languages[tag].missing == ()
    assert found.languages[tag].faults == ()
    assert found.languages[tag].channels == frozenset(Channel)


def test_a_made_up_language_of_bare_ids_is_complete(folder, line) -> None:
    folder.write("en")

    assert library.load(line(), folder=folder.path).languages == ("en",)


def test_missing_and_unused_sentences_are_both_named(folder, line) -> None:
    folder.write("en").spoil("en", "frame.toml", '"goodbye" =', '"good-bye" =')

    state = survey.survey(folder.path).languages["en"]

    assert [fault.id for fault in state.missing] == ["goodbye"]
    assert [fault.id for fault in state.faults] == ["good-bye"]


def test_a_language_is_offered_where_it_is_complete_and_nowhere_else(folder, line) -> None:
    folder.write("ja").write("en").spoil("en", "warnings.toml", '"sms" = "[isa-bail-acquaintance sms]"', "")

    prompts = library.load(line(), folder=folder.path)

    assert prompts.on(Channel.SMS) == ("ja",)
    assert prompts.on(Channel.VOICE) == prompts.on(Channel.WEB) == prompts.heard == ("ja", "en")


def test_an_incomplete_language_is_not_offered_but_named_when_asked_for(folder, line) -> None:
    folder.write("ja").write("en").spoil("en", "frame.toml", '"danger" =', '"dangre" =')

    with pytest.raises(PromptsInvalid, match=r"frame\.toml: danger: is missing; write it"):
        library.load(line(), ["en"], folder.path)


def test_a_language_without_a_file_is_incomplete(folder, line) -> None:
    folder.write("ja").write("en")
    (folder.path / "en" / "keywords.toml").unlink()

    assert library.load(line(), folder=folder.path).languages == ("ja",)


def test_every_language_has_the_same_slots(folder, line) -> None:
    folder.write("ja").write("en")
    folder.spoil("en", "frame.toml", "[web.checked] {date}", "[web.checked]")
    folder.spoil("en", "tree.toml", "[2-1 say]", "{K-police-9110}")

    with pytest.raises(PromptsInvalid) as told:
        library.load(line(), folder=folder.path)

    assert [(fault.id, fault.what) for fault in told.value.faults] == [
        ("web.checked", "has the slots (none) and should have {date}"),
        ("2-1 say", "has the slots {K-police-9110} and should have (none)"),
    ]


def test_written_words_may_differ_without_another_slot(folder, line) -> None:
    folder.write("ja").spoil("ja", "frame.toml", '"goodbye" =', '"goodbye_web" = "Bye {area}"\n"goodbye" =')

    with pytest.raises(PromptsInvalid, match=r"goodbye_web: has the slots \{area\}"):
        library.load(line(), folder=folder.path)


@pytest.mark.parametrize(
    ("tag", "words"),
    [
        ("en", "It may be genuine."),
        ("en", "This was never a genuine call."),
        ("en", "That was a real call."),
        ("en", "By Article 54 there is a deposit."),
        ("ja", "本物の電話です。"),
        ("ja", "正規の連絡かもしれません。"),
    ],
)
def test_no_answer_suggests_that_a_call_was_in_order_or_leans_on_unconfirmed_law(
    folder, line, tag, words
) -> None:
    folder.write(tag).spoil(tag, "tree.toml", "[5-6 why]", words)

    with pytest.raises(PromptsInvalid, match=r"tree\.toml: 5-6 why: says "):
        library.load(line(), folder=folder.path)


def test_a_line_without_a_name_in_a_language_does_not_offer_it(line) -> None:
    english_only = line(organisation={"en": "Centre"})

    assert library.load(english_only).languages == ("en",)
    with pytest.raises(PromptsInvalid, match="line: ja: no organisation or hours in this language"):
        library.load(english_only, ["ja", "en"])


def test_a_language_without_a_folder_is_named(folder, line) -> None:
    folder.write("ja")

    with pytest.raises(PromptsInvalid, match="prompts/languages/my: folder: is missing"):
        library.load(line(), ["my"], folder.path)


def test_all_is_read_in_less_than_two_seconds() -> None:
    began = time.process_time()

    survey.survey.__wrapped__(survey.tables.HERE / "languages")

    assert time.process_time() - began < 2
