"""What TwiML makes a caller hear, and what it makes the carrier complain about."""

import io
import wave

import pytest
from flask import Response

OURS = "+815000000100"

END = "We are sorry, an application error has occurred. Goodbye."


def heard(phone):
    return [one.text for one in phone.heard]


SPOKEN = [
    ("in order", "<Say>one</Say><Say>two</Say>", ["one", "two"]),
    (
        "with marks for the voice",
        "<Say>press <break time='1s'/><emphasis>one</emphasis> now</Say>",
        ["press one now"],
    ),
    ("twice", "<Say loop='2'>again</Say>", ["again", "again"]),
    ("nothing after the end", "<Say>one</Say><Hangup/><Say>two</Say>", ["one"]),
    ("nothing after going elsewhere", "<Redirect>/next</Redirect><Say>two</Say>", ["next"]),
    ("from a relative place", "<Redirect>next</Redirect>", ["next"]),
    ("keys that are played", "<Play digits='1w2'/><Say>two</Say>", ["1w2", "two"]),
    (
        "falls through without a key",
        "<Gather timeout='3'><Say>one</Say></Gather><Say>two</Say>",
        ["one", "two"],
    ),
    ("connected to somebody", "<Dial>+81451234567</Dial><Say>two</Say>", ["+81451234567", "two"]),
]


@pytest.mark.parametrize(("_what", "twiml", "texts"), SPOKEN, ids=[row[0] for row in SPOKEN])
def test_caller_hears(telco, _what, twiml, texts):
    telco.web.says("/voice", twiml)
    telco.web.says("/next", "<Say>next</Say>")
    phone = telco.phone()

    phone.dial(OURS)
    phone.stay_silent()

    assert heard(phone) == texts
    assert telco.codes() == []


REFUSED = [
    ("no XML", "<Say>", 12100),
    ("wrong case of a verb", "<say>one</say>", 12200),
    ("wrong case of an attribute", "<Gather numdigits='1'/>", 12200),
    ("unknown verb", "<Sing>one</Sing>", 12200),
    ("unknown attribute", "<Say volume='9'>one</Say>", 12200),
    ("element in Say", "<Say><Pause/></Say>", 12200),
    ("element in Redirect", "<Redirect><Say>one</Say></Redirect>", 12200),
    ("Gather in Gather", "<Gather><Gather/></Gather>", 13320),
    ("Redirect in Gather", "<Gather><Redirect>/a</Redirect></Gather>", 13320),
    ("keys played in Gather", "<Gather><Play digits='1'/></Gather>", 13430),
    ("numDigits of Gather", "<Gather numDigits='none'/>", 13314),
    ("no digits at all", "<Gather numDigits='0'/>", 13314),
    ("timeout of Gather", "<Gather timeout='long'/>", 13313),
    ("finishOnKey of Gather", "<Gather finishOnKey='12'/>", 13310),
    ("method of Gather", "<Gather method='PUT'/>", 13312),
    ("input of Gather", "<Gather input='voice'/>", 13326),
    ("actionOnEmptyResult of Gather", "<Gather actionOnEmptyResult='1'/>", 13338),
    ("loop of Say", "<Say loop='often'>one</Say>", 13510),
    ("loop of Say in Gather", "<Gather><Say loop='often'>one</Say></Gather>", 13322),
    ("loop of Play", "<Play loop='-1'>/a.wav</Play>", 13410),
    ("digits of Play", "<Play digits='abc'/>", 13430),
    ("length of Pause", "<Pause length='some'/>", 13910),
    ("method of Redirect", "<Redirect method='HEAD'>/a</Redirect>", 13710),
    ("timeout of Dial", "<Dial timeout='x'>+81451234567</Dial>", 13212),
    ("element in Dial", "<Dial><Conference>a</Conference></Dial>", 13215),
    ("Reject too late", "<Say>one</Say><Reject/>", 12200),
    ("Redirect to another scheme", "<Redirect>ftp://x/a</Redirect>", 11100),
]


@pytest.mark.parametrize(("_what", "twiml", "code"), REFUSED, ids=[row[0] for row in REFUSED])
def test_carrier_complains_and_ends_the_call(telco, _what, twiml, code):
    telco.web.says("/voice", twiml)
    phone = telco.phone()

    phone.dial(OURS)

    assert telco.codes() == [code]
    assert phone.heard_last.endswith(END)
    assert not phone.on_the_line


UNSAID = [
    ("a voice that does not exist", "voice='Polly.Nobody'", "one", 13511),
    ("a voice of a tier that does not exist", "voice='Polly.Mizuki-Neural'", "one", 13511),
    ("a voice of another language", "voice='Polly.Takumi-Neural' language='en-US'", "one", 13512),
    ("a language without a voice", "language='ne-NP'", "one", 13512),
    ("too many letters", "language='ja-JP'", "警" * 501, 13521),
    ("nothing", "", " ", 13520),
]


