"""A call of ours, from its order to its last report."""

from email.utils import parsedate_to_datetime
from itertools import pairwise

import pytest
from flask import Response
from twilio.base.exceptions import TwilioRestException

from carrier.simulator import Mix
from carrier.simulator.calls import Order, Source

OURS = "+815000000100"

ALL = ["initiated", "ringing", "answered", "completed"]


def test_person_hears_the_message_and_every_step_is_reported(telco):
    telco.web.says("/answer", '<Say language="ja-JP">警察です。電話を切ってください。</Say>')

    call = telco.place(status_callback_event=ALL)
    telco.run()

    assert telco.web.statuses() == ["initiated", "ringing", "in-progress", "completed"]
    assert [heard.text for heard in telco.network.calls[call.sid].heard] == [
        "警察です。電話を切ってください。"
    ]
    assert telco.web.forged == 0


def test_new_call_is_shown_as_twilio_shows_it(telco):
    call = telco.place()

    assert (call.status, call.direction, call.sid[:2], len(call.sid)) == ("queued", "outbound-api", "CA", 34)
    assert call.date_created == telco.clock.now()
    assert call.start_time is None
    assert call.uri == f"/2010-04-01/Accounts/{call.account_sid}/Calls/{call.sid}.json"


def test_reports_carry_what_twilios_carry(telco):
    telco.web.says("/answer", "<Pause length='70'/>")

    call = telco.place(status_callback_event=ALL)
    telco.run()

    first, last = telco.web.at("/status")[0], telco.web.at("/status")[-1]
    assert (first["SequenceNumber"], last["SequenceNumber"]) == ("0", "3")
    assert (last["CallDuration"], last["Duration"]) == ("70", "2")
    assert last["CallbackSource"] == "call-progress-events"
    assert last["CallSid"] == call.sid
    assert parsedate_to_datetime(last["Timestamp"]) == telco.network.calls[call.sid].ended_at.replace(
        microsecond=0
    )
    assert last["To"] == last["Called"] == call.to
    assert last["FromCity"] == ""


def test_without_a_wish_only_the_end_is_reported(telco):
    telco.web.says("/answer", "<Hangup/>")

    telco.place()
    telco.run()

    assert telco.web.statuses() == ["completed"]


def test_each_webhook_has_an_idempotency_token_of_its_own(telco):
    telco.place(status_callback_event=ALL)
    telco.run()

    assert len(set(telco.web.tokens)) == len(telco.web.tokens) == 5


@pytest.mark.parametrize(
    ("ending", "statuses"),
    [
        ("0001", ["initiated", "busy"]),
        ("0002", ["initiated", "ringing", "no-answer"]),
        ("0003", ["initiated", "ringing", "in-progress", "completed"]),
        ("0004", ["initiated", "ringing", "in-progress", "completed"]),
        ("0005", ["initiated", "failed"]),
        ("0006", ["initiated", "ringing", "in-progress", "completed"]),
    ],
)
def test_last_digits_decide_what_becomes_of_a_call(telco, ending, statuses):
    telco.web.says("/answer", "<Pause length='20'/>")

    telco.place(f"+81901234{ending}", status_callback_event=ALL)
    telco.run()

    assert telco.web.statuses() == statuses


def test_somebody_who_leaves_early_does_not_reach_the_end(telco):
    telco.web.says("/answer", "<Pause length='20'/><Redirect>/heard</Redirect>")

    telco.place("+819012340003")
    telco.run()

    assert not telco.web.at("/heard")
    assert 1 <= int(telco.web.at("/status")[0]["CallDuration"]) <= 7


def test_telephone_rings_no_longer_than_was_asked(telco):
    call = telco.place("+819012340002", timeout=30)
    telco.run()

    shown = telco.client.calls(call.sid).fetch()
    assert shown.status == "no-answer"
    assert 30 < (shown.end_time - shown.start_time).total_seconds() < 34


def test_somebody_who_is_slow_to_the_telephone_misses_the_call(telco):
    telco.place("+819012340006", timeout=3)
    telco.run()

    assert telco.web.statuses() == ["no-answer"]


def test_call_lasts_no_longer_than_its_limit(telco):
    telco.web.says("/answer", "<Pause length='500'/>")

    telco.place(time_limit=60)
    telco.run()

    assert telco.web.at("/status")[0]["CallDuration"] == "60"


@pytest.mark.parametrize(
    ("ending", "kind", "answered_by"),
    [
        ("0004", "Enable", "machine_start"),
        ("0004", "DetectMessageEnd", "machine_end_beep"),
        ("0006", "Enable", "human"),
    ],
)
def test_machine_is_told_apart_where_that_was_asked(telco, ending, kind, answered_by):
    telco.place(f"+81901234{ending}", machine_detection=kind)
    telco.run()

    assert telco.web.at("/answer")[0]["AnsweredBy"] == answered_by


