import pytest
from flask import Flask

from carrier import reading
from carrier.events import CallArrived, CallProgress, TextProgress, Verdict
from carrier.port import Listener, Progress
from privacy.number import PhoneNumber
from privacy.vault import handle

OURS, THEIRS = "+815000000000", "+819012345678"
KEY = b"k" * 32


def read(reader, **form):
    with Flask(__name__).test_request_context(method="POST", data=form):
        return reader()


def is_their_line(caller):
    return not caller.withheld and caller.handle_under(KEY) == handle(KEY, PhoneNumber(THEIRS))


def test_a_call_arrives_at_the_number_that_was_dialled():
    assert read(reading.read_call_arrived, To=OURS, From=THEIRS) == CallArrived(dialled=OURS)


@pytest.mark.parametrize("to", ["", "sip:line@example.com", "+81 50", "<script>"])
def test_a_call_to_no_number_has_none(to):
    assert read(reading.read_call_arrived, To=to).dialled == ""


@pytest.mark.parametrize(
    ("digits", "key"),
    [
        ("1", "1"),
        ("*", "*"),
        ("#", "#"),
        ("12", "1"),
        ("", ""),
        ("w", ""),
        ("１", ""),
        ("１2", ""),
        (" 1", ""),
    ],
)
def test_one_key_is_read_and_no_more(digits, key):
    assert read(reading.read_key, Digits=digits).key == key


def test_no_key_came():
    assert read(reading.read_key).key == ""


def test_the_caller_is_who_dialled_us():
    assert is_their_line(read(reading.read_key, From=THEIRS, To=OURS, Direction="inbound").caller)


def test_in_a_call_of_ours_the_caller_is_who_was_called():
    assert is_their_line(read(reading.read_key, From=OURS, To=THEIRS, Direction="outbound-api").caller)


@pytest.mark.parametrize(
    "hidden", ["", "anonymous", "unknown", "Restricted", "+266696687", "266696687", "09012345678", "client:x"]
)
def test_a_hidden_number_is_withheld(hidden):
    # 266696687 spells ANONYMOUS, and with a zero before it is somebody's telephone in Suwa.
    assert read(reading.read_key, From=hidden).caller.withheld


def test_the_caller_does_not_print():
    assert "9012345678" not in repr(read(reading.read_key, From=THEIRS, Digits="1"))


def test_a_call_of_ours_tells_how_far_it_came():
    form = {
        "CallSid": "CA1",
        "CallStatus": "completed",
        "SequenceNumber": "3",
        "CallDuration": "23",
        "AnsweredBy": "machine_end_beep",
        "Duration": "1",
        "To": THEIRS,
    }

    assert read(reading.read_call_progress, **form) == CallProgress(
        "CA1", Progress.COMPLETED, sequence=3, seconds=23, listener=Listener.MACHINE
    )


@pytest.mark.parametrize(
    ("word", "listener", "records"),
    [
        ("human", Listener.HUMAN, False),
        ("machine_start", Listener.MACHINE, False),  # Its greeting is not over.
        ("machine_end_beep", Listener.MACHINE, True),
        ("machine_end_silence", Listener.MACHINE, True),
        ("machine_end_other", Listener.MACHINE, True),
        ("fax", Listener.MACHINE, False),
        ("unknown", Listener.UNKNOWN, False),
    ],
)
def test_a_verdict_says_who_answered_and_whether_a_machine_records(word, listener, records):
    verdict = read(reading.read_verdict, CallSid="CA1", AnsweredBy=word, To=THEIRS)

    assert verdict == Verdict("CA1", listener, records)


@pytest.mark.parametrize(
    "form", [{"CallSid": "CA1"}, {"CallSid": "CA1", "AnsweredBy": "parrot"}, {"AnsweredBy": "fax"}]
)
def test_a_verdict_that_says_nothing_is_none(form):
    assert read(reading.read_verdict, **form) is None


def test_the_answer_request_tells_that_it_was_answered():
    event = read(reading.read_call_progress, CallSid="CA1", CallStatus="in-progress")

    assert event == CallProgress("CA1", Progress.ANSWERED)


def test_a_call_that_is_being_dialled_still_counts_as_queued():
    event = read(reading.read_call_progress, CallSid="CA1", CallStatus="initiated")

    assert event.progress is Progress.QUEUED


@pytest.mark.parametrize("form", [{}, {"CallSid": "CA1", "CallStatus": "levitating"}, {"CallStatus": "busy"}])
def test_a_report_that_says_nothing_is_none(form):
    assert read(reading.read_call_progress, **form) is None


def test_figures_that_are_none_are_left_out():
    odd = {"SequenceNumber": "-1", "CallDuration": "9" * 5000, "AnsweredBy": "a ghost", "ErrorCode": "²"}

    event = read(reading.read_call_progress, CallSid="CA1", CallStatus="busy", **odd)

    assert event == CallProgress("CA1", Progress.BUSY)


def test_a_text_arrives():
    event = read(reading.read_text_arrived, To=OURS, From=THEIRS, Body="112")

    assert (event.dialled, event.words) == (OURS, "112")
    assert is_their_line(event.caller)


def test_an_endless_text_is_cut():
    assert len(read(reading.read_text_arrived, Body="a" * 5000).words) == 1600


@pytest.mark.parametrize("names", [("MessageSid", "MessageStatus"), ("SmsSid", "SmsStatus")])
def test_a_text_of_ours_tells_how_far_it_came(names):
    sid, status = names

    event = read(reading.read_text_progress, **{sid: "SM1", status: "undelivered", "ErrorCode": "30005"})

    assert event == TextProgress("SM1", Progress.UNDELIVERED, code=30005)


def test_a_text_that_comes_to_us_is_no_progress():
    assert read(reading.read_text_progress, SmsSid="SM1", SmsStatus="received") is None
