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


NEVER = (21211, 21214, 21217, 21202, 21206, 21216, 21610, 21612, 21614, 30004, 30005, 30006, 30014, 32203)
LATER = (10004, 20429, 20500, 20503, 21611, 21619, 30001, 30003, 30008, 30012, 30017, 30020, 30021, 30410)
STOP = (
    *(
        10001,
        10002,
        20001,
        20003,
        20005,
        20006,
        20008,
        21203,
        21205,
        21209,
        21210,
        21212,
        21213,
        21215,
        21219,
    ),
    *(
        21408,
        21601,
        21602,
        21606,
        21608,
        21609,
        21617,
        21657,
        30002,
        30007,
        30018,
        30019,
        30024,
        30032,
        30034,
    ),
    *(32017, 32018, 32205),
)
ABOUT_A_DOCUMENT = (11200, 11205, 11750, 12100, 12200, 12300, 13227, 13310, 13420, 13521, 13710)
"""What the carrier says of our answers to it; it says nothing of the destination."""


@pytest.mark.parametrize(
    ("codes", "asked"),
    [
        (NEVER, Remedy.NEVER),
        (LATER, Remedy.LATER),
        (STOP, Remedy.STOP),
        (ABOUT_A_DOCUMENT, None),
        ((20404, 21220), None),
    ],
    ids=["never", "later", "stop", "documents", "known by their place"],
)
def test_every_code_that_matters_has_its_remedy(codes, asked):
    assert [code for code in codes if remedy(code) is not asked] == []


def test_every_code_has_a_meaning_of_a_few_words():
    assert all(0 < len(meaning(code)) < 60 for code in CODES)
    assert meaning(None) == meaning(12345) == "not accepted"
