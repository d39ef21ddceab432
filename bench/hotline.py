"""A key press to the answer's last byte, under load: gunicorn, real signatures, wrk on loopback."""

import re
import shutil
import subprocess
import tempfile
from pathlib import Path
from urllib.parse import quote

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
