"""Who is tried again, when, and by which way; who is left in peace."""

from datetime import UTC, datetime, timedelta

import pytest

from campaigns.plan import read_plan
from campaigns.retry import Again, again, channels, first_channel, takes_texts
from campaigns.states import ENDS, AttemptState
from privacy.number import Kind
from prompts.library import Channel

NOON = datetime(2026, 11, 24, 3, tzinfo=UTC)
TEN_MINUTES = timedelta(minutes=10)
TRIED_AGAIN = {AttemptState.BUSY, AttemptState.NO_ANSWER, AttemptState.FAILED, AttemptState.NOT_PLACED}


def plan(channel="voice", times=2, machine="off"):
    return read_plan(
        f"name: a\naudience: resident\nsource: consent\nwarning: isa-bail\nlanguages: [ja]\n"
        f"channel: {channel}\nretry: {{times: {times}, after: 10m}}\nmachine: {machine}"
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


@pytest.mark.parametrize("kind", [kind for kind in Kind if kind != Kind.MOBILE])
@pytest.mark.parametrize("channel", ["voice", "auto", "voice-then-sms"])
@pytest.mark.parametrize("outcome", sorted(ENDS))
def test_no_line_but_a_mobile_is_ever_texted(channel, kind, outcome):
    asked = plan(channel, machine="text")
    next_ = [again(asked, kind, "voice", outcome, made, NOON) for made in (1, 2, 3, 4)]

    assert first_channel(asked, kind) == Channel.VOICE
    assert {one.channel for one in next_ if one} <= {Channel.VOICE}


@pytest.mark.parametrize("channel", ["voice", "voice-then-sms"])
@pytest.mark.parametrize("attempts", [1, 2, 3])
def test_the_owner_of_a_machine_gets_a_text_at_once_where_the_plan_says_so(channel, attempts):
    asked = plan(channel, machine="text")

    assert again(asked, Kind.MOBILE, "voice", AttemptState.MACHINE, attempts, NOON) == Again(
        Channel.SMS, NOON
    )


@pytest.mark.parametrize("machine", ["off", "message"])
def test_otherwise_whoever_has_a_machine_is_left_in_peace(machine):
    asked = plan("voice-then-sms", machine=machine)

    assert again(asked, Kind.MOBILE, "voice", AttemptState.MACHINE, 1, NOON) is None


@pytest.mark.parametrize("outcome", sorted(ENDS))
def test_after_the_text_for_a_machine_without_further_tries_nothing_follows(outcome):
    next_ = again(plan("voice", times=0, machine="text"), Kind.MOBILE, "sms", outcome, 2, NOON)

    assert next_ is None


@pytest.mark.parametrize(
    ("channel", "machine", "ways"),
    [
        ("voice", "off", {"voice"}),
        ("voice", "message", {"voice"}),
        ("voice", "text", {"voice", "sms"}),
        ("sms", "off", {"sms"}),
        ("auto", "off", {"voice", "sms"}),
        ("voice-then-sms", "off", {"voice", "sms"}),
    ],
)
def test_a_plan_uses_these_ways(channel, machine, ways):
    assert set(channels(plan(channel, machine=machine))) == ways


def test_only_mobiles_take_texts():
    assert [kind for kind in Kind if takes_texts(kind)] == [Kind.MOBILE]
