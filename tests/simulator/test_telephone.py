"""A telephone in the hand of a test, and the one in the browser."""

import pytest

from carrier.simulator import NobodyThere, create_simulator

OURS = "+815000000100"


def ask(telco):
    telco.web.says("/voice", "<Gather action='/keys' numDigits='1' timeout='8'><Say>which?</Say></Gather>")
    telco.web.says("/keys", "<Say language='ja-JP'>切ってください。</Say>")


def test_caller_hears_a_question_answers_it_and_hears_more(telco):
    ask(telco)
    phone = telco.phone("+819011112222")

    phone.dial(OURS)
    assert (phone.heard_last, phone.listening) == ("which?", True)
    phone.press("3")

    assert phone.heard_last == "切ってください。"
    assert [one.kind for one in phone.heard] == ["say", "key", "say"]
    assert not phone.on_the_line


def test_our_side_learns_who_calls(telco):
    ask(telco)

    telco.phone("+819011112222").dial(OURS)
    telco.phone().dial(OURS)

    assert [params["From"] for params in telco.web.at("/voice")] == ["+819011112222", "anonymous"]
    assert telco.web.at("/voice")[0]["Direction"] == "inbound"
    assert telco.web.at("/voice")[0]["CallStatus"] == "ringing"


def test_caller_hangs_up(telco):
    ask(telco)
    phone = telco.phone()
    phone.dial(OURS)

    phone.hang_up()

    assert (phone.call.status, phone.on_the_line) == ("completed", False)
    phone.press("1")
    assert not telco.web.at("/keys")


@pytest.mark.parametrize("number", ["+815000000999", "110", ""])
def test_nobody_answers_at_a_number_that_is_not_ours(telco, number):
    with pytest.raises(NobodyThere):
        telco.phone().dial(number)
    with pytest.raises(NobodyThere):
        telco.phone().text(number, "hello")


def test_our_call_rings_at_a_telephone_until_it_is_picked_up(telco):
    telco.web.says("/answer", "<Say>this is the police</Say>")
    phone = telco.phone("+819012340002").register()
    telco.place("+819012340002")
    telco.run(5)
    assert (phone.on_the_line, phone.connected) == (True, False)

    phone.answer()

    assert phone.heard_last == "this is the police"


def test_our_call_rings_in_vain(telco):
    phone = telco.phone("+819012340006").register()

    telco.place("+819012340006", timeout=30)
    telco.run()

    assert telco.web.statuses() == ["no-answer"]
    assert not phone.on_the_line


@pytest.fixture
def browser(telco):
    return create_simulator(telco.network, {"phone.title": "Phone", "language": "en"}).test_client()


def test_page_has_its_words_and_the_number_to_dial(browser):
    page = browser.get("/telephone/").text

    assert "<h1>Phone</h1>" in page
    assert '<html lang="en">' in page
    assert f'value="{OURS}"' in page
    assert page.count("data-key=") == 12
    assert "http" not in page


@pytest.mark.parametrize("name", ["telephone.js", "telephone.css"])
def test_page_brings_its_own_parts(browser, name):
    with browser.get(f"/telephone/{name}") as part:
        assert part.status_code == 200
        assert b"http" not in part.data


def test_browser_dials_presses_and_hangs_up(telco, browser):
    ask(telco)
    call = browser.post("/telephone/calls", json={"to": OURS}).json
    assert call["state"] == "ringing"
    telco.run(0)
    now = browser.get(f"/telephone/calls/{call['id']}").json
    assert (now["state"], now["saying"], now["said"][0]["text"]) == ("connected", 0, "which?")

    browser.post(f"/telephone/calls/{call['id']}/keys", json={"keys": "3"})
    telco.run(0)
    now = browser.get(f"/telephone/calls/{call['id']}?since=2").json
    assert [(one["n"], one["text"], one["language"]) for one in now["said"]] == [
        (2, "切ってください。", "ja-JP")
    ]

    assert browser.delete(f"/telephone/calls/{call['id']}").json["state"] == "ended"


@pytest.mark.parametrize(
    ("path", "body", "status"),
    [
        ("/telephone/calls", None, 400),
        ("/telephone/calls", [], 400),
        ("/telephone/calls", {"to": 3}, 400),
        ("/telephone/calls", {"to": OURS, "from": "me"}, 400),
        ("/telephone/calls", {"to": "+815000000999"}, 404),
        ("/telephone/calls/CA0/keys", {"keys": "1"}, 404),
        ("/telephone/calls/CA0/keys", {"keys": "x"}, 400),
        ("/telephone/calls/CA0/keys", {}, 400),
    ],
)
def test_browser_is_told_what_was_wrong(browser, path, body, status):
    assert browser.post(path, json=body).status_code == status


def test_our_call_rings_in_the_browser(telco):
    telco.web.says("/answer", "<Say>this is the police</Say><Pause length='9'/>")
    browser = create_simulator(telco.network, {}, rings_at="+819012340002").test_client()
    telco.place("+819012340002")
    assert browser.get("/telephone/calls").json == {"id": None}
    telco.run(2)
    sid = browser.get("/telephone/calls").json["id"]
    assert browser.get(f"/telephone/calls/{sid}").json["state"] == "ringing"

    assert browser.post(f"/telephone/calls/{sid}/answer").json["state"] == "connected"

    telco.run(3)
    assert browser.get(f"/telephone/calls/{sid}").json["said"][0]["text"] == "this is the police"
    assert browser.get("/telephone/calls").json == {"id": None}
