import socket
import threading
from urllib.parse import quote, urlencode

import pytest
from flask import Blueprint, Flask, request
from hypothesis import given
from hypothesis import strategies as st
from twilio.request_validator import RequestValidator
from werkzeug.serving import make_server

from carrier.access import access_of
from carrier.answers import no_content
from carrier.gate import Gate, protect, raw_path
from carrier.signature import HEADER, sign

BASE = "https://line.example"
TOKEN, PREVIOUS = "now", "before"
FIELDS = [("CallSid", "CA1"), ("From", "+819012345678"), ("Digits", "")]


def app_behind(gate):
    app = Flask(__name__)
    bp = Blueprint("voice", __name__)
    protect(bp)
    seen = []

    @bp.post("/voice/inbound")
    @bp.post("/voice/<place>/press")
    def webhook(place=""):
        seen.append((place, request.form.to_dict(flat=False)))
        return no_content()

    @app.get("/open")
    @app.post("/only-post")
    def public():
        return "public"

    app.register_blueprint(bp)
    app.extensions["seen"] = seen
    if gate:
        app.extensions["gate"] = gate
    return app


@pytest.fixture
def app():
    return app_behind(Gate(BASE, (TOKEN, PREVIOUS)))


@pytest.fixture
def client(app):
    return app.test_client()


def send(client, path="/voice/inbound", fields=FIELDS, *, token=TOKEN, base=BASE, **more):
    headers = {HEADER: sign(token, base + path, fields)} | more.pop("headers", {})
    form = {"content_type": "application/x-www-form-urlencoded", "data": urlencode(fields)} | more
    return client.post(path, headers=headers, **form)


def assert_kept_out(answer, client):
    assert answer.status_code == 403
    assert answer.data == b""
    assert client.application.extensions["seen"] == []


# The vendor's published examples.
CALL = [
    ("CallSid", "CA1234567890ABCDE"),
    ("Digits", "1234"),
    ("From", "+14158675309"),
    ("To", "+18005551212"),
    ("Caller", "+14158675309"),
]
TWICE = [
    ("Sid", "CA123"),
    ("SidAccount", "AC123"),
    ("Digits", "5678"),
    ("Digits", "1234"),
    ("Digits", "1234"),
]


@pytest.mark.parametrize(
    ("base", "fields", "signature"),
    [
        ("https://mycompany.com", CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),
        ("https://mycompany.com", TWICE, "IK+Dwps556ElfBT0I3Rgjkr1wJU="),
        ("http://mycompany.com:1234", CALL, "Zmvh+3yNM1Phv2jhDCwEM3q5ebU="),
        ("https://mycompany.com:443", CALL, "kvajT1Ptam85bY51eRf/AJRuM3w="),
        ("https://mycompany.com", CALL, "kvajT1Ptam85bY51eRf/AJRuM3w="),  # signed with the port
        ("https://mycompany.com:1234", CALL, "RSOYDt4T1cUTdK1PDd93/VVr8B8="),  # signed without it
        ("http://mycompany.com:80", CALL, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
        ("http://mycompany.com", CALL, "0ZXoZLH/DfblKGATFgpif+LLRf4="),
    ],
)
def test_the_published_examples_get_in(base, fields, signature):
    gate = Gate(base, ("12345",))

    assert gate.admits("/myapp.php?foo=1&bar=2", fields, signature)
    assert not gate.admits("/myapp.php?foo=1&bar=3", fields, signature)


letters = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@given(letters, letters, st.lists(st.tuples(letters, letters), max_size=6))
def test_we_sign_as_the_official_library_does(path, query, fields):
    url = f"{BASE}/{path}?{query}"
    form = {}
    for name, value in fields:
        form.setdefault(name, []).append(value)

    class Form(dict):
        def getall(self, name):
            return self[name]

    assert sign(TOKEN, url, fields) == RequestValidator(TOKEN).compute_signature(url, Form(form))


@given(
    path=letters.filter(lambda path: "/" not in path),
    fields=st.lists(st.tuples(letters, letters), max_size=6),
)
def test_what_the_carrier_signs_gets_in_whatever_it_holds(path, fields):
    client = app_behind(Gate(BASE, (TOKEN,))).test_client()

    answer = send(client, f"/voice/x{quote(path, safe='')}/press?q={quote(path, safe='')}", fields)

    assert answer.status_code == 204


def test_a_signed_request_gets_in(client):
    assert send(client).status_code == 204


def test_the_previous_token_gets_in_during_a_change(client):
    assert send(client, token=PREVIOUS).status_code == 204


def test_a_parameter_sent_twice_is_signed_once(client):
    fields = [("Digits", "2"), ("Digits", "1"), ("Digits", "1")]

    assert send(client, fields=fields).status_code == 204
    assert client.application.extensions["seen"] == [("", {"Digits": ["2", "1", "1"]})]


def test_percent_encoding_is_taken_as_it_was_sent(client):
    path = "/voice/%E8%AD%A6/press?m=%E8%AD%A6&n=%2B%20+&e="

    assert send(client, path).status_code == 204
    assert client.application.extensions["seen"][0][0] == "警"


def test_another_spelling_of_the_same_path_is_another_path(client):
    signature = sign(TOKEN, f"{BASE}/voice/%e8%ad%a6/press", FIELDS)

    assert_kept_out(send(client, "/voice/%E8%AD%A6/press", headers={HEADER: signature}), client)


def test_what_a_proxy_says_of_the_host_counts_nothing(client):
    headers = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "http"}

    assert send(client, headers=headers).status_code == 204
    client.application.extensions["seen"].clear()
    assert_kept_out(send(client, base="http://evil.example", headers=headers), client)


