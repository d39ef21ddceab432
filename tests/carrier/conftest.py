"""A carrier of a few lines, which answers as it is told, and our adapter in front of it."""

import json
import threading
from collections import deque
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs

import pytest

from carrier.twilio_carrier import TwilioCarrier

ACCOUNT = "AC" + "0" * 32


class Switchboard(ThreadingHTTPServer):
    """Gives the next of its answers to whoever asks, and remembers what was asked."""

    def __init__(self):
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = deque()
        self.asked = []
        self.closing = threading.Event()

    @property
    def url(self):
        return f"http://127.0.0.1:{self.server_port}"

    def will_answer(self, status, body=None, **headers):
        self.answers.append((status, body, headers))

    def will_hang(self):
        self.answers.append("hang")

    def will_hang_up(self):
        self.answers.append("hang up")


class _Handler(BaseHTTPRequestHandler):
    def log_message(self, *_):
        pass

    def _handle(self):
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0)).decode()
        form = parse_qs(body, keep_blank_values=True)
        self.server.asked.append((self.command, self.path, form))
        answer = self.server.answers.popleft()
        if answer == "hang":
            self.server.closing.wait(10)
            return
        if answer == "hang up":
            return
        status, content, headers = answer
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if content is not None:
            self.wfile.write((content if isinstance(content, str) else json.dumps(content)).encode())

    do_GET = do_POST = do_DELETE = _handle  # noqa: N815


@pytest.fixture
def switchboard():
    server = Switchboard()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield server
    server.closing.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.fixture
def carrier(switchboard):
    adapter = TwilioCarrier(ACCOUNT, "token", base_url=switchboard.url, pool_size=2, read_seconds=0.3)
    yield adapter
    adapter.close()
