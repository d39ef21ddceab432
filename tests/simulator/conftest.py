"""A telephone company with one customer: its REST API, a client of it, and the customer's web application."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

import pytest
from flask import Flask, Response, request
from twilio.http.http_client import TwilioHttpClient
from twilio.request_validator import RequestValidator
from twilio.rest import Client

from carrier.simulator import (
    Network,
    NetworkSettings,
    OurNumber,
    Server,
    Telephone,
    create_simulator,
    serve_in_thread,
)
from db.clock import ManualClock

ACCOUNT, TOKEN = "AC" + "0" * 32, "a token for tests"
OURS, THEIRS = "+815000000100", "+819012340006"
TEN_O_CLOCK = datetime(2026, 11, 24, 1, 0, tzinfo=UTC)

Answer = str | Response | Callable[[], Response]


@dataclass
class Application:
    """Answers each path as it was told, and keeps what came if its signature was right."""

    answers: dict[str, Answer] = field(default_factory=dict)
    received: list[tuple[str, dict[str, str]]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)
    forged: int = 0
    url: str = ""

    def says(self, path: str, twiml: str) -> None:
        self.answers[path] = f"<Response>{twiml}</Response>"

    def at(self, path: str) -> list[dict[str, str]]:
        return [params for asked, params in self.received if asked == path]

    def statuses(self, path: str = "/status") -> list[str]:
        return [params.get("CallStatus") or params["MessageStatus"] for params in self.at(path)]

    def serve(self, path: str) -> Response:
        query = f"?{request.query_string.decode()}" if request.query_string else ""
        params = request.form.to_dict()
        signature = request.headers.get("X-Twilio-Signature", "")
        if not RequestValidator(TOKEN).validate(f"{self.url}/{path}{query}", params, signature):
            self.forged += 1
        self.received.append((f"/{path}", {**request.args.to_dict(), **params}))
        self.tokens.append(request.headers.get("I-Twilio-Idempotency-Token", ""))
        answer = self.answers.get(f"/{path}", Response(status=204))
        if callable(answer) and not isinstance(answer, Response):
            answer = answer()
        return answer if isinstance(answer, Response) else Response(answer, mimetype="text/xml")


@dataclass
class Telco:
    """The company, its address, its clock, and a client of its REST API."""

    network: Network
    clock: ManualClock
    web: Application
    server: Server
    client: Client

    def place(self, to: str = THEIRS, **more: Any) -> Any:
        asked = {"url": f"{self.web.url}/answer", "status_callback": f"{self.web.url}/status", **more}
        return self.client.calls.create(to=to, from_=OURS, **asked)

    def text(self, to: str = THEIRS, body: str = "hello", **more: Any) -> Any:
        asked = {"status_callback": f"{self.web.url}/status", **more}
        return self.client.messages.create(to=to, from_=OURS, body=body, **asked)

    def run(self, seconds: float | None = None) -> None:
        """Let time pass from event to event: so many seconds, or until nothing is left to happen."""
        until = None if seconds is None else self.clock.now().timestamp() + seconds
        while (due := self.network.next_event()) is not None and (until is None or due.timestamp() <= until):
            self.clock.move_to(due)
            self.network.run_due(self.clock.now())
        if until is not None:
            self.clock.move_to(datetime.fromtimestamp(until, UTC))

    def phone(self, number: str | None = None) -> Telephone:
        return Telephone(self.network, number)

    def codes(self) -> list[int]:
        return [alert.code for alert in self.network.alerts]


@pytest.fixture
def web() -> Iterator[Application]:
    application = Application()
    app = Flask("application")
    app.add_url_rule("/<path:path>", view_func=application.serve, methods=["GET", "POST"])
    with serve_in_thread(app, threads=4) as server:
        application.url = server.url
        yield application


@pytest.fixture
def company(web: Application) -> Iterator[Callable[..., Telco]]:
    """Founds companies with settings of one's own, and closes them."""
    closers: list[Callable[[], None]] = []

    def found(**settings: Any) -> Telco:
        numbers = {OURS: OurNumber(voice_url=f"{web.url}/voice", sms_url=f"{web.url}/sms")}
        given = {"numbers": numbers, "calls_per_second": None, "seed": 7, **settings}
        clock = ManualClock(TEN_O_CLOCK)
        network = Network(clock, NetworkSettings(ACCOUNT, TOKEN, **given))
        server = serve_in_thread(create_simulator(network, {}), threads=4)
        http = TwilioHttpClient(timeout=5)
        client = Client(ACCOUNT, TOKEN, http_client=http)
        client.api.base_url = server.url
        closers.extend((http.session.close, server.close, network.close))
        return Telco(network, clock, web, server, client)

    yield found
    for close in closers:
        close()


@pytest.fixture
def telco(company: Callable[..., Telco]) -> Telco:
    return company()
