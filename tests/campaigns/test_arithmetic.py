"""The arithmetic: when it ends, what it costs, who is left over."""

from datetime import datetime, timedelta

import pytest

from campaigns.arithmetic import Assumptions, Load, Message, estimate_of
from campaigns.estimate_words import assumptions, sentence
from campaigns.pace import effective
from campaigns.plan import read_plan
from campaigns.timeline import open_seconds, spend
from db.clock import TOKYO

TUESDAY_TEN = datetime(2026, 11, 24, 10, tzinfo=TOKYO)
WORDS = {"ja": Message(40, 3), "en": Message(70, 2)}
ALL_ANSWER = Assumptions(reach=1, leaves=0, seconds_to_answer=10, yen_a_minute=(10, 10), yen_a_segment=(8, 8))


def plan(extra="", channel="voice"):
    return read_plan(
        f"name: a\naudience: resident\nsource: consent\nwarning: isa-bail\nlanguages: [ja, en]\n"
        f"channel: {channel}\n{extra}"
    )


def test_lines_hold_back_when_calls_are_long():
    found = estimate_of(
        plan("pace: {per_second: 5, at_once: 20}"), Load({"ja": 720}), WORDS, TUESDAY_TEN, assumed=ALL_ANSWER
    )

    assert (found.limit, found.rate) == ("lines", 0.4)
    assert found.ends_at == TUESDAY_TEN + timedelta(minutes=30)
    assert sentence(found) == (
        "720 calls, at once 20, 0.4 a second: done 10:30; about 7,200 yen; 0 left over"
    )


@pytest.mark.parametrize(("sender", "limit", "rate"), [(None, "pace", 2), (0.5, "sender", 0.5)])
def test_the_slower_of_pace_and_sender_holds_back(sender, limit, rate):
    wide = plan("pace: {per_second: 2, at_once: 1000}")

    found = estimate_of(wide, Load({"ja": 100}), WORDS, TUESDAY_TEN, sender_pace=sender)

    assert (found.limit, found.rate) == (limit, effective(rate))


def test_numbers_that_take_turns_add_up():
    wide = plan("pace: {per_second: 20, at_once: 1000}")

    alone, both = (
        estimate_of(wide, Load({"ja": 100}), WORDS, TUESDAY_TEN, sender_pace=1, senders=(n, 1))
        for n in (1, 2)
    )

    assert both.rate == 2 * alone.rate
    assert "2 numbers take turns" in " ".join(assumptions(both, wide, (2, 1)))


def test_a_plan_with_a_sender_of_its_own_has_that_one_alone():
    one = plan('sender: "+81450000100"\npace: {per_second: 20, at_once: 1000}')

    found = estimate_of(one, Load({"ja": 100}), WORDS, TUESDAY_TEN, sender_pace=1, senders=(2, 2))

    assert found.rate == effective(1)


def test_the_pace_grows_before_it_is_whole():
    slow, fast = (
        estimate_of(
            plan(f"pace: {{per_second: 1, at_once: 1000, ramp: {ramp}}}"),
            Load({"ja": 1_000}),
            WORDS,
            TUESDAY_TEN,
            assumed=ALL_ANSWER,
        )
        for ramp in ("10m", "0s")
    )

    assert slow.ends_at - fast.ends_at == timedelta(minutes=10 * 0.375)


def test_it_begins_when_it_is_told_to():
    later = plan("starts_at: 2026-11-24T14:00:00+09:00")

    found = estimate_of(later, Load({"ja": 24}), WORDS, TUESDAY_TEN, assumed=ALL_ANSWER)

    assert "begins 14:00, done 14:01" in sentence(found)


def test_a_home_is_not_tried_a_fourth_time_on_one_day():
    often = plan("retry: {times: 3, after: 1m}")

    homes, forced = (
        estimate_of(one, Load({"ja": 100}), WORDS, TUESDAY_TEN)
        for one in (often, plan_of_an_emergency(often))
    )

    assert homes.ends_at.astimezone(TOKYO).date().day == 25
    assert forced.ends_at.astimezone(TOKYO).date().day == 24
    assert "at most 3 times a day" in " ".join(assumptions(homes, often))


def plan_of_an_emergency(of):
    return of.model_copy(update={"emergency": True, "cap": "off"})


def test_when_everybody_has_been_tried_once_is_told_from_the_end_of_the_repeats():
    again = plan("retry: {times: 1, after: 10m}")

    found = estimate_of(again, Load({"ja": 10}), WORDS, TUESDAY_TEN)
    surely = estimate_of(again, Load({"ja": 10}), WORDS, TUESDAY_TEN, assumed=ALL_ANSWER)

    assert timedelta(minutes=10) <= found.ends_at - found.tried_at < timedelta(minutes=12)
    assert surely.ends_at == surely.tried_at


