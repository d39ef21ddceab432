"""Signing in with the organisation's own accounts, at a small provider that runs on this machine."""

import base64
import hashlib
import json
import sys
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode

import pytest
import requests
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from sqlalchemy.orm import Session

from app.account_setting import organisation_of
from app.settings import SettingsInvalid, read
from campaigns.people import Role
from console import factor, operators
from console.models import Operator

CLIENT, SECRET = "yobikake", "a secret of the provider"
BACK = "/sign-in/organisation/back"


def packed(content):
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


class Provider:
    """An organisation's sign-in: whoever comes is `who`; what it says of them can be bent by a test."""

    def __init__(self):
        self.who, self.bent, self.key_used, self.header = "u-1", {}, None, {}
        self.key = rsa.generate_private_key(65537, 2048)
        self.codes, self.asked = {}, []
        provider = self

        class Answers(BaseHTTPRequestHandler):
            def do_GET(self):
                path, _, query = self.path.partition("?")
                if path == "/authorize":
                    return self.send(303, None, provider.authorized(parse_qs(query)))
                found = provider.metadata if "well-known" in path else provider.keys
                return self.send(200, found)

            def do_POST(self):
                form = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
                found = provider.token(form, self.headers.get("Authorization", ""))
                return self.send(200 if "id_token" in found else 400, found)

            def send(self, status, content, location=None):
                body = json.dumps(content).encode() if content is not None else b""
                self.send_response(status)
                for name, value in {"Location": location, "Content-Type": "application/json"}.items():
                    if value:
                        self.send_header(name, value)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Say nothing."""

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Answers)
        self.issuer = f"http://127.0.0.1:{self.server.server_port}"
        self.thread = threading.Thread(target=self.server.serve_forever, args=(0.05,))
        self.thread.start()

    def close(self):
        if not self.thread.is_alive():
            return  # A test let it go away.
        self.server.shutdown()
        self.thread.join()
        self.server.server_close()

    @property
    def metadata(self):
        ends = {"authorization": "authorize", "token": "token"}
        return {
            "issuer": self.bent.get("issuer", self.issuer),
            **{f"{name}_endpoint": f"{self.issuer}/{path}" for name, path in ends.items()},
            "jwks_uri": f"{self.issuer}/keys",
            "id_token_signing_alg_values_supported": ["RS256", "HS256", "none"],
        }

    @property
    def keys(self):
        numbers = self.key.public_key().public_numbers()
        n, e = (packed(x.to_bytes((x.bit_length() + 7) // 8, "big")) for x in (numbers.n, numbers.e))
        return {"keys": [{"kty": "RSA", "kid": "one", "use": "sig", "alg": "RS256", "n": n, "e": e}]}

    def authorized(self, asked):
        asked = {name: values[0] for name, values in asked.items()}
        self.asked.append(asked)
        self.codes["c-1"] = asked
        return f"{asked['redirect_uri']}?{urlencode({'code': 'c-1', 'state': asked['state']})}"

    def token(self, form, authorization):
        asked = self.codes.pop(form["code"][0])
        proof = packed(hashlib.sha256(form["code_verifier"][0].encode()).digest())
        basic = base64.b64encode(f"{CLIENT}:{SECRET.replace(' ', '%20')}".encode()).decode()
        plain = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        if proof != asked["code_challenge"] or authorization not in {f"Basic {basic}", f"Basic {plain}"}:
            return {"error": "invalid_grant"}
        now = int(time.time())
        claims = {"iss": self.issuer, "sub": self.who, "aud": CLIENT, "iat": now, "exp": now + 300}
        claims |= {"nonce": asked["nonce"], **self.bent.get("claims", {})}
        return {"access_token": "a", "token_type": "Bearer", "id_token": self.signed(claims)}

    def signed(self, claims):
        signing = f"{packed({'alg': 'RS256', 'kid': 'one', **self.header})}.{packed(claims)}"
        if self.header.get("alg") == "none":
            return f"{signing}."
        key = self.key_used or self.key
        return f"{signing}.{packed(key.sign(signing.encode(), padding.PKCS1v15(), hashes.SHA256()))}"


@pytest.fixture
def provider():
    made = Provider()
    yield made
    made.close()


@pytest.fixture
def accounts(app, provider):
    """Let the organisation's accounts in."""
    given = {"OIDC_ISSUER": provider.issuer, "OIDC_CLIENT_ID": CLIENT, "OIDC_CLIENT_SECRET": SECRET}
    app.extensions["organisation"] = organisation_of(app, read(given))


