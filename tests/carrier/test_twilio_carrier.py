import logging
import os
import socket
from dataclasses import replace
from datetime import UTC, datetime
from urllib.parse import parse_qs, urlsplit

import pytest

from carrier.port import CallOrder, Listener, Progress, Refused, TextOrder, Unavailable
from carrier.transport import Transport, WrongAddress
from carrier.twilio_carrier import TwilioCarrier
from db.clock import TOKYO
from privacy.number import PhoneNumber

HOME = "+819012345678"
OURS = "+815000000000"
CALL = "CA" + "a" * 32
TEXT = "SM" + "b" * 32
ORDER = CallOrder(
    PhoneNumber(HOME), OURS, "https://line.example/calls/t/answer", "https://line.example/calls/t/status"
)
WORDS = TextOrder(PhoneNumber(HOME), OURS, "気をつけて", "https://line.example/texts/t/status")


def call(sid=CALL, status="queued", **more):
    created = "Tue, 24 Nov 2026 01:00:00 +0000"
    return {"sid": sid, "status": status, "to": HOME, "date_created": created, "duration": None} | more


def text(sid=TEXT, status="queued", **more):
    return {"sid": sid, "status": status, "to": HOME, "error_code": None} | more


def problem(code, words=f"The 'To' number {HOME} is not valid"):
    return {"code": code, "message": words, "status": 400}


def everything_said_by(error):
    said = []
    while error is not None:
        said += [str(error), repr(error), repr(error.args)]
        error = error.__cause__ or error.__context__
    return " ".join(said)


def failure_of(carrier, order=ORDER):
    with pytest.raises((Refused, Unavailable)) as caught:
        carrier.place(order)
    assert "9012345678" not in everything_said_by(caught.value)
    return caught.value


def test_a_call_is_placed_with_its_addresses_and_limits(carrier, switchboard):
    switchboard.will_answer(201, call())

    assert carrier.place(ORDER) == CALL

    [(method, path, form)] = switchboard.asked
    assert method == "POST"
    assert path.endswith("/Calls.json")
    assert form == {
        "To": [HOME],
        "From": [OURS],
        "Url": ["https://line.example/calls/t/answer#rc=2&rp=ct,5xx"],
        "Method": ["POST"],
        "StatusCallback": ["https://line.example/calls/t/status#rc=2&rp=ct,5xx"],
        "StatusCallbackMethod": ["POST"],
        "StatusCallbackEvent": ["ringing", "completed"],
        "Timeout": ["30"],
        "TimeLimit": ["180"],
    }


def test_an_extension_is_dialled_after_the_answer(carrier, switchboard):
    switchboard.will_answer(201, call())

    carrier.place(CallOrder(PhoneNumber(HOME), OURS, "https://a", "https://s", send_digits="wwww12"))

    assert switchboard.asked[0][2]["SendDigits"] == ["wwww12"]


LISTENS = replace(ORDER, listener_url="https://line.example/calls/t/listener")


def test_a_machine_is_looked_for_in_the_background_alone(carrier, switchboard):
    switchboard.will_answer(201, call())

    carrier.place(LISTENS)

    [(_, _, form)] = switchboard.asked
    assert {name: form[name] for name in form if name.startswith(("Machine", "AsyncAmd"))} == {
        "MachineDetection": ["DetectMessageEnd"],
        "AsyncAmd": ["true"],
        "AsyncAmdStatusCallback": ["https://line.example/calls/t/listener#rc=2&rp=ct,5xx"],
        "AsyncAmdStatusCallbackMethod": ["POST"],
    }


def test_with_an_extension_no_machine_is_looked_for(carrier, switchboard):
    switchboard.will_answer(201, call())

    carrier.place(replace(LISTENS, send_digits="wwww12"))

    assert not {"MachineDetection", "AsyncAmd"} & set(switchboard.asked[0][2])


def test_a_call_under_way_goes_on_with_another_document(carrier, switchboard):
    switchboard.will_answer(200, call(status="in-progress"))

    carrier.say_again(CALL, "https://line.example/calls/t/machine")

    [(method, path, form)] = switchboard.asked
    assert (method, path.endswith(f"/Calls/{CALL}.json")) == ("POST", True)
    assert form == {"Url": ["https://line.example/calls/t/machine#rc=2&rp=ct,5xx"], "Method": ["POST"]}


