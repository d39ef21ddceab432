"""Our web process is down; the carrier says what it was given, from a host that only has files."""

from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

import pytest

from app import fallback


class Files(SimpleHTTPRequestHandler):
    """Gives out files and answers nothing but GET, as a static host does."""

    def log_message(self, *_):
        return


@contextmanager
def host_of(folder):
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Files, directory=folder)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()


@pytest.fixture
def given(house, tmp_path):
    """The carrier was given our files, number by number."""
    prompts, line = house.parts.prompts, house.parts.line
    for name, document, _ in fallback.files(prompts, line, fallback.languages(prompts)):
        (tmp_path / name).write_text(document, "utf-8")
    with host_of(tmp_path) as host:
        for number in (*line.hotline, line.displayed):
            house.network.numbers[number.e164] = replace(
                house.network.numbers[number.e164],
                voice_fallback_url=f"{host}/voice-{number.printed}.xml",
                voice_fallback_method="GET",
            )
        yield house


def test_a_caller_hears_the_essential_while_we_are_down(given):
    given.web.close()
    phone = given.telephone("+819012340007")

    phone.dial(given.parts.line.hotline[1].e164)

    english = given.parts.prompts
    assert phone.heard_last.startswith(english.frame("en", "danger"))
    assert phone.heard_last.count(english.frame("en", "essential")) == 2
    assert not phone.on_the_line
    assert [alert.code for alert in given.network.alerts] == [11205]


def test_a_caller_in_the_middle_of_a_call_hears_it_too(given):
    phone = given.telephone("+819012340007")
    phone.dial(given.hotline)
    assert phone.listening
    given.web.close()

    phone.press("1")

    assert "お金やカードを求められたら" in phone.heard_last
    assert given.parts.prompts.frame("en", "essential") in phone.heard_last
    assert not phone.on_the_line


def test_while_we_are_there_nobody_hears_it(given):
    phone = given.telephone("+819012340007")

    phone.dial(given.hotline)

    assert phone.listening
    assert list(given.network.alerts) == []