@pytest.mark.parametrize(("_what", "attributes", "text", "code"), UNSAID, ids=[row[0] for row in UNSAID])
def test_sentence_that_cannot_be_said_is_passed_over(telco, _what, attributes, text, code):
    telco.web.says("/voice", f"<Say {attributes}>{text}</Say><Say>two</Say>")
    phone = telco.phone()

    phone.dial(OURS)

    assert telco.codes() == [code]
    assert heard(phone) == ["two"]


SAID = [
    ("voice='Polly.Takumi-Neural' language='ja-JP'", "ja-JP"),
    ("voice='Polly.Joanna-Neural'", "en-US"),
    ("voice='Google.vi-VN-Neural2-A' language='vi-VN'", "vi-VN"),
    ("voice='Google.fil-ph-Neural2-A' language='fil-PH'", "fil-PH"),
    ("voice='Google.cmn-TW-Wavenet-A' language='zh-TW'", "zh-TW"),
    ("voice='alice' language='ja-JP'", "ja-JP"),
    ("language='ko-KR'", "ko-KR"),
    ("", "en-US"),
]


@pytest.mark.parametrize(("attributes", "language"), SAID)
def test_voice_speaks_its_language(telco, attributes, language):
    telco.web.says("/voice", f"<Say {attributes}>one</Say>")
    phone = telco.phone()

    phone.dial(OURS)

    assert telco.codes() == []
    assert [one.language for one in phone.heard] == [language]


def test_japanese_takes_its_time(telco):
    telco.web.says("/voice", f"<Say language='ja-JP'>{'警' * 65}</Say>")
    phone = telco.phone()

    phone.dial(OURS)

    assert phone.call.seconds == 10


KEYS = [
    ("one digit is enough", "numDigits='1'", "1", "1"),
    ("two digits", "numDigits='2'", "12", "12"),
    ("until the sharp", "", "123#", "123"),
    ("until the star", "finishOnKey='*'", "12*", "12"),
    ("no finishing key, so the star counts", "finishOnKey='' numDigits='1'", "*", "*"),
    ("no finishing key, so the sharp counts", "finishOnKey='' numDigits='1'", "#", "#"),
]


@pytest.mark.parametrize(("_what", "attributes", "keys", "digits"), KEYS, ids=[row[0] for row in KEYS])
def test_keys_reach_the_action(telco, _what, attributes, keys, digits):
    telco.web.says("/voice", f"<Gather action='/keys' {attributes}><Say>which?</Say></Gather>")
    phone = telco.phone()
    phone.dial(OURS)

    phone.press(*keys)

    assert telco.web.at("/keys")[0]["Digits"] == digits


def test_sharp_before_any_digit_falls_through(telco):
    telco.web.says("/voice", "<Gather action='/keys'><Say>which?</Say></Gather><Say>two</Say>")
    phone = telco.phone()
    phone.dial(OURS)

    phone.press("#")

    assert not telco.web.at("/keys")
    assert phone.heard_last == "two"


def test_silence_is_told_where_that_was_asked(telco):
    telco.web.says(
        "/voice", "<Gather action='/keys' actionOnEmptyResult='true' timeout='8'><Say>?</Say></Gather>"
    )
    phone = telco.phone()
    phone.dial(OURS)
    before = telco.clock.now()

    phone.stay_silent()

    assert telco.web.at("/keys")[0]["Digits"] == ""
    assert (telco.clock.now() - before).total_seconds() == 8


def test_unfinished_digits_are_sent_when_time_is_up(telco):
    telco.web.says("/voice", "<Gather action='/keys' timeout='4' numDigits='3'><Say>?</Say></Gather>")
    phone = telco.phone()
    phone.dial(OURS)

    phone.press("1")
    phone.stay_silent()

    assert telco.web.at("/keys")[0]["Digits"] == "1"


def test_key_cuts_the_question_short(telco):
    telco.web.says(
        "/voice", f"<Gather action='/keys' numDigits='1'><Say>{'long ' * 100}</Say><Say>b</Say></Gather>"
    )
    phone = telco.phone()
    phone.dial(OURS, hear=False)
    phone.wait(3)

    phone.press("4")

    assert telco.web.at("/keys")[0]["Digits"] == "4"
    assert "b" not in heard(phone)
    assert phone.call.seconds == 3


def test_key_outside_a_question_changes_nothing(telco):
    telco.web.says("/voice", f"<Say>{'long ' * 100}</Say><Say>b</Say>")
    phone = telco.phone()
    phone.dial(OURS, hear=False)
    phone.wait(3)

    phone.press("4")

    assert heard(phone)[-1] == "b"
    assert [path for path, _ in telco.web.received] == ["/voice"]


