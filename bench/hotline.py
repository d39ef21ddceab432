"""Key presses under load, beside a bare Flask route on the same server in the same run."""

import os
import shutil
import statistics
import subprocess
import tempfile
import urllib.request
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from app.line import read_line
from app.server import server_command
from app.speaking import without_settings
from bench import presses
from bench.presses import Press
from bench.processes import environment, free_port, run, running, wait_for

ROUNDS = 6
AT_ONCE = 16
STEADY = ((300, 30), (1_000, 100))
"""Presses a second, and callers who each press some ten times a second."""


def main(seconds: int = 5) -> None:
    if shutil.which("wrk") is None:
        raise SystemExit("hotline: needs wrk: `make services` installs it")
    every = list(presses.everywhere(without_settings(read_line(None)).tree, "en"))
    still = [press for press, effect in every if effect is None]
    with tempfile.TemporaryDirectory() as folder:
        env = environment(Path(folder) / "data", 1)
        script, base = Path(folder) / "presses.lua", env["PUBLIC_BASE_URL"]
        run(env, "db", "upgrade")
        with running(env, "web"), _bare(env, _bytes(base, still)) as floor:
            load = os.getloadavg()[0]
            print(f"hotline: {len(still)} menus and answers, {os.cpu_count()} cores, load {load:.1f}")
            _compare(script, base, floor, still, seconds)
            for rate, callers in STEADY:
                for name, one in (("hotline", base), ("bare route", floor)):
                    measured = presses.send(script, one, still, callers, seconds, 1_000 * callers // rate)
                    print(f"  {rate} a second, {name}: {measured}")
            for press, effect in every:
                if effect:
                    print(f"  {effect}: {presses.send(script, base, [press], 4, seconds)}")


def _compare(script: Path, base: str, floor: str, still: Sequence[Press], seconds: int) -> None:
    """Take turns between the hotline and the floor, so that whatever else runs meets both."""
    rates: dict[str, list[float]] = {base: [], floor: []}
    for _ in range(ROUNDS):
        for one, seen in rates.items():
            measured = presses.send(script, one, still, AT_ONCE, seconds)
            seen.append(measured.rate)
            if measured.failed:
                print(f"  {one}: {measured}")
    ours, bare = (statistics.median(seen) for seen in rates.values())
    shares = [one / other for one, other in zip(*rates.values(), strict=True)]
    print(f"  {AT_ONCE} callers at once: {ours:,.0f} a second, the bare route {bare:,.0f};")
    print(
        f"  {statistics.median(shares):.2f} of it ({min(shares):.2f} to {max(shares):.2f} in {ROUNDS} rounds)"
    )


def _bytes(base: str, still: Sequence[Press]) -> int:
    """Return how many bytes the answers have on average."""
    sizes = []
    for number, press in enumerate(still):
        signature, body = presses.call(base, press, number)
        headers = {"Content-Type": "application/x-www-form-urlencoded", "X-Twilio-Signature": signature}
        asked = urllib.request.Request(base + press[0], body.encode(), headers)
        with urllib.request.urlopen(asked, timeout=10) as answer:
            sizes.append(len(answer.read()))
    return round(statistics.mean(sizes))


@contextmanager
def _bare(env: dict[str, str], size: int) -> Iterator[str]:
    port = free_port()
    base = f"http://127.0.0.1:{port}"
    own = {**env, "BARE_BASE_URL": base, "BARE_BYTES": str(size)}
    process = subprocess.Popen(server_command("127.0.0.1", port, "bench.bare:create_app()"), env=own)
    try:
        wait_for(f"{base}/healthz")
        yield base
    finally:
        process.terminate()
        process.wait(20)