def test_a_call_that_is_over_is_told_nothing(carrier, switchboard):
    switchboard.will_answer(400, problem(21220))

    carrier.say_again(CALL, "https://line.example/calls/t/machine")

    assert len(switchboard.asked) == 1


def test_only_a_call_can_be_told_something(carrier, switchboard):
    with pytest.raises(Refused):
        carrier.say_again(TEXT, "https://line.example/calls/t/machine")

    assert switchboard.asked == []


def test_a_look_up_says_who_answered(carrier, switchboard):
    switchboard.will_answer(200, call(answered_by="machine_end_other", status="completed"))

    assert carrier.look_up(CALL).listener == Listener.MACHINE


def test_a_text_is_sent_and_waits_no_longer_than_it_may(carrier, switchboard):
    switchboard.will_answer(201, text())

    assert carrier.send(WORDS) == TEXT

    [(_, path, form)] = switchboard.asked
    assert path.endswith("/Messages.json")
    assert form["Body"] == ["気をつけて"]
    assert form["ValidityPeriod"] == ["14400"]
    assert form["StatusCallback"] == ["https://line.example/texts/t/status#rc=2&rp=ct,5xx"]


@pytest.mark.parametrize(
    ("status", "code", "kind", "processed_or_fatal"),
    [
        (400, 21211, Refused, False),  # no such destination
        (400, 21610, Refused, False),  # opted out
        (400, 99999, Refused, False),  # a code that we have never seen
        (400, 21210, Refused, True),  # the sender is not ours
        (400, 21215, Refused, True),  # no permission for the country
        (401, 20003, Refused, True),
        (403, 20005, Refused, True),
        (403, 21610, Refused, False),
        (404, 20404, Refused, True),  # the account itself is unknown
        (429, 20429, Unavailable, False),
        (400, 21611, Unavailable, False),  # the queue is full
        (500, 20500, Unavailable, None),
        (503, 20503, Unavailable, None),
        (500, 21211, Unavailable, None),  # a fault is a fault, whatever code it names
    ],
)
def test_what_the_carrier_answers_becomes_one_of_two_failures(
    carrier, switchboard, status, code, kind, processed_or_fatal
):
    switchboard.will_answer(status, problem(code))

    failure = failure_of(carrier)

    assert type(failure) is kind
    assert failure.code == code
    assert (failure.fatal if kind is Refused else failure.processed) is processed_or_fatal


def test_a_hanging_carrier_may_have_placed_the_call(carrier, switchboard):
    switchboard.will_hang()

    failure = failure_of(carrier)

    assert isinstance(failure, Unavailable)
    assert failure.processed is None
    assert "in time" in str(failure)


def test_a_carrier_that_hangs_up_may_have_placed_the_call(carrier, switchboard):
    switchboard.will_hang_up()

    failure = failure_of(carrier)

    assert isinstance(failure, Unavailable)
    assert failure.processed is None
    assert len(switchboard.asked) == 1  # Not tried a second time: that might be a second call.


def test_not_even_a_question_is_asked_twice(carrier, switchboard):
    switchboard.will_hang_up()

    with pytest.raises(Unavailable):
        carrier.look_up(CALL)
    assert len(switchboard.asked) == 1


def test_a_carrier_that_is_not_there_has_certainly_not_placed_it():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    adapter = TwilioCarrier("AC" + "0" * 32, "token", base_url=f"http://127.0.0.1:{port}")

    failure = failure_of(adapter)

    adapter.close()
    assert isinstance(failure, Unavailable)
    assert failure.processed is False


@pytest.mark.parametrize(
    "body", ["", "<html>", "[1]", "null", '{"sid": null}', '{"sid": 7}', f'{{"sid": "{HOME}"}}']
)
def test_an_unreadable_success_may_be_a_placed_call(carrier, switchboard, body):
    switchboard.will_answer(201, body)

    failure = failure_of(carrier)

    assert isinstance(failure, Unavailable)
    assert failure.processed is None


@pytest.mark.parametrize(
    "body", ["", "<html>no</html>", f'{{"code": {HOME[1:]}}}', f'{{"code": "{HOME}"}}', '{"code": true}']
)
def test_a_refusal_without_a_code_of_the_carrier_stops_the_campaign(carrier, switchboard, body):
    switchboard.will_answer(404, body)

    failure = failure_of(carrier)

    assert isinstance(failure, Refused)
    assert failure.fatal
    assert failure.code is None


