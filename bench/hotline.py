"""A key press to the answer's last byte, under load: gunicorn, real signatures, wrk on loopback."""

import re
import shutil
import statistics
import subprocess
import tempfile
import threading
import time
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from bench.processes import environment, running
from carrier.signature import sign

SCRIPT = """
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.headers["X-Twilio-Signature"] = "{signature}"
wrk.body = "{body}"
"""
FIELDS = [
    ("AccountSid", "AC" + "0" * 32), ("ApiVersion", "2010-04-01"), ("CallSid", "CA" + "1" * 32),
    ("CallStatus", "in-progress"), ("Called", "+81450000110"), ("Caller", "+819012345678"),
    ("Digits", "2"), ("Direction", "inbound"), ("From", "+819012345678"), ("To", "+81450000110"),
]  # fmt: skip


def main(seconds: int = 15) -> None:
    if shutil.which("wrk") is None:
        raise SystemExit("hotline: needs wrk: `make services` installs it")
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder) / "data", 1)
        url = f"{env['PUBLIC_BASE_URL']}/voice/en/1-1/main-0-0-3/press"
        body = "&".join(f"{name}={quote(value)}" for name, value in FIELDS)
        script = Path(folder) / "press.lua"
        script.write_text(SCRIPT.format(signature=sign("training", url, FIELDS), body=body))
        with running(env, "web"):
            print(f"hotline, 300 keys a second: {_steady(url, body, sign('training', url, FIELDS), seconds)}")
            for connections in (2, 8, 32):
                print(f"hotline, {connections} callers at once: {_load(url, script, connections, seconds)}")


def _load(url: str, script: Path, connections: int, seconds: int) -> str:
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds}s", "--latency", "-s", str(script), url]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    shares = dict(re.findall(r"^\s+(50|99)%\s+(\S+)", said, re.M))
    bad = re.search(r"Non-2xx or 3xx responses: (\d+)", said)
    failed = f", {bad[1]} failed" if bad else ""
    often = float(rate[1]) if rate else 0
    return f"{often:.0f} a second, median {shares.get('50')}, p99 {shares.get('99')}{failed}"


def _steady(url: str, body: str, signature: str, seconds: int, rate: int = 300, callers: int = 12) -> str:
    """Press keys at a steady rate, whatever the answers take; each caller on a connection of its own."""
    took: list[float] = []
    parts = urlsplit(url)
    headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
    began = time.perf_counter() + 0.5

    def call(number: int) -> None:
        for turn in range(rate * seconds // callers):
            due = began + (turn * callers + number) / rate
            time.sleep(max(0.0, due - time.perf_counter()))
            start = time.perf_counter()
            line = HTTPConnection(str(parts.hostname), parts.port, timeout=10)
            line.request("POST", parts.path, body, headers)
            if line.getresponse().read()[:5] != b"<?xml":
                raise SystemExit("hotline: the answer is no document")
            line.close()
            took.append(time.perf_counter() - start)

    threads = [threading.Thread(target=call, args=(number,)) for number in range(callers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    shares = statistics.quantiles(took, n=100)
    return (
        f"median {shares[49] * 1000:.1f} ms, p99 {shares[98] * 1000:.1f} ms, most {max(took) * 1000:.1f} ms"
    )