@pytest.fixture
def link(desk):
    return "/enter/" + operators.add(desk.engine, "mori", Role.EDITOR, desk.clock.now())


def goes(browser, start="/sign-in/organisation"):
    """Press the link, sign in at the provider, and come back."""
    left = browser.client.get(start)
    assert left.status_code == 302, left.get_data(as_text=True)
    there = requests.get(left.headers["Location"], allow_redirects=False, timeout=5).headers["Location"]
    return browser.read(there.removeprefix("http://127.0.0.1:8000"))


def test_without_the_settings_nothing_is_offered(browser, person, link):
    person("tanaka")

    assert "organisation" not in browser.read("/sign-in").source
    assert "organisation" not in browser.read(link).source
    assert browser.client.get("/sign-in/organisation").status_code == 404
    assert browser.client.get(BACK).status_code == 404


@pytest.mark.parametrize("site", ["cross-site", "same-site", "none"])
def test_another_site_cannot_bind_its_visitors_account(accounts, browser, link, site):
    led = browser.client.get(f"{link}/organisation", headers={"Sec-Fetch-Site": site})

    assert led.status_code == 403
    assert browser.client.get(f"{link}/organisation").status_code == 302


def test_whoever_binds_an_account_by_link_signs_in_with_it_from_then_on(accounts, browser, app, link, desk):
    offered = browser.read(link)

    bound = goes(browser, f"{link}/organisation")
    again = goes(type(browser)(app))

    assert f"{link}/organisation" in offered.links
    assert "mori, editor" in bound.text
    assert "mori, editor" in again.text
    with Session(desk.engine) as session:
        kept = session.get_one(Operator, "mori")
    assert "u-1" not in kept.subject
    assert kept.password is None


def test_the_way_there_carries_state_nonce_and_a_challenge(accounts, browser, provider):
    goes(browser)

    asked = provider.asked[0]
    assert asked["code_challenge_method"] == "S256"
    assert asked["redirect_uri"] == f"http://127.0.0.1:8000{BACK}"
    assert asked["scope"] == "openid"
    assert min(len(asked["state"]), len(asked["nonce"]), len(asked["code_challenge"])) >= 20


def test_an_account_that_nobody_was_let_in_with_opens_nothing(accounts, browser, person, provider):
    person("tanaka")
    provider.bent["claims"] = {"preferred_username": "tanaka", "email": "tanaka@example.jp"}

    page = goes(browser)

    assert page.status == 403
    assert "This account is not known here" in page.text
    assert browser.read("/").address == "/sign-in"


def test_a_link_binds_one_account_once(accounts, browser, app, link, provider):
    goes(browser, f"{link}/organisation")
    provider.who = "u-2"

    assert type(browser)(app).client.get(f"{link}/organisation").status_code == 410
    assert goes(type(browser)(app)).status == 403


def test_an_account_belongs_to_one_person(accounts, browser, app, link, desk):
    goes(browser, f"{link}/organisation")
    other = "/enter/" + operators.add(desk.engine, "ota", Role.ADMINISTRATOR, desk.clock.now())

    page = goes(type(browser)(app), f"{other}/organisation")

    assert "mori, editor" in page.text


def test_whoever_is_disabled_is_not_let_in_by_the_organisation(accounts, browser, app, link, desk):
    goes(browser, f"{link}/organisation")

    operators.disable(desk.engine, "mori", desk.clock.now())

    assert browser.read("/").address == "/sign-in"
    assert goes(type(browser)(app)).status == 403


def test_the_second_factor_is_asked_for_here_too(accounts, browser, app, link, desk, clock):
    goes(browser, f"{link}/organisation")
    factor.propose(desk.engine, desk.keystore, "mori")
    with Session(desk.engine) as session, session.begin():
        session.get_one(Operator, "mori").factor_since = clock.now()

    page = goes(type(browser)(app))

    assert page.address == "/sign-in/code"


