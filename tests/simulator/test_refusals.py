"""What the REST API refuses, with Twilio's codes."""

import pytest
from twilio.base.exceptions import TwilioRestException
from twilio.http.http_client import TwilioHttpClient
from twilio.rest import Client

ACCOUNT = "AC" + "0" * 32
OURS = "+815000000100"
THEIRS = "+819012340006"

CALLS = [
    ("no To", {"to": ""}, 21201),
    ("no From", {"from_": ""}, 21213),
    ("no Url", {"url": None}, 21205),
    ("Url that is none", {"url": "example.com/answer"}, 21205),
    ("Url of another scheme", {"url": "ftp://example.com/answer"}, 21205),
    ("To that is no number", {"to": "hello"}, 21211),
    ("To as people write it", {"to": "090-1234-5678"}, 21211),
    ("To that does not exist", {"to": "+81110"}, 21211),
    ("From that is no number", {"from_": "police"}, 21212),
    ("From of somebody else", {"from_": "+815000000999"}, 21210),
    ("SendDigits", {"send_digits": "abc"}, 21206),
    ("Timeout", {"timeout": 601}, 21208),
    ("TimeLimit", {"time_limit": 0}, 20001),
    ("Method", {"method": "PUT"}, 21209),
    ("StatusCallbackEvent", {"status_callback_event": ["answered", "finished"]}, 21626),
    ("StatusCallback", {"status_callback": "nowhere"}, 21609),
    ("host of StatusCallback", {"status_callback": "http://my_host/status"}, 21609),
    ("MachineDetection", {"machine_detection": "Guess"}, 21234),
    ("Twiml that is too long", {"url": None, "twiml": "x" * 4001}, 32018),
    ("number for 21211", {"to": "+819010000011"}, 21211),
    ("number for 21216", {"to": "+819010000012"}, 21216),
    ("number for 21215", {"to": "+819010000013"}, 21215),
]


@pytest.mark.parametrize(("_what", "changed", "code"), CALLS, ids=[row[0] for row in CALLS])
def test_call_is_refused(telco, _what, changed, code):
    order = {"to": THEIRS, "from_": OURS, "url": f"{telco.web.url}/answer", **changed}

    with pytest.raises(TwilioRestException) as refusal:
        telco.client.calls.create(**order)

    assert (refusal.value.status, refusal.value.code) == (400, code)
    assert not telco.network.calls


TEXTS = [
    ("no To", {"to": ""}, 21604),
    ("no From", {"from_": ""}, 21603),
    ("no Body", {"body": None}, 21602),
    ("Body of spaces", {"body": "  "}, 21602),
    ("Body that is too long", {"body": "x" * 1601}, 21617),
    ("To that is no number", {"to": "12"}, 21211),
    ("To a landline", {"to": "+81451234567"}, 21614),
    ("From of somebody else", {"from_": "+815000000999"}, 21606),
    ("From that is no sender", {"from_": "a sender of too many letters"}, 21212),
    ("StatusCallback", {"status_callback": "nowhere"}, 21609),
    ("ValidityPeriod", {"validity_period": 40_000}, 21624),
    ("ContentRetention", {"content_retention": "burn"}, 30029),
    ("AddressRetention", {"address_retention": "burn"}, 30030),
    ("MediaUrl", {"media_url": ["http://example.com/a.png"]}, 21620),
    ("number for 21610", {"to": "+819010000014"}, 21610),
]


@pytest.mark.parametrize(("_what", "changed", "code"), TEXTS, ids=[row[0] for row in TEXTS])
def test_text_is_refused(telco, _what, changed, code):
    order = {"to": THEIRS, "from_": OURS, "body": "hello", **changed}

    with pytest.raises(TwilioRestException) as refusal:
        telco.client.messages.create(**order)

    assert (refusal.value.status, refusal.value.code) == (400, code)
    assert not telco.network.texts


def test_refusal_looks_like_twilios(telco):
    with pytest.raises(TwilioRestException) as refusal:
        telco.place("+819010000011")

    assert "+819010000011" in refusal.value.msg
    assert refusal.value.uri == f"/Accounts/{ACCOUNT}/Calls.json"


@pytest.mark.parametrize(
    ("account", "token", "status", "code"),
    [(ACCOUNT, "wrong", 401, 20003), ("AC" + "1" * 32, "x", 401, 20003)],
)
def test_stranger_is_turned_away(telco, account, token, status, code):
    http = TwilioHttpClient(timeout=5)
    stranger = Client(account, token, http_client=http)
    stranger.api.base_url = telco.server.url

    with pytest.raises(TwilioRestException) as refusal:
        stranger.calls.create(to=THEIRS, from_=OURS, url="http://localhost/answer")
    http.session.close()

    assert (refusal.value.status, refusal.value.code) == (status, code)


@pytest.mark.parametrize("kind", ["calls", "messages"])
@pytest.mark.parametrize("act", ["fetch", "delete"])
def test_what_does_not_exist_is_not_found(telco, kind, act):
    missing = getattr(telco.client, kind)("XX" + "0" * 32)

    with pytest.raises(TwilioRestException) as refusal:
        getattr(missing, act)()

    assert (refusal.value.status, refusal.value.code) == (404, 20404)