def test_machine_goes_unnoticed_where_nobody_asked(telco):
    telco.place("+819012340004")
    telco.run()

    assert "AnsweredBy" not in telco.web.at("/answer")[0]


def test_verdict_in_the_background_does_not_delay_the_first_word(telco):
    telco.web.says("/answer", "<Pause length='9'/>")

    telco.place(
        machine_detection="Enable", async_amd="true", async_amd_status_callback=f"{telco.web.url}/who"
    )
    telco.run()

    assert [path for path, _ in telco.web.received] == ["/answer", "/who", "/status"]
    assert telco.web.at("/who")[0]["AnsweredBy"] == "human"


IN_BACKGROUND = {"machine_detection": "DetectMessageEnd", "async_amd": "true"}
TWO_SENTENCES = "<Say language='ja-JP'>警察です。</Say><Say language='ja-JP'>電話を切ってください。</Say>"


def listened_to(telco, ending, **more):
    """Place a call in which somebody is told apart from a machine, and let it come to its end."""
    address = {"async_amd_status_callback": f"{telco.web.url}/who", **more}
    call = telco.place(f"+81901234{ending}", **IN_BACKGROUND, **address)
    telco.run()
    return telco.network.calls[call.sid]


@pytest.mark.parametrize(
    ("ending", "word"),
    [("0004", "machine_end_beep"), ("0006", "human"), ("0015", "unknown"), ("0016", "fax")],
)
def test_verdict_comes_once_it_is_known(telco, ending, word):
    telco.web.says("/answer", "<Pause length='40'/>")

    listened_to(telco, ending)

    assert [params["AnsweredBy"] for params in telco.web.at("/who")] == [word]


def test_verdict_on_a_call_that_is_over_by_then_never_comes(telco):
    telco.web.says("/answer", "<Pause length='40'/>")

    listened_to(telco, "0004", time_limit=3)

    assert telco.web.at("/who") == []


def test_in_the_background_no_other_request_tells_the_verdict(telco):
    telco.web.says("/answer", "<Pause length='40'/>")

    call = listened_to(telco, "0004")

    assert not any("AnsweredBy" in params for params in telco.web.at("/answer") + telco.web.at("/status"))
    assert telco.client.calls(call.sid).fetch().answered_by == "machine_end_beep"


def test_verdict_may_be_asked_for_nowhere(telco):
    telco.web.says("/answer", "<Pause length='40'/>")

    call = listened_to(telco, "0004", async_amd_status_callback="")

    assert telco.web.at("/answer")[0].get("AnsweredBy") is None
    assert call.answered_by == "machine_end_beep"


def test_with_keys_to_be_dialled_nobody_is_told_apart(telco):
    listened_to(telco, "0004", send_digits="ww12")

    assert telco.web.at("/who") == []


def test_machine_keeps_what_is_said_after_its_greeting(telco):
    telco.web.says("/answer", f"<Pause length='14'/>{TWO_SENTENCES}")

    call = listened_to(telco, "0004")

    assert call.recorded == [("警察です。", True), ("電話を切ってください。", True)]


def test_machine_keeps_only_a_piece_of_what_began_during_its_greeting(telco):
    telco.web.says("/answer", f"<Say language='ja-JP'>{'切ってください。' * 20}</Say>{TWO_SENTENCES}")

    call = listened_to(telco, "0004")

    assert [recorded.whole for recorded in call.recorded] == [False, True, True]


def test_people_keep_nothing(telco):
    telco.web.says("/answer", TWO_SENTENCES)

    assert listened_to(telco, "0006").recorded == []


def test_machine_begins_anew_where_the_application_moves_the_call(telco):
    telco.web.says("/answer", f"<Say language='ja-JP'>{'切ってください。' * 20}</Say>")
    telco.web.says("/anew", TWO_SENTENCES)

    def moved():
        telco.client.calls(telco.web.at("/who")[0]["CallSid"]).update(url=f"{telco.web.url}/anew")
        return Response(status=204)

    telco.web.answers["/who"] = moved

    call = listened_to(telco, "0004")

    assert [recorded.whole for recorded in call.recorded] == [False, True, True]
    assert [path for path, _ in telco.web.received] == ["/answer", "/who", "/anew", "/status"]


