"""What a call or text that is over counts as."""

from datetime import UTC, datetime

import pytest

from campaigns.outcomes import end_of_call, end_of_text
from campaigns.states import AttemptState
from carrier.port import Listener, Progress

NOW = datetime(2026, 11, 24, 3, tzinfo=UTC)


@pytest.mark.parametrize("progress", [Progress.BUSY, Progress.NO_ANSWER, Progress.FAILED, Progress.CANCELLED])
def test_a_call_that_was_not_taken_ends_as_the_carrier_says(progress):
    assert end_of_call(progress, None, None, None) == AttemptState(progress.value)


def test_one_whole_playing_is_heard():
    assert end_of_call(Progress.COMPLETED, None, NOW, 31) == AttemptState.HEARD


def test_long_enough_is_heard_even_when_the_closing_request_was_lost():
    assert end_of_call(Progress.COMPLETED, None, None, 31, one_playing=30.5) == AttemptState.HEARD
    assert end_of_call(Progress.COMPLETED, None, None, 30, one_playing=30.5) == AttemptState.HUNG_UP_EARLY


@pytest.mark.parametrize("seconds", [None, 0, 3])
def test_a_short_call_is_hung_up_early(seconds):
    assert end_of_call(Progress.COMPLETED, None, None, seconds) == AttemptState.HUNG_UP_EARLY


def test_a_machine_is_counted_apart_from_people():
    assert end_of_call(Progress.COMPLETED, None, NOW, 60, Listener.MACHINE) == AttemptState.MACHINE


@pytest.mark.parametrize("progress", [Progress.COMPLETED, Progress.FAILED])
def test_a_confirmation_stands_whatever_follows(progress):
    assert end_of_call(progress, NOW, None, 2, Listener.MACHINE) == AttemptState.ACKNOWLEDGED


def test_what_was_heard_stands_when_the_line_fails_afterwards():
    assert end_of_call(Progress.FAILED, None, NOW, 40) == AttemptState.HEARD


@pytest.mark.parametrize("progress", [Progress.QUEUED, Progress.RINGING, Progress.ANSWERED, Progress.SENT])
def test_a_call_on_its_way_has_no_end(progress):
    with pytest.raises(ValueError, match="has not ended"):
        end_of_call(progress, None, None, None)


@pytest.mark.parametrize(
    ("progress", "end"),
    [
        (Progress.DELIVERED, AttemptState.DELIVERED),
        (Progress.UNDELIVERED, AttemptState.UNDELIVERED),
        (Progress.FAILED, AttemptState.FAILED),
        (Progress.CANCELLED, AttemptState.FAILED),
    ],
)
def test_a_text_ends_as_the_carrier_says(progress, end):
    assert end_of_text(progress) == end


def test_a_text_on_its_way_has_no_end():
    with pytest.raises(ValueError, match="has not ended"):
        end_of_text(Progress.SENT)
