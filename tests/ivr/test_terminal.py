"""The hotline without a telephone."""

from dataclasses import replace

from ivr.terminal import play
from prompts import library


def test_a_sample_call_reads_like_a_play(prompts):
    said = []

    play(prompts, ["2", "1", "1", "2"], said.append)

    assert said[0] == prompts.frame("ja", "danger")
    assert prompts.ask("en", "root") in said
    assert said.index(prompts.say("en", "1-1-2")) > said.index(prompts.ask("en", "1-1"))


def test_a_number_of_its_own_language_asks_for_none(prompts):
    said = []

    play(prompts, ["1", "1", "2"], said.append, "en")

    assert said[0] == prompts.frame("en", "danger")
    assert prompts.say("en", "1-1-2") in said


def test_silence_is_a_key_too(prompts):
    said = []

    play(prompts, ["", "", "", "1"], said.append, "ja")

    assert said[-1] == prompts.frame("ja", "goodbye")
    assert said.count(prompts.frame("ja", "silence")) == 2


def test_without_a_database_the_line_says_that_it_cannot_look(prompts):
    said = []

    play(prompts, ["1", "7"], said.append)

    assert prompts.frame("ja", "cannot-look") in said


def test_the_terminal_puts_nobody_through(prompts):
    line = library.load(replace(prompts.promises, transfer=True), ["ja", "en"])
    said = []

    play(line, ["2", "5", "1", "3", "1"], said.append)

    assert prompts.frame("en", "leaf.transfer") in said
    assert prompts.frame("en", "cannot-look") in said
    assert prompts.why("en", "8-1") in said
