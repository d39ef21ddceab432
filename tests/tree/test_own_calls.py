"""The clerk who looks whether we rang: how often, and what a repeated request gets."""

from datetime import UTC, date, datetime, timedelta

import pytest

from privacy.number import Caller, PhoneNumber
from prompts.library import Channel
from prompts.tree import Effect
from tree.desk import Wish
from tree.own_calls import ALL_A_MINUTE, EACH_AN_HOUR, REMEMBERED, OwnCalls

TEN = datetime(2026, 11, 24, 1, tzinfo=UTC)


class Words:
    def day(self, language, day, channel):
        return f"{day} in {language} for {channel}"

    def hour(self, language, moment, channel):
        return f"{moment:%H:%M}"


class Rang:
    day, hour = date(2026, 11, 23), 15


class Records:
    """What we know of our calls: nothing, until a test puts one in."""

    def __init__(self):
        self.rang, self.looks, self.failure = [], 0, None

    def look(self, _caller, _now):
        self.looks += 1
        if self.failure:
            raise self.failure
        return self.rang


@pytest.fixture
def records():
    return Records()


@pytest.fixture
def clerk(records):
    return OwnCalls(Words(), records.look)


def wish(caller=1, at=TEN, once=""):
    who = Caller(PhoneNumber(f"+8145300{caller:04}") if caller else None)
    return Wish(Effect.OWN_CALL, who, "en", Channel.VOICE, at, once)


def test_the_newest_call_is_told_in_the_words_of_language_and_channel(clerk, records):
    assert clerk(wish()).sentence == "own-call.no"

    records.rang = [Rang(), object()]
    reply = clerk(wish())

    assert reply.sentence == "own-call.yes"
    assert reply.slots == {"day": "2026-11-23 in en for voice", "time": "15:00"}


def test_a_hidden_number_is_not_looked_up(clerk, records):
    assert clerk(wish(caller=None)).sentence == "own-call.withheld"
    assert records.looks == 0


def test_a_repeated_request_gets_the_same_answer_and_counts_once(clerk, records):
    first = clerk(wish(once="a"))
    records.rang = [Rang()]

    assert [clerk(wish(once="a")) for _ in range(2 * EACH_AN_HOUR)] == [first] * 2 * EACH_AN_HOUR
    assert records.looks == 1


def test_a_refused_request_that_is_repeated_is_refused_again(clerk):
    for _ in range(EACH_AN_HOUR):
        clerk(wish())
    refused = clerk(wish(once="a"))

    assert refused.sentence == "own-call.later"
    assert clerk(wish(at=TEN + timedelta(hours=2), once="a")) == refused


def test_each_may_ask_a_few_times_an_hour(clerk):
    asked = [clerk(wish()).sentence for _ in range(EACH_AN_HOUR + 1)]

    assert asked == ["own-call.no"] * EACH_AN_HOUR + ["own-call.later"]
    assert clerk(wish(caller=2)).sentence == "own-call.no"
    assert clerk(wish(at=TEN + timedelta(hours=1))).sentence == "own-call.no"


def test_all_together_may_ask_so_often_a_minute(clerk):
    asked = [clerk(wish(caller)).sentence for caller in range(1, ALL_A_MINUTE + 2)]

    assert asked == ["own-call.no"] * ALL_A_MINUTE + ["own-call.later"]
    assert clerk(wish(at=TEN + timedelta(minutes=1), caller=999)).sentence == "own-call.no"


def test_a_day_of_questions_fills_no_memory(clerk):
    for second in range(3 * 3600):
        clerk(wish(caller=second % 9999 + 1, at=TEN + timedelta(seconds=second), once=str(second)))

    assert len(clerk._told) == REMEMBERED
    assert len(clerk._limits._looks) <= 3600


def test_where_looking_failed_a_repeated_request_looks_again(clerk, records):
    records.failure = OSError("away")
    with pytest.raises(OSError, match="away"):
        clerk(wish(once="a"))

    records.failure = None
    assert clerk(wish(once="a")).sentence == "own-call.no"