def test_call_cancelled_in_the_queue_is_never_reported(company):
    telco = company(calls_per_second=1)
    telco.place()
    waiting = telco.place()

    waiting.update(status="canceled")
    telco.run()

    assert telco.client.calls(waiting.sid).fetch().status == "canceled"
    assert len(telco.web.at("/status")) == 1


def test_ringing_call_can_be_cancelled(telco):
    call = telco.place("+819012340002", status_callback_event=ALL)
    telco.run(5)

    assert call.update(status="canceled").status == "canceled"
    telco.run()

    assert telco.web.statuses() == ["initiated", "ringing", "canceled"]
    assert not telco.web.at("/answer")


def test_live_call_can_be_hung_up_but_not_cancelled(telco):
    telco.web.says("/answer", "<Pause length='60'/>")
    call = telco.place()
    telco.run(25)

    with pytest.raises(TwilioRestException) as refusal:
        call.update(status="canceled")
    assert refusal.value.code == 21220
    assert call.update(status="completed").status == "completed"
    telco.run()

    assert telco.web.statuses() == ["completed"]


def test_ended_call_cannot_be_changed(telco):
    call = telco.place("+819012340001")
    telco.run()

    with pytest.raises(TwilioRestException) as refusal:
        call.update(status="completed")

    assert (refusal.value.status, refusal.value.code) == (400, 21220)


def test_live_call_can_be_moved_to_another_document(telco):
    telco.web.says("/answer", "<Say>first</Say><Pause length='60'/>")
    call = telco.place()
    telco.run(25)

    call.update(twiml="<Response><Say>second</Say></Response>")
    telco.run()

    assert [heard.text for heard in telco.network.calls[call.sid].heard] == ["first", "second"]


def test_starts_keep_to_the_calls_per_second(company):
    telco = company(calls_per_second=2)

    calls = [telco.place() for _ in range(5)]
    telco.run()

    started = [telco.network.calls[call.sid].started_at for call in calls]
    gaps = [(later - earlier).total_seconds() for earlier, later in pairwise(started)]
    assert gaps == [0.5] * 4
    assert [call.queue_time for call in calls] == ["0", "500", "1000", "1500", "2000"]


def test_queue_closes_the_gap_of_a_cancelled_call(company):
    telco = company(calls_per_second=1)
    first, second, third = (telco.place() for _ in range(3))

    second.update(status="canceled")
    telco.run()

    started = [telco.network.calls[call.sid].started_at for call in (first, third)]
    assert (started[1] - started[0]).total_seconds() == 1


def test_call_that_waits_a_day_is_given_up(company):
    telco = company(calls_per_second=1 / 50_000)

    calls = [telco.place() for _ in range(3)]
    telco.run()

    assert [telco.network.calls[call.sid].status for call in calls] == ["completed", "completed", "canceled"]


def test_too_many_calls_at_once_are_refused(company):
    telco = company(at_once=2)
    telco.place()
    telco.place()

    with pytest.raises(TwilioRestException) as refusal:
        telco.place()

    assert (refusal.value.status, refusal.value.code) == (429, 10004)


def test_line_is_free_again_after_a_call(company):
    telco = company(at_once=1)
    telco.place()
    telco.run()

    assert telco.place().status == "queued"


def test_crowd_behaves_like_the_city_that_was_called(telco):
    message = Source(None, twiml="<Response><Pause length='20'/></Response>")
    for number in range(2000):
        telco.network.place(Order(f"+8190{11112222 + number * 7919:08d}", OURS, message))
    telco.run()

    reached = [call for call in telco.network.calls.values() if call.status == "completed"]
    heard = [call for call in reached if call.seconds == 20]
    assert abs(len(heard) / 2000 - 8772 / 20525) < 0.03
    assert abs(len(reached) / 2000 - (8772 + 3852) / 20525) < 0.03


def test_same_seed_gives_everybody_the_same_fate_whatever_the_order(company):
    numbers = [f"+8190{11112222 + number:08d}" for number in range(200)]

    def fates(order):
        telco = company()
        for number in order:
            telco.network.place(order_to(telco, number))
        telco.run()
        return {call.order.to: (call.status, call.seconds) for call in telco.network.calls.values()}

    assert fates(numbers) == fates(numbers[::-1])


def test_second_attempt_is_another_throw(company):
    telco = company(mix=Mix(listens=1, leaves=0, no_answer=1, busy=0, failed=0))
    numbers = [f"+8190{11112222 + number:08d}" for number in range(60)]
    for number in numbers * 2:
        telco.network.place(order_to(telco, number))
    telco.run()

    statuses = [call.status for call in telco.network.calls.values()]
    assert statuses[:60] != statuses[60:]


def order_to(telco, number):
    return Order(number, OURS, Source(f"{telco.web.url}/answer"))
