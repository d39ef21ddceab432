"""The company in real time, and the server that carries it."""

import http.client
import threading
import time
from datetime import UTC, datetime

import pytest
from flask import Flask, Response

from carrier.simulator import Network, NetworkSettings, OurNumber, RealTime, Telephone, serve_in_thread
from carrier.simulator.calls import Order, Source
from db.clock import ScaledClock

OURS = "+815000000100"
ACCOUNT, TOKEN = "AC" + "0" * 32, "a token for tests"


@pytest.fixture
def fast(web):
    """A network whose time runs 200 times as fast."""
    clock = ScaledClock(datetime(2026, 11, 24, 1, tzinfo=UTC), time.time(), 200)
    numbers = {OURS: OurNumber(voice_url=f"{web.url}/voice")}
    network = Network(clock, NetworkSettings(ACCOUNT, TOKEN, numbers, calls_per_second=None, seed=1))
    real = RealTime(network).start()
    yield network
    real.stop()
    network.close()
    assert not [thread for thread in threading.enumerate() if thread.name.startswith("carrier")]


def order(web, number):
    events = frozenset({"initiated", "ringing", "answered", "completed"})
    return Order(number, OURS, Source(f"{web.url}/answer"), status_url=f"{web.url}/status", events=events)


def until(network, done, seconds=10):
    ends = time.monotonic() + seconds
    with network.changed:
        while not done() and time.monotonic() < ends:
            network.changed.wait(0.05)
    assert done()


def test_calls_run_side_by_side_and_each_one_in_order(web, fast):
    web.says("/answer", "<Pause length='5'/>")

    calls = [fast.place(order(web, f"+8190{1000 + number}0006")) for number in range(20)]
    until(fast, lambda: sum(params["CallStatus"] == "completed" for params in web.at("/status")) >= 20)

    for call in calls:
        told = [params for params in web.at("/status") if params["CallSid"] == call.sid]
        assert [params["SequenceNumber"] for params in told] == ["0", "1", "2", "3"]


def test_caller_in_real_time(web, fast):
    web.says("/voice", "<Gather action='/keys' numDigits='1'><Say>which?</Say></Gather>")
    web.says("/keys", "<Say>thank you</Say>")
    phone = Telephone(fast)

    phone.dial(OURS)
    phone.press("1")

    assert phone.heard_last == "thank you"


@pytest.fixture
def hello():
    app = Flask("hello")
    app.add_url_rule("/", view_func=lambda: "hello", methods=["GET", "POST"])
    app.add_url_rule("/nothing", "nothing", view_func=lambda: Response(status=204), methods=["GET", "POST"])
    with serve_in_thread(app, threads=2) as server:
        yield server


@pytest.mark.parametrize(("path", "status"), [("/", 200), ("/nothing", 204)])
def test_connection_is_kept_and_answers_at_once(hello, path, status):
    connection = http.client.HTTPConnection("127.0.0.1", hello.port, timeout=5)
    connection.connect()
    kept = connection.sock
    begun = time.perf_counter()
    for _ in range(50):
        connection.request("POST", path, body=b"a=1" * 100)
        answer = connection.getresponse()
        assert (answer.status, answer.read()) == (status, b"hello" if status == 200 else b"")
    spent = time.perf_counter() - begun

    assert connection.sock is kept
    assert spent / 50 < 0.02
    connection.close()


def test_closed_server_leaves_nothing_behind(hello):
    connection = http.client.HTTPConnection("127.0.0.1", hello.port, timeout=5)
    connection.request("GET", "/")
    connection.getresponse().read()

    hello.close()
    hello.close()

    assert not [thread for thread in threading.enumerate() if thread.name == f"web-{hello.port}"]
    connection.close()
    with pytest.raises(ConnectionRefusedError):
        http.client.HTTPConnection("127.0.0.1", hello.port, timeout=5).request("GET", "/")


def test_port_in_use_is_an_error_at_once(hello):
    with pytest.raises(OSError, match="in use"):
        serve_in_thread(Flask("another"), port=hello.port)


def test_callers_are_connected_side_by_side_in_real_time(web, fast):
    web.says("/voice", "<Dial action='/after' timeLimit='60'>+815012340006</Dial>")
    web.says("/after", "<Say>goodbye</Say>")
    phones = [Telephone(fast) for _ in range(12)]

    for phone in phones:
        phone.dial(OURS, hear=False)
    until(fast, lambda: not any(phone.on_the_line for phone in phones))

    assert [told["DialCallStatus"] for told in web.at("/after")] == ["completed"] * 12
    assert all(phone.heard_last.endswith("goodbye") for phone in phones)
    assert fast.live == 0