@pytest.mark.parametrize(
    "claims",
    [
        {"aud": "another"},
        {"aud": "another", "azp": CLIENT},
        {"iss": "https://another.example"},
        {"nonce": "another"},
        {"exp": 1_700_000_000},
        {"sub": None},
    ],
)
def test_what_was_said_to_or_of_somebody_else_opens_nothing(accounts, browser, link, provider, claims):
    provider.bent["claims"] = claims

    page = goes(browser, f"{link}/organisation")

    assert page.status == 403
    assert "Your organisation's account was not confirmed" in page.text
    assert browser.read(link).status == 200


def test_a_signature_by_another_key_opens_nothing(accounts, browser, link, provider):
    provider.key_used = rsa.generate_private_key(65537, 2048)

    assert goes(browser, f"{link}/organisation").status == 403


@pytest.mark.parametrize("alg", ["none", "HS256"])
def test_no_signature_or_a_shared_one_opens_nothing(accounts, browser, link, provider, alg):
    provider.header = {"alg": alg}

    assert goes(browser, f"{link}/organisation").status == 403


def test_an_answer_that_was_not_asked_for_opens_nothing(accounts, browser, app, link, provider):
    goes(browser, f"{link}/organisation")
    stranger = type(browser)(app)
    provider.codes["c-1"] = provider.asked[0]

    page = stranger.read(f"{BACK}?{urlencode({'code': 'c-1', 'state': provider.asked[0]['state']})}")

    assert page.status == 403
    assert stranger.read("/").address == "/sign-in"


def test_pressing_again_and_again_does_not_fill_the_cookie(accounts, browser, person):
    person("tanaka")
    for _ in range(12):
        browser.client.get("/sign-in/organisation")

    with browser.client.session_transaction() as cookie:
        assert len([key for key in cookie if key.startswith("_state_")]) == 1


def test_a_provider_of_another_name_is_not_asked(accounts, browser, provider):
    provider.bent["issuer"] = "https://another.example"

    assert browser.client.get("/sign-in/organisation").status_code == 503


def test_a_provider_that_is_away_is_said_in_words(accounts, browser, person, provider):
    person("tanaka")
    provider.close()

    page = browser.read("/sign-in/organisation")

    assert page.status == 503
    assert "was not confirmed" in page.text
    assert browser.sign_in("tanaka").address == "/"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"OIDC_ISSUER": "https://a.example"}, ["OIDC_CLIENT_ID: needed", "OIDC_CLIENT_SECRET: needed"]),
        ({"OIDC_CLIENT_ID": "x"}, ["OIDC_ISSUER: needed", "OIDC_CLIENT_SECRET: needed"]),
        ({"OIDC_ISSUER": "http://a.example"}, ["OIDC_ISSUER: must begin with https://"]),
        (
            {"OIDC_CLIENT_SECRET": "x", "OIDC_CLIENT_SECRET_FILE": "y"},
            ["OIDC_CLIENT_SECRET: give it or OIDC_CLIENT_SECRET_FILE, not both"],
        ),
    ],
)
def test_half_of_the_settings_are_refused_and_all_that_is_missing_named(given, said):
    with pytest.raises(SettingsInvalid) as refused:
        read(given)

    assert [one for one in said if one not in str(refused.value)] == []


def test_the_secret_may_stand_in_a_file_and_is_printed_nowhere(tmp_path):
    file = tmp_path / "secret"
    file.write_text(f"{SECRET}\n")
    given = {"OIDC_ISSUER": "https://a.example", "OIDC_CLIENT_ID": CLIENT}

    by_file, plain = (
        read({**given, "OIDC_CLIENT_SECRET_FILE": str(file)}),
        read({**given, "OIDC_CLIENT_SECRET": SECRET}),
    )

    assert SECRET not in repr(by_file) + repr(plain)


def test_the_library_is_loaded_only_where_accounts_are_set(app):
    sys.modules.pop("console.organisation", None)

    assert organisation_of(app, read({})) is None
    assert "console.organisation" not in sys.modules
