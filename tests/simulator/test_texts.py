"""Texts, ours and theirs."""

import pytest
from flask import Response
from twilio.base.exceptions import TwilioRestException

OURS = "+815000000100"


@pytest.mark.parametrize(
    ("ending", "statuses", "error"),
    [
        ("0006", ["sent", "delivered"], None),
        ("0008", ["sent", "undelivered"], "30003"),
        ("0009", ["sent"], None),
        ("0010", ["failed"], "30005"),
    ],
)
def test_last_digits_decide_what_becomes_of_a_text(telco, ending, statuses, error):
    text = telco.text(f"+81901234{ending}")
    telco.run()

    assert text.status == "queued"
    assert telco.web.statuses() == statuses
    assert telco.web.at("/status")[-1].get("ErrorCode") == error
    assert telco.web.forged == 0


def test_text_is_shown_as_twilio_shows_it(telco):
    text = telco.text(body="警察です")
    telco.run()

    shown = text.fetch()
    assert (shown.sid[:2], shown.direction, shown.num_segments) == ("SM", "outbound-api", "1")
    assert shown.date_sent >= shown.date_created == text.date_created


@pytest.mark.parametrize(
    ("body", "segments"),
    [
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("警" * 70, 1),
        ("警" * 71, 2),
        ("😀" * 36, 2),
    ],
)
def test_body_takes_so_many_messages(telco, body, segments):
    assert telco.text(body=body).num_segments == str(segments)


def test_text_in_the_queue_can_be_cancelled(company):
    telco = company(texts_per_second=1)
    telco.text()
    waiting = telco.text()

    waiting.update(status="canceled")
    telco.run()

    assert waiting.fetch().status == "canceled"
    assert telco.web.statuses() == ["sent", "delivered"]


def test_text_on_its_way_out_can_be_called_back(telco):
    text = telco.text()
    telco.run(0.1)

    assert text.update(status="canceled").status == "canceled"
    telco.run()

    assert telco.web.statuses() == ["canceled"]


def test_text_that_is_out_cannot_be_called_back(telco):
    text = telco.text("+819012340009")
    telco.run()

    with pytest.raises(TwilioRestException) as refusal:
        text.update(status="canceled")

    assert refusal.value.status == 409


def test_text_that_waits_too_long_is_not_sent(company):
    telco = company(texts_per_second=0.1)
    telco.text()
    telco.text(validity_period=5)

    telco.run()

    assert sorted(telco.web.statuses()) == ["delivered", "failed", "sent"]


def test_crowd_gets_its_texts(company):
    telco = company()
    for number in range(2000):
        telco.network.send(f"+8190{11112222 + number:08d}", OURS, "hello")
    telco.run()

    ended = [text.status for text in telco.network.texts.values()]
    assert abs(ended.count("delivered") / 2000 - 0.93) < 0.03
    assert abs(ended.count("undelivered") / 2000 - 0.05) < 0.02


def test_somebody_texts_us_and_is_answered(telco):
    telco.web.says("/sms", "<Message>one</Message><Message><Body>two</Body></Message>")
    phone = telco.phone("+819011112222")

    assert phone.text(OURS, "help") == ["one", "two"]

    came = telco.web.at("/sms")[0]
    assert (came["Body"], came["From"], came["To"], came["NumMedia"]) == ("help", "+819011112222", OURS, "0")
    assert [one.direction for one in telco.client.messages.list()] == [
        "outbound-reply",
        "outbound-reply",
        "inbound",
    ]
    assert telco.web.forged == 0


@pytest.mark.parametrize("answer", [Response(status=204), Response("<Response/>", mimetype="text/xml")])
def test_nothing_need_be_answered(telco, answer):
    telco.web.answers["/sms"] = answer

    assert telco.phone().text(OURS, "hello") == []
    assert telco.codes() == []


def test_answer_may_come_from_elsewhere(telco):
    telco.web.says("/sms", "<Redirect>/other</Redirect>")
    telco.web.says("/other", "<Message>one</Message>")

    assert telco.phone().text(OURS, "hello") == ["one"]


@pytest.mark.parametrize(
    ("twiml", "code"),
    [("<Say>one</Say>", 12200), ("<Message>", 12100), (f"<Message>{'x' * 1601}</Message>", 21617)],
)
def test_useless_answer_is_lost(telco, twiml, code):
    telco.web.says("/sms", twiml)

    assert telco.phone().text(OURS, "hello") == []
    assert telco.codes() == [code]


def test_text_to_a_telephone_of_ours_arrives_there(telco):
    phone = telco.phone("+819012340006").register()

    telco.text(body="警察です")
    telco.run()

    assert phone.inbox == ["警察です"]
