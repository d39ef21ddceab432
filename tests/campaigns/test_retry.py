"""Who is tried again, when, and by which way; who is left in peace."""

from datetime import UTC, datetime, timedelta

import pytest

from campaigns.plan import read_plan
from campaigns.retry import Again, again, first_channel, takes_texts
from campaigns.states import ENDS, AttemptState
from privacy.number import Kind
from prompts.library import Channel

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)
TRIED_AGAIN = {AttemptState.BUSY, AttemptState.NO_ANSWER, AttemptState.FAILED, AttemptState.NOT_PLACED}


def plan(channel="voice", times=2):
    return read_plan(
        f"name: a\naudience: resident\nsource: consent\nwarning: isa-bail\nlanguages: [ja]\n"
        f"channel: {channel}\nretry: {{times: {times}, after: 10m}}"
    )


@pytest.mark.parametrize("outcome", sorted(TRIED_AGAIN))
def test_who_could_not_be_reached_is_called_again_after_the_real_end(outcome):
    assert again(plan(), Kind.MOBILE, "voice", outcome, 1, NOON) == Again(Channel.VOICE, NOON + TEN_MINUTES)


@pytest.mark.parametrize("outcome", sorted(ENDS - TRIED_AGAIN))
def test_all_others_are_left_in_peace(outcome):
    assert again(plan("voice-then-sms"), Kind.MOBILE, "voice", outcome, 1, NOON) is None


def test_two_more_times_are_three_calls_in_all():
    calls = [again(plan(), Kind.LANDLINE, "voice", AttemptState.BUSY, made, NOON) for made in (1, 2, 3)]

    assert [bool(next_) for next_ in calls] == [True, True, False]


def test_no_retries_means_one_call():
    assert again(plan(times=0), Kind.MOBILE, "voice", AttemptState.BUSY, 1, NOON) is None


def test_a_mobile_gets_a_text_at_once_when_its_calls_are_used_up():
    last = again(plan("voice-then-sms"), Kind.MOBILE, "voice", AttemptState.NO_ANSWER, 3, NOON)

    assert last == Again(Channel.SMS, NOON)


def test_a_landline_gets_no_text():
    assert again(plan("voice-then-sms"), Kind.LANDLINE, "voice", AttemptState.NO_ANSWER, 3, NOON) is None


def test_the_text_after_the_calls_is_the_last_word():
    assert again(plan("voice-then-sms"), Kind.MOBILE, "sms", AttemptState.FAILED, 4, NOON) is None


@pytest.mark.parametrize(
    ("channel", "kind", "way"),
    [
        ("voice", Kind.MOBILE, "voice"),
        ("sms", Kind.MOBILE, "sms"),
        ("voice-then-sms", Kind.MOBILE, "voice"),
        ("auto", Kind.MOBILE, "sms"),
        ("auto", Kind.LANDLINE, "voice"),
        ("auto", Kind.IP, "voice"),
    ],
)
def test_first_way_goes_by_plan_and_line(channel, kind, way):
    assert first_channel(plan(channel), kind) == way


def test_only_mobiles_take_texts():
    assert [kind for kind in Kind if takes_texts(kind)] == [Kind.MOBILE]
