"""Whoever reads the pages leaves no trace: the real server, and all that it writes."""

import os
import socket
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest
import requests

PROGRAM = Path(sys.executable).with_name("yobikake")
READER = {"User-Agent": "telltale-reader/1.0", "Referer": "https://telltale.example/", "Cookie": "telltale=1"}
PAGES = ("", "en/", "en/112/", "ja/21/", "en/8888/", "xx/", "ZH/", "en/112/telltale")


def free_port():
    with closing(socket.create_server(("127.0.0.1", 0))) as found:
        return found.getsockname()[1]


@pytest.fixture
def server(tmp_path):
    """The pages as they are shipped: address, the folder that it may write to, what it prints."""
    port, printed = free_port(), tmp_path / "printed"
    given = {"PATH": os.environ["PATH"], "YOBIKAKE_DATA": str(tmp_path / "data"), "PORT": str(port)}
    given["WEB_CONCURRENCY"] = "1"  # Each of its processes loads all languages.
    command = [PROGRAM, "web", "--only", "check"]
    with printed.open("wb") as out:
        process = subprocess.Popen(command, env=given, stdout=out, stderr=out, cwd=tmp_path)
    address = f"http://127.0.0.1:{port}"
    try:
        _until_up(address, process)
        yield address, tmp_path
    finally:
        process.terminate()
        process.wait(30)


def _until_up(address, process):
    ends = time.monotonic() + 60
    while time.monotonic() < ends and process.poll() is None:
        try:
            return requests.get(f"{address}/healthz", timeout=10)
        except requests.RequestException:
            time.sleep(0.1)
    raise AssertionError("the server did not start")


def test_no_cookie_is_set_and_nothing_is_written_of_who_read_what(server):
    address, folder = server

    answers = [requests.get(f"{address}/check/{page}", headers=READER, timeout=10) for page in PAGES]

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 404, 404, 200, 404]
    hops = [hop for answer in answers for hop in (answer, *answer.history)]
    assert [hop.url for hop in hops if "Set-Cookie" in hop.headers] == []
    written = b"".join(file.read_bytes() for file in folder.rglob("*") if file.is_file())
    for trace in (b"/check", b"en/112", b"telltale", b"GET /"):
        assert trace not in written
