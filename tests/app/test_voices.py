"""Machines that speak our words: listed, and let into calls only where they are proven."""

import importlib.util
import json

import pytest

japanese = pytest.mark.skipif(
    importlib.util.find_spec("pyopenjtalk") is None, reason="needs pyopenjtalk-plus: `pip install '.[test]'`"
)
SHEET = ("prompts", "sheet", "--language", "ja", "--warning", "isa-bail")


def render(yobikake, *words, language="ja"):
    return yobikake("prompts", "render", "--language", language, "--as", "ann", *words)


def test_the_list_says_what_each_is_good_for_and_how_to_get_it(yobikake):
    said = yobikake("prompts", "voices", PORT="nonsense")

    lines = said.out.splitlines()
    assert said.code == 0
    assert "espeak: apt-get install espeak-ng" in lines
    assert any(line.split()[:2] == ["th", "preview"] for line in lines)
    assert any(line.split()[:2] == ["ja", "proven"] for line in lines)


def test_a_wrong_package_of_voices(yobikake):
    said = yobikake("prompts", "voices", "--from", yobikake.write("voices.tgz", "no archive"))

    assert said.code == 1
    assert "voices.tgz: is not the package kokoro-js@1.2.1" in said.complaint


@japanese
def test_a_preview_is_kept_apart_from_calls(yobikake):
    said = render(yobikake, "--warning", "isa-bail", "--out", yobikake.folder / "out")

    kept = json.loads(yobikake("prompts", "recordings", "--json").out)
    assert said.last == "ja by openjtalk: 1 sentences, 1 of them new: machine preview, not for calls"
    assert [(one["id"], one["state"], one["preview"]) for one in kept] == [
        ("warning-isa-bail", "preview", True)
    ]
    assert (yobikake.folder / "out" / "ja-warning-isa-bail.wav").exists()
    assert yobikake(*SHEET).last == "59 sentences, 59 not recorded"


@japanese
def test_a_proven_voice_is_let_into_calls_and_noted(yobikake):
    said = render(yobikake, "--for-calls", "--warning", "isa-bail")

    assert said.last == "ja by openjtalk: 1 sentences, 1 of them new: for calls"
    assert yobikake(*SHEET).last == "59 sentences, 58 not recorded"
    assert any("'recordings rendered','ja'" in line for line in yobikake.stored[1])


def test_what_is_not_proven_is_refused_for_calls_by_name(yobikake):
    before = yobikake.stored

    said = render(yobikake, "--for-calls", "--engine", "espeak", language="en")

    assert said.code == 1
    assert said.complaint == "yobikake: espeak is only preview in en, not for calls"
    assert yobikake.stored == before


def test_an_engine_that_nobody_knows(yobikake):
    said = render(yobikake, "--engine", "parrot")

    assert said.code == 1
    assert "parrot does not speak ja: record it" in said.complaint
