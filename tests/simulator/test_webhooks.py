"""How the carrier asks the application: signatures, retries, redirects."""

import socket
import time

import pytest
from flask import Response

from carrier.simulator.overrides import Overrides, overrides
from carrier.simulator.web import Web, WebRequest, signature

VECTOR = {
    "CallSid": "CA1234567890ABCDE",
    "Digits": "1234",
    "From": "+14158675309",
    "To": "+18005551212",
    "Caller": "+14158675309",
}


@pytest.fixture
def carrier():
    web = Web("a token for tests")
    yield web
    web.close()


def test_signature_is_twilios():
    assert (
        signature("12345", "https://mycompany.com/myapp.php?foo=1&bar=2", VECTOR)
        == "RSOYDt4T1cUTdK1PDd93/VVr8B8="
    )


@pytest.mark.parametrize("path", ["/a", "/a?x=1&y=", "/a?x=%2B81&y=a+b", "/a#rc=2"])
@pytest.mark.parametrize("method", ["POST", "GET"])
def test_every_request_is_signed_over_the_exact_address(web, carrier, path, method):
    web.says("/a", "")

    reply = carrier.send(WebRequest(f"{web.url}{path}", {"To": "+819012345678", "Body": "警 察&="}, method))

    assert reply.error is None
    assert web.forged == 0
    assert web.at("/a")[0]["Body"] == "警 察&="


def failing_first(times, then="<Response/>"):
    left = [times]

    def answer():
        left[0] -= 1
        return Response("broken", status=503) if left[0] >= 0 else Response(then, mimetype="text/xml")

    return answer


def test_failure_of_the_application_is_not_repeated_by_itself(web, carrier):
    web.answers["/a"] = failing_first(1)

    assert carrier.send(WebRequest(f"{web.url}/a")).error == 11200
    assert len(web.at("/a")) == 1


def test_address_can_ask_for_more_tries_with_the_same_token(web, carrier):
    web.answers["/a"] = failing_first(2)

    assert carrier.send(WebRequest(f"{web.url}/a#rc=2&rp=5xx")).error is None
    assert len(web.at("/a")) == 3
    assert len(set(web.tokens)) == 1


def test_number_of_tries_is_kept(web, carrier):
    web.answers["/a"] = failing_first(9)

    assert carrier.send(WebRequest(f"{web.url}/a#rc=3&rp=all")).error == 11200
    assert len(web.at("/a")) == 4


def test_address_can_ask_for_less_patience(web, carrier):
    web.answers["/a"] = lambda: (time.sleep(0.4), Response("late"))[1]

    assert carrier.send(WebRequest(f"{web.url}/a#rt=100&rc=0")).error == 11200


def test_nobody_listens_there(carrier):
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]

    assert carrier.send(WebRequest(f"http://127.0.0.1:{port}/a")).error == 11205


@pytest.mark.parametrize("url", ["", "nowhere", "ftp://example.com/", "http://"])
def test_address_that_is_none_is_not_asked(carrier, url):
    assert carrier.send(WebRequest(url)).error == 11100


@pytest.mark.parametrize(("status", "digits"), [(307, "1"), (302, None)])
def test_redirect_is_followed(web, carrier, status, digits):
    web.answers["/a"] = Response(status=status, headers={"Location": "/b?x=1"})
    web.says("/b", "")

    assert carrier.send(WebRequest(f"{web.url}/a", {"Digits": "1"})).error is None
    assert web.at("/b")[0].get("Digits") == digits
    assert web.forged == 0


def test_circle_of_redirects_is_left(web, carrier):
    web.answers["/a"] = Response(status=307, headers={"Location": "/a"})

    assert carrier.send(WebRequest(f"{web.url}/a")).error == 11215


@pytest.mark.parametrize(
    ("fragment", "meant"),
    [
        ("", Overrides()),
        ("rc=2&rp=ct,5xx&ct=2000&rt=4000&e=tokyo", Overrides(2.0, 4.0, 15.0, 2, frozenset({"ct", "5xx"}))),
        ("rp=all&tt=1000", Overrides(total=1.0, after=frozenset({"ct", "rt", "4xx", "5xx"}))),
        ("rc=9&ct=1&rt=x&rp=often", Overrides(after=frozenset())),
    ],
)
def test_overrides_are_read_within_their_bounds(fragment, meant):
    assert overrides(fragment) == meant


def test_lost_report_is_noted_but_not_repeated(telco):
    telco.web.answers["/status"] = Response("broken", status=500)

    telco.place("+819012340001")
    telco.run()

    assert len(telco.web.at("/status")) == 1
    assert telco.codes() == [11200]


def test_no_number_stands_in_a_complaint(telco):
    telco.web.answers["/answer"] = Response("broken", status=500)

    telco.place()
    telco.run()

    assert "9012340006" not in repr(telco.network.alerts)