def test_a_problem_document_says_no_more_than_the_old_form(carrier, switchboard):
    switchboard.will_answer(
        400, {"type": "x", "title": f"no {HOME}", "status": 400, "code": 21211, "detail": HOME}
    )

    assert failure_of(carrier).code == 21211


def test_a_problem_document_may_hold_anything(carrier, switchboard):
    switchboard.will_answer(400, {"type": "x", "title": "x", "status": HOME, "code": HOME})

    assert isinstance(failure_of(carrier), Unavailable)


def test_a_redirect_is_not_followed(carrier, switchboard):
    switchboard.will_answer(307, Location="http://elsewhere.example/")

    failure = failure_of(carrier)

    assert isinstance(failure, Refused)
    assert failure.fatal


def test_a_call_is_looked_up(carrier, switchboard):
    switchboard.will_answer(200, call(status="completed", duration="23"))

    record = carrier.look_up(CALL)

    assert switchboard.asked[0][1].endswith(f"/Calls/{CALL}.json")
    assert record.progress is Progress.COMPLETED
    assert record.duration == 23
    assert record.created_at == datetime(2026, 11, 24, 1, tzinfo=UTC)
    assert record.to == PhoneNumber(HOME)


def test_a_text_is_looked_up(carrier, switchboard):
    switchboard.will_answer(200, text(status="undelivered", error_code=30005))

    record = carrier.look_up(TEXT)

    assert switchboard.asked[0][1].endswith(f"/Messages/{TEXT}.json")
    assert (record.progress, record.code) == (Progress.UNDELIVERED, 30005)


def test_a_status_word_of_tomorrow_is_no_exception(carrier, switchboard):
    switchboard.will_answer(200, call(status="teleported", to="client:somebody"))

    record = carrier.look_up(CALL)

    assert record.progress is Progress.QUEUED
    assert record.to is None


@pytest.mark.parametrize("ref", ["", "CA1", "../Calls", "XX" + "a" * 32, CALL + "\n"])
def test_a_strange_reference_is_refused_without_asking(carrier, switchboard, ref):
    with pytest.raises(Refused):
        carrier.look_up(ref)
    assert switchboard.asked == []


def test_calls_are_listed_by_sender_and_date_in_utc_and_never_by_destination(carrier, switchboard):
    queued, moved, ended = ("CA" + letter * 32 for letter in "abc")
    switchboard.will_answer(200, {"calls": [call(queued), call(moved)], "next_page_uri": None})
    switchboard.will_answer(
        200, {"calls": [call(moved, "ringing"), call(ended, "busy")], "next_page_uri": None}
    )

    found = list(carrier.list_calls(OURS, datetime(2026, 11, 24, 10, tzinfo=TOKYO)))

    assert {record.ref: record.progress for record in found} == {
        queued: Progress.QUEUED,
        moved: Progress.RINGING,
        ended: Progress.BUSY,
    }
    first, second = (parse_qs(urlsplit(path).query) for _, path, _ in switchboard.asked)
    assert (first["From"], first["Status"]) == ([OURS], ["queued"])
    assert (second["From"], second["StartTime>"]) == ([OURS], ["2026-11-24T01:00:00Z"])
    assert "To" not in first | second


def test_a_list_that_was_cut_off_is_no_answer(carrier, switchboard):
    three = [call("CA" + letter * 32) for letter in "abc"]
    switchboard.will_answer(200, {"calls": [], "next_page_uri": None})
    switchboard.will_answer(200, {"calls": three, "next_page_uri": None})

    with pytest.raises(Unavailable, match="more than 2"):
        carrier.list_calls(OURS, datetime(2026, 11, 24, tzinfo=UTC), limit=2)


def test_texts_are_listed_waiting_and_sent(carrier, switchboard):
    waiting, sent = "SM" + "a" * 32, "SM" + "b" * 32
    switchboard.will_answer(200, {"messages": [text(waiting)], "next_page_uri": None})
    switchboard.will_answer(200, {"messages": [text(sent, "sent")], "next_page_uri": None})

    found = list(carrier.list_texts(OURS, datetime(2026, 11, 24, 10, tzinfo=TOKYO)))

    assert [(record.ref, record.progress) for record in found] == [
        (waiting, Progress.QUEUED),
        (sent, Progress.SENT),
    ]
    assert parse_qs(urlsplit(switchboard.asked[1][1]).query)["DateSent>"] == ["2026-11-24T01:00:00Z"]