@pytest.mark.parametrize(
    "case",
    [
        {"headers": {HEADER: ""}},
        {"headers": {HEADER: "AAAA"}},
        {"headers": {HEADER: "警".encode().decode("latin-1")}},
        {"token": "guessed"},
        {"base": "http://line.example"},
        {"data": urlencode([*FIELDS, ("To", "+81311112222")])},
        {"data": ""},
        {"data": b"\xff\xfe\x00%zz=%"},
        {"data": b"a" * 65_537},
        {"data": "a=b&" * 16_000},
        {"data": "{}", "content_type": "application/json"},
        {"content_type": "text/plain"},
        {"content_type": ""},
        {"data": {"CallSid": "CA1"}, "content_type": "multipart/form-data"},
    ],
    ids=str,
)
def test_whatever_is_odd_is_403_and_says_nothing(client, case, caplog):
    assert_kept_out(send(client, **case), client)
    assert caplog.text == ""


def test_a_form_of_a_million_fields_is_kept_out_even_when_signed(client):
    assert_kept_out(send(client, fields=[(f"f{n}", "") for n in range(201)]), client)


def test_another_kind_of_form_is_kept_out_even_when_signed(client):
    signature = sign(TOKEN, f"{BASE}/voice/inbound", [("CallSid", "CA1")])
    odd = {"data": {"CallSid": "CA1"}, "content_type": "multipart/form-data"}

    assert_kept_out(send(client, headers={HEADER: signature}, **odd), client)


def test_too_many_bytes_are_kept_out_even_when_signed(client):
    assert_kept_out(send(client, fields=[("Body", "a" * 65_536)]), client)


@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "DELETE", "OPTIONS", "PATCH", "NONSENSE"])
def test_every_other_method_is_403(client, method):
    headers = {HEADER: sign(TOKEN, f"{BASE}/voice/inbound", [])}

    assert_kept_out(client.open("/voice/inbound", method=method, headers=headers), client)


def test_other_rooms_keep_their_own_answers(client):
    assert client.get("/open").data == b"public"
    assert client.get("/only-post").status_code == 405
    assert client.get("/nowhere").status_code == 404


def test_without_a_gate_nothing_gets_in():
    client = app_behind(None).test_client()

    assert_kept_out(send(client), client)


@pytest.mark.parametrize("tokens", [(), ("",), (TOKEN, "")])
def test_an_empty_token_is_no_token(tokens):
    with pytest.raises(ValueError, match="token"):
        Gate(BASE, tokens)


@pytest.mark.parametrize("address", ["", "line.example", "ftp://line.example", "https://"])
def test_the_public_address_must_be_one(address):
    with pytest.raises(ValueError, match="PUBLIC_BASE_URL"):
        Gate(address, (TOKEN,))


def test_protected_routes_say_so():
    bp = Blueprint("b", __name__)
    assert access_of(bp) is None

    protect(bp)

    assert access_of(bp) == "carrier"


@pytest.mark.parametrize(
    ("environ", "path"),
    [
        ({"REQUEST_URI": "/a%2Fb?c=%20", "PATH_INFO": "/a/b"}, "/a%2Fb?c=%20"),
        ({"RAW_URI": "http://proxy.example/a?b"}, "/a?b"),
        ({"RAW_URI": "//evil.example/a"}, "//evil.example/a"),
        ({"PATH_INFO": "/\xe8\xad\xa6 ;=", "QUERY_STRING": "m=%E8"}, "/%E8%AD%A6%20;=?m=%E8"),
        ({"SCRIPT_NAME": "/line", "PATH_INFO": "/a", "QUERY_STRING": ""}, "/line/a"),
    ],
)
def test_the_path_is_what_was_sent_or_the_nearest_to_it(environ, path):
    assert raw_path(environ) == path


@pytest.fixture
def served(app):
    server = make_server("127.0.0.1", 0, app)
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield server.server_port
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize(
    "target", ["/voice/%E8%AD%A6/press?m=%E8%AD%A6", "/voice/a%2Db/press", "/voice/a-b/press?"]
)
def test_a_real_server_hands_the_path_on(app, served, target):
    body = urlencode(FIELDS).encode()
    head = [
        f"POST {target} HTTP/1.1",
        "Host: anything",
        "Connection: close",
        "Content-Type: application/x-www-form-urlencoded; charset=UTF-8",
        f"Content-Length: {len(body)}",
        f"{HEADER}: {sign(TOKEN, BASE + target, FIELDS)}",
    ]

    with socket.create_connection(("127.0.0.1", served), 5) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode() + body)
        assert line.recv(64).split()[1] == b"204"