def test_gather_without_an_action_asks_the_same_document_again(telco):
    telco.web.says("/voice", "<Gather numDigits='1'><Say>which?</Say></Gather>")
    phone = telco.phone()
    phone.dial(OURS)

    phone.press("1", "2")

    assert [params.get("Digits") for params in telco.web.at("/voice")] == [None, "1", "2"]


def test_listener_confirms_by_a_key_after_thinking(telco):
    telco.web.says(
        "/answer", "<Gather action='/confirm' numDigits='1' timeout='10'><Say>any key</Say></Gather>"
    )

    telco.place("+819012340006")
    telco.place("+819012340007")
    telco.run()

    assert [params["To"][-4:] for params in telco.web.at("/confirm")] == ["0006"]


def test_document_in_the_order_itself_needs_absolute_addresses(telco):
    telco.place(
        url=None, twiml="<Response><Gather action='/x' numDigits='1'><Say>a</Say></Gather></Response>"
    )
    telco.run()

    assert telco.codes() == [11100]


def test_rejected_caller_hears_nothing(telco):
    telco.web.says("/voice", "<Reject reason='busy'/>")
    phone = telco.phone()

    phone.dial(OURS)

    assert (phone.call.status, phone.heard, phone.call.seconds) == ("busy", [], 0)


def test_endless_redirects_come_to_an_end(telco):
    telco.web.says("/voice", "<Redirect>/voice</Redirect>")
    phone = telco.phone()

    phone.dial(OURS)

    assert telco.codes() == [12400]


ANSWERS = [
    ("status 500", Response("broken", status=500), 11200),
    ("status 404", Response("missing", status=404), 11200),
    ("nothing", Response("", mimetype="text/xml"), 11770),
    ("another type", Response("{}", mimetype="application/json"), 12300),
    ("too much", Response("<Response>" + " " * 65_536 + "</Response>", mimetype="text/xml"), 11750),
]


@pytest.mark.parametrize(("_what", "answer", "code"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_useless_answer_ends_the_call(telco, _what, answer, code):
    telco.web.answers["/voice"] = answer
    phone = telco.phone()

    phone.dial(OURS)

    assert telco.codes() == [code]
    assert phone.heard_last == END


def test_answer_without_a_type_is_refused(telco):
    answer = Response("<Response/>")
    del answer.headers["Content-Type"]
    telco.web.answers["/voice"] = answer

    telco.phone().dial(OURS)

    assert telco.codes() == [12300]


def test_plain_text_is_read_aloud(telco):
    telco.web.answers["/voice"] = Response("hello there", mimetype="text/plain")
    phone = telco.phone()

    phone.dial(OURS)

    assert phone.heard_last == "hello there"


def test_recording_is_played_as_long_as_it_lasts(telco):
    sound = io.BytesIO()
    with wave.open(sound, "wb") as file:
        file.setparams((1, 1, 8000, 0, "NONE", ""))
        file.writeframes(bytes(8000 * 6))
    telco.web.answers["/a.wav"] = Response(sound.getvalue(), mimetype="audio/wav")
    telco.web.says("/voice", "<Play loop='2'>/a.wav</Play>")
    phone = telco.phone()

    phone.dial(OURS)

    assert phone.call.seconds == 12
    assert [one.kind for one in phone.heard] == ["play", "play"]
    assert len(telco.web.at("/a.wav")) == 1
    assert telco.web.at("/a.wav")[0] == {}


def test_recording_that_is_none_is_passed_over(telco):
    telco.web.says("/a.wav", "")
    telco.web.says("/voice", "<Play>/a.wav</Play><Say>two</Say>")
    phone = telco.phone()

    phone.dial(OURS)

    assert telco.codes() == [12300]
    assert heard(phone) == ["two"]


def test_fallback_saves_the_call_and_is_told_why(telco):
    telco.web.answers["/answer"] = Response("broken", status=500)
    telco.web.says("/fallback", "<Say>one moment</Say>")

    call = telco.place(fallback_url=f"{telco.web.url}/fallback")
    telco.run()

    assert [one.text for one in telco.network.calls[call.sid].heard] == ["one moment"]
    assert telco.web.at("/fallback")[0]["ErrorCode"] == "11200"
    assert telco.web.at("/fallback")[0]["ErrorUrl"] == f"{telco.web.url}/answer"


def test_broken_fallback_is_the_end(telco):
    telco.web.answers["/answer"] = telco.web.answers["/fallback"] = Response("broken", status=500)

    telco.place(fallback_url=f"{telco.web.url}/fallback")
    telco.run()

    assert telco.codes() == [11200, 11200]
    assert telco.web.statuses() == ["completed"]