def test_texts_that_wait_are_listed_however_many_came_after_them(carrier, switchboard):
    refs = [f"SM{n:032x}" for n in range(300)]
    waiting = [text(ref, "queued") for ref in refs]
    switchboard.will_answer(200, {"messages": waiting, "next_page_uri": None})
    switchboard.will_answer(200, {"messages": [], "next_page_uri": None})

    found = list(carrier.list_texts(OURS, datetime(2026, 11, 24, 10, tzinfo=TOKYO)))

    assert [record.ref for record in found] == refs


def test_an_hour_without_a_zone_is_a_mistake_of_ours(carrier):
    with pytest.raises(ValueError, match="time zone"):
        carrier.list_calls(OURS, datetime(2026, 11, 24))  # noqa: DTZ001


def test_a_ringing_call_is_cancelled(carrier, switchboard):
    switchboard.will_answer(200, call(status="canceled"))

    carrier.cancel(CALL)

    assert [form for _, _, form in switchboard.asked] == [{"Status": ["canceled"]}]


@pytest.mark.parametrize("answer", [(200, call(status="in-progress")), (400, problem(21220))])
def test_a_call_answered_meanwhile_is_left_alone(carrier, switchboard, answer):
    switchboard.will_answer(*answer)

    carrier.cancel(CALL)

    assert [form["Status"] for _, _, form in switchboard.asked] == [["canceled"]]


def test_a_text_cannot_be_cancelled(carrier, switchboard):
    with pytest.raises(Refused):
        carrier.cancel(TEXT)
    assert switchboard.asked == []


def test_a_record_is_erased(carrier, switchboard):
    switchboard.will_answer(204)
    switchboard.will_answer(404, problem(20404))

    carrier.erase(CALL)
    carrier.erase(TEXT)  # Gone already.

    assert [(method, path.rsplit("/", 1)[1]) for method, path, _ in switchboard.asked] == [
        ("DELETE", f"{CALL}.json"),
        ("DELETE", f"{TEXT}.json"),
    ]


def test_a_record_that_is_not_final_is_erased_later(carrier, switchboard):
    switchboard.will_answer(400, problem(20009))

    with pytest.raises(Unavailable) as caught:
        carrier.erase(CALL)
    assert caught.value.processed is False


def test_a_page_that_is_not_the_carriers_does_not_count_as_erased(carrier, switchboard):
    switchboard.will_answer(404, "<html>not found</html>")

    with pytest.raises(Refused):
        carrier.erase(CALL)


def test_no_other_host_is_asked(switchboard):
    transport = Transport("https://api.example.com")

    with pytest.raises(WrongAddress):
        transport.request("POST", f"{switchboard.url}/Calls.json")
    transport.close()
    assert switchboard.asked == []


def test_nothing_is_logged_and_nothing_is_kept(carrier, switchboard, caplog):
    caplog.set_level(logging.DEBUG)
    switchboard.will_answer(201, call())

    carrier.place(ORDER)

    assert caplog.text == ""
    kept = vars(carrier._transport)
    assert not any(HOME in repr(value) for value in kept.values())
    assert kept["_test_only_last_request"] is None
    assert kept["_test_only_last_response"] is None


def test_the_environment_leads_nowhere_else(switchboard, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setitem(os.environ, name, "http://127.0.0.1:1")
    monkeypatch.setitem(os.environ, "TWILIO_EDGE", "sydney")
    monkeypatch.setitem(os.environ, "TWILIO_REGION", "au1")
    switchboard.will_answer(201, call())
    adapter = TwilioCarrier("AC" + "0" * 32, "token", base_url=switchboard.url)

    assert adapter.place(ORDER) == CALL
    adapter.close()


def test_the_edge_chooses_the_entrance():
    adapter = TwilioCarrier("AC" + "0" * 32, "token", edge="tokyo")

    assert adapter._client.api.base_url == "https://api.tokyo.us1.twilio.com"
    adapter.close()
