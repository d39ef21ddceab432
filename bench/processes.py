"""Starts the real processes on free ports of this machine and ends them."""

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

YOBIKAKE = str(Path(sys.executable).parent / "yobikake")


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def environment(data: Path, speed: float) -> dict[str, str]:
    """Settings of an installation on free ports whose clock began on a Tuesday at ten."""
    web, carrier = free_port(), free_port()
    return {
        **os.environ,
        "YOBIKAKE_DATA": str(data),
        "PORT": str(web),
        "PUBLIC_BASE_URL": f"http://127.0.0.1:{web}",
        "TWILIO_API_BASE_URL": f"http://127.0.0.1:{carrier}",
        "YOBIKAKE_CLOCK": f"2026-11-24T10:00:00+09:00@{time.time():.2f}*{speed:g}",
    }


def run(env: dict[str, str], *arguments: str) -> str:
    done = subprocess.run([YOBIKAKE, *arguments], env=env, check=True, capture_output=True, text=True)
    return done.stdout.strip()


@contextmanager
def running(env: dict[str, str], *names: str) -> Iterator[None]:
    """Run `simulator`, `web` or `worker` until the block ends."""
    port = env["TWILIO_API_BASE_URL"].rsplit(":", 1)[1]
    commands = {"simulator": ["simulator", "--port", port], "web": ["web"], "worker": ["worker"]}
    started = [
        subprocess.Popen([YOBIKAKE, *commands[name]], env=env, stdout=subprocess.DEVNULL) for name in names
    ]
    try:
        if "web" in names:
            wait_for(f"{env['PUBLIC_BASE_URL']}/healthz")
        yield
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.wait(20)


def wait_for(url: str) -> None:
    for _ in range(400):
        try:
            with urllib.request.urlopen(url, timeout=1):
                return
        except OSError:
            time.sleep(0.1)
    raise SystemExit(f"{url} does not answer")