def test_a_minute_that_has_begun_is_paid():
    found = estimate_of(plan(), Load({"en": 10}), WORDS, TUESDAY_TEN, assumed=ALL_ANSWER)

    assert found.yen == (200, 200)


def test_texts_cost_by_their_parts():
    found = estimate_of(plan(channel="sms"), Load({}, {"ja": 500}), WORDS, TUESDAY_TEN, assumed=ALL_ANSWER)

    assert found.yen == (12_000, 12_000)
    assert sentence(found) == "500 texts, 1.0 a second: done 10:08; about 12,000 yen; 0 left over"


def test_retries_take_their_waits_and_their_calls():
    half = Assumptions(reach=0.5)
    some = estimate_of(
        plan("retry: {times: 2, after: 10m}"), Load({"ja": 100}), WORDS, TUESDAY_TEN, assumed=half
    )
    none = estimate_of(plan("retry: {times: 0}"), Load({"ja": 100}), WORDS, TUESDAY_TEN, assumed=half)

    assert (some.attempts, none.attempts) == (175, 100)
    assert some.ends_at - none.ends_at >= timedelta(minutes=20)


def test_who_is_never_reached_by_voice_costs_a_text():
    sent = plan("retry: {times: 0}", "voice-then-sms")
    nobody = Assumptions(reach=0, yen_a_minute=(10, 10), yen_a_segment=(8, 8))

    found = estimate_of(sent, Load({"ja": 100}, {}, {"ja": 60}), WORDS, TUESDAY_TEN, assumed=nobody)

    assert (found.attempts, found.yen) == (160, (1_500, 1_500))


def test_what_does_not_fit_today_goes_on_tomorrow():
    found = estimate_of(plan(), Load({"ja": 14_400}), WORDS, TUESDAY_TEN, assumed=ALL_ANSWER)

    assert found.ends_at == datetime(2026, 11, 25, 12, tzinfo=TOKYO)
    assert "done Wed 25 Nov 12:00" in sentence(found)


def test_what_does_not_fit_before_not_after_is_left_over():
    short = plan("not_after: 2026-11-24T10:30:00+09:00")

    found = estimate_of(short, Load({"ja": 1_000}), WORDS, TUESDAY_TEN, assumed=ALL_ANSWER)

    assert found.left_over == pytest.approx(280, rel=0.06)
    assert found.ends_at == TUESDAY_TEN + timedelta(minutes=30)


def test_attempts_that_come_too_late_are_told_apart_from_people_left_over():
    short = plan("not_after: 2026-11-24T10:09:00+09:00\npace: {per_second: 1, at_once: 900}")

    found = estimate_of(short, Load({"ja": 100}), WORDS, TUESDAY_TEN, assumed=Assumptions(reach=0.5))

    assert (found.left_over, found.cut_off, found.attempts) == (0, 75, 100)
    assert sentence(found).endswith("0 left over, 75 further attempts cut off")


def test_it_begins_when_the_window_opens():
    evening = TUESDAY_TEN.replace(hour=18)

    found = estimate_of(plan(), Load({"ja": 24}), WORDS, evening, assumed=ALL_ANSWER)

    assert "begins Wed 25 Nov 09:00, done Wed 25 Nov 09:01" in sentence(found)


def test_a_window_that_never_opens_leaves_all_over():
    closed = plan("not_after: 2026-11-24T20:00:00+09:00")

    found = estimate_of(closed, Load({"ja": 24}), WORDS, TUESDAY_TEN.replace(hour=18))

    assert found.left_over == 24
    assert "the window never opens" in sentence(found)


def test_work_of_more_than_a_year_has_no_end():
    slow = plan("pace: {per_second: 0.0001}")

    assert "not done within a year" in sentence(estimate_of(slow, Load({"ja": 5_000}), WORDS, TUESDAY_TEN))


def test_assumptions_are_said():
    said = " ".join(assumptions(estimate_of(plan(), Load({"ja": 10}), WORDS, TUESDAY_TEN), plan()))

    assert "60% of calls are answered" in said
    assert "10 to 30 yen for each begun minute" in said


def test_open_time_skips_nights_and_weekends():
    hours = plan().hours
    friday_four = datetime(2026, 11, 27, 16, tzinfo=TOKYO)
    monday_ten = datetime(2026, 11, 30, 10, tzinfo=TOKYO)

    assert spend(hours, friday_four, 7_200) == monday_ten
    assert open_seconds(hours, friday_four, monday_ten) == 7_200
