"""The real processes, in real time: they start, they say what is wrong, and a killed worker harms nobody."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections import Counter
from contextlib import ExitStack, closing
from pathlib import Path

import pytest
import requests
from sqlalchemy import select

from campaigns.models import Campaign

PROGRAM = Path(sys.executable).with_name("yobikake")
ACCOUNT = ("AC" + "0" * 32, "training")
SPEED = 20
MOST_SECONDS = 75
HOMES = [f"+8145{300 + n}{('0006', '0007', '0001', '0003')[n % 4]}" for n in range(16)]


def free_ports(count):
    with ExitStack() as stack:
        found = [stack.enter_context(socket.create_server(("127.0.0.1", 0))) for _ in range(count)]
        return [one.getsockname()[1] for one in found]


class Town:
    """A line whose simulator, web and worker run as processes of their own; ends all that it began."""

    def __init__(self, terminal):
        self.terminal, self.running, self.logs = terminal, [], []
        web, self.carrier = free_ports(2)
        self.web = f"http://127.0.0.1:{web}"
        self.environment = {
            **{name: value for name, value in terminal.environment.items() if value is not None},
            "PATH": os.environ["PATH"],
            "YOBIKAKE_CLOCK": terminal.environment["YOBIKAKE_CLOCK"].replace("*1", f"*{SPEED}"),
            "PORT": str(web),
            "WEB_CONCURRENCY": "2",  # A process for each core would only start more slowly.
            "PUBLIC_BASE_URL": self.web,
            "TWILIO_API_BASE_URL": f"http://127.0.0.1:{self.carrier}",
        }
        terminal.environment |= self.environment

    def begin(self, *words):
        self.logs.append(self.terminal.folder / f"{words[0]}-{len(self.running)}.log")
        with self.logs[-1].open("wb") as log:
            process = subprocess.Popen([PROGRAM, *words], env=self.environment, stdout=log, stderr=log)
        self.running.append(process)
        return process

    def calls(self):
        """Return all calls of ours that the carrier lists now, as reference and destination."""
        url = f"http://127.0.0.1:{self.carrier}/2010-04-01/Accounts/{ACCOUNT[0]}/Calls.json?PageSize=1000"
        listed = requests.get(url, auth=ACCOUNT, timeout=5).json()["calls"]
        return {(call["sid"], call["to"]) for call in listed}

    def status(self, campaign):
        return json.loads(self.terminal("campaign", "status", campaign, "--json").out)

    def is_over(self, campaign):
        """Ask the database itself, because each command would load everything again."""
        with self.terminal.inside() as rows:
            state = rows.execute(select(Campaign.state).where(Campaign.id == campaign))
            return state.scalar_one() == "finished"

    def end(self):
        for process in self.running:
            process.terminate()
        for process in self.running:
            process.wait(15)


@pytest.fixture
def town(yobikake):
    opened = Town(yobikake)
    yield opened
    opened.end()


def until(true, seconds):
    ends = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < ends, "it took too long"
        time.sleep(0.1)


def answers(address):
    try:
        return requests.get(address, timeout=2).ok
    except requests.RequestException:
        return False


def test_a_worker_that_is_killed_in_the_middle_harms_nobody(town, yobikake):
    plan = {"pace": "{per_second: 1, at_once: 50}", "retry": "{times: 1, after: 20s}"}
    campaign = yobikake.draft("\n".join(["number", *HOMES]), **plan)
    town.begin("simulator", "--port", str(town.carrier))
    web = town.begin("web")
    until(lambda: answers(f"{town.web}/readyz"), 40)
    worker = town.begin("worker")
    yobikake("campaign", "submit", campaign, "--as", "sato")
    assert yobikake("campaign", "approve", campaign, "--start", "--as", "tanaka").code == 0
    seen = set()

    def saw(number):
        seen.update(town.calls())
        return len(seen) >= number

    until(lambda: saw(6), 20)
    worker.kill()
    worker.wait(5)
    held = len(town.calls() | seen)
    town.begin("worker")
    until(lambda: saw(0) and town.is_over(campaign), MOST_SECONDS)

    counts = town.status(campaign)["counts"]
    tries = Counter(to for _, to in seen)
    assert held < len(HOMES)
    assert town.status(campaign)["state"] == "finished"
    assert counts == {"heard": 8, "busy": 4, "hung_up_early": 4}
    assert set(tries) == set(HOMES)
    assert {to: times for to, times in tries.items() if times != (2 if to.endswith("0001") else 1)} == {}
    assert yobikake("privacy", "scan", *town.logs, yobikake.folder / "data", typed="\n".join(HOMES)).code == 0
    web.send_signal(signal.SIGTERM)
    assert web.wait(15) == 0


@pytest.mark.parametrize("words", [("simulator", "--port"), ("demo", "--no-serve", "--port")])
def test_a_port_that_is_in_use_is_one_clear_line(yobikake, words):
    with closing(socket.create_server(("127.0.0.1", 0))) as taken:
        said = yobikake(*words, taken.getsockname()[1])

    assert said.code == 2
    assert "port is in use" in said.complaint
