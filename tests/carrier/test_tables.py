import pytest

from carrier import statuses
from carrier.codes import CODES, Remedy, meaning, remedy
from carrier.port import Listener, Progress


@pytest.mark.parametrize("word", ["", None, "Completed", "received", "levitating"])
def test_an_unknown_word_is_nothing(word):
    assert statuses.call_progress(word) is None
    assert statuses.text_progress(word) is None
    assert statuses.listener(word) is None


def test_every_progress_of_ours_has_a_word_of_the_carrier():
    assert set(statuses.CALLS.values()) | set(statuses.TEXTS.values()) == set(Progress)
    assert set(statuses.LISTENERS.values()) == set(Listener)


def test_calls_that_ended_are_told_apart():
    ends = ["completed", "busy", "no-answer", "failed", "canceled"]

    assert len({statuses.call_progress(word) for word in ends}) == len(ends)


@pytest.mark.parametrize(
    ("code", "asked"),
    [
        (21610, Remedy.NEVER),  # opted out
        (30006, Remedy.NEVER),  # landline
        (30003, Remedy.LATER),  # switched off
        (30410, Remedy.LATER),
        (30007, Remedy.STOP),  # filtered
        (32017, Remedy.STOP),  # our number is blocked
        (12345, None),
        (None, None),
    ],
)
def test_a_code_in_a_report_says_what_to_do_next(code, asked):
    assert remedy(code) is asked


def test_every_code_has_a_meaning_of_a_few_words():
    assert all(0 < len(meaning(code)) < 60 for code in CODES)
    assert meaning(None) == meaning(12345) == "not accepted"
