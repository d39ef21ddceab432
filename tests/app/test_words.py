"""The hotline in the terminal, and the words that it and we may say."""

import json

import pytest

SWINDLER = {
    "en": "Your residence card is invalid. Pay the fine today, press 1 to speak to an officer.",
    "ja": "未納の料金があります。本日中にお支払いください。1を押してください。",
}
REPORTED = {
    "en": "Callers claim that your residence card is invalid and want a fine. It is a swindle: hang up.",
    "ja": "「未納の料金があるので払え」と言う電話は詐欺です。すぐに切ってください。",
}


@pytest.mark.parametrize(
    ("language", "keys", "heard"),
    [
        ("en", "1\n1\n2\n", "Immigration itself says"),
        ("ja", "1\n1\n2\n", "入国管理局"),
        ("en", "7\n", "We cannot look that up"),
    ],
)
def test_the_hotline_is_played_with_keys(yobikake, language, keys, heard):
    said = yobikake("hotline", "--language", language, typed=keys)

    assert said.code == 0
    assert heard in said.out


def test_the_hotline_warns_before_it_asks_anything(yobikake):
    said = yobikake("hotline", "--language", "en")

    assert said.out.startswith("If anyone asked you for money or a card: hang up")


def test_three_silences_end_politely(yobikake):
    said = yobikake("hotline", "--language", "en", typed="\n\n\n1\n")

    assert said.out.rstrip().endswith("Goodbye.")


@pytest.mark.parametrize("language", ["klingon", "mn", "fr"])
def test_a_language_that_the_hotline_does_not_speak(yobikake, language):
    yobikake.names_itself_in("ja", "mn")

    said = yobikake("hotline", "--language", language)

    assert said.code == 2
    assert language in said.complaint


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_swindlers_sentence_is_refused(yobikake, language):
    said = yobikake("prompts", "check", "--text", SWINDLER[language], "--language", language, "--json")

    found = json.loads(said.out)
    assert said.code == 1
    assert set(found) == {"refused", "missing", "flags"}
    assert {"key", "money"} <= {one["rule"] for one in found["refused"]}
    assert {frozenset(one) for one in found["refused"]} == {frozenset({"rule", "words", "why"})}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_the_same_sentence_reported_is_not(yobikake, language):
    said = yobikake("prompts", "check", "--text", REPORTED[language], "--language", language, "--json")

    assert json.loads(said.out)["refused"] == []


FULL = {
    "en": "This is the police fraud prevention centre, {date}. Callers say that a fine is due. It is a "
    "swindle: hang up, and look the number up yourself. Nobody will call or visit you because of this.",
    "ja": "こちらは警察の被害防止センターです。{date}。「未納の料金がある」という電話は詐欺です。電話を切り、"
    "番号はご自分で調べてください。この電話のあとに、誰かが電話をかけたり訪ねたりすることはありません。",
}


@pytest.mark.parametrize("language", ["en", "ja"])
def test_a_whole_warning_passes(yobikake, language):
    said = yobikake("prompts", "check", "--text", FULL[language], "--language", language, "--json")

    assert (said.code, json.loads(said.out)["missing"]) == (0, [])


def test_an_institution_may_be_asked_for_a_key(yobikake):
    text = f"{FULL['en']} Press any key to confirm."
    words = ["prompts", "check", "--language", "en", "--text", text]

    assert yobikake(*words).code == 1
    assert yobikake(*words, "--audience", "institution").code == 0


def test_a_text_needs_a_language(yobikake):
    said = yobikake("prompts", "check", "--text", "Hello")

    assert said.code == 2
    assert "--language" in said.complaint


def test_our_own_words_are_complete_and_refused_nowhere(yobikake):
    said = yobikake("prompts", "check", "--json")

    found = json.loads(said.out)
    assert said.code == 0
    assert (found["refused"], found["missing"]) == ([], [])
    assert {one["rule"] for one in found["flags"]} <= {"review", "checked_on"}


def test_list_names_languages_warnings_and_leaves(yobikake):
    found = json.loads(yobikake("prompts", "list", "--json").out)

    assert found["languages"][:2] == ["ja", "en"]
    assert len(found["warnings"]) == 26
    assert len(found["leaves"]) == 86 + 3 + 3
    assert "isa-bail" in found["warnings"].values()
