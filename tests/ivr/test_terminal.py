"""The hotline without a telephone."""

from ivr.terminal import play, transcript


def test_a_sample_call_reads_like_a_play(prompts):
    lines = transcript(prompts, "ja", ["2", "1", "1", "2"])

    assert lines[0] == prompts.frame("ja", "danger")
    assert lines.index("[2]") < lines.index(prompts.ask("en", "root"))
    assert prompts.say("en", "1-1-2") in lines


def test_silence_is_a_key_too(prompts):
    lines = transcript(prompts, "ja", ["", "", "", "1"])

    assert lines[-1] == prompts.frame("ja", "goodbye")
    assert lines.count("[ ]") == 3
    assert "[1]" not in lines


def test_without_a_database_the_line_says_that_it_cannot_look(prompts):
    said = []

    play(prompts, ["1", "7"], said.append)

    assert prompts.frame("ja", "cannot-look") in said
