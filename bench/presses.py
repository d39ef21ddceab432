"""Key presses as the carrier sends them, each of another call, signed; sent by wrk."""

import json
import re
import subprocess
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from carrier.signature import sign
from prompts.tree import Effect, Tree
from tree.walk import paths, walk

CALLS = 2_000
"""So many different requests take turns: what a carrier repeats is cheaper to answer."""
_FIELDS = {
    "AccountSid": "AC" + "0" * 32,
    "ApiVersion": "2010-04-01",
    "CallStatus": "in-progress",
    "Called": "+81450000110",
    "Direction": "inbound",
    "To": "+81450000110",
}
_SCRIPT = """
local calls, turn = {{{calls}}}, 0
function request()
  turn = turn % #calls + 1
  return wrk.format("POST", calls[turn][1], {{
    ["Content-Type"] = "application/x-www-form-urlencoded", ["Connection"] = "close",
    ["X-Twilio-Signature"] = calls[turn][2]}}, calls[turn][3])
end
{pause}
"""
_PAUSE = "function delay() return {milliseconds} end"

Press = tuple[str, str]
"""An address, and the key that is pressed there."""


@dataclass(frozen=True)
class Measured:
    """What came out: answers a second, milliseconds, and how many were refused or never came."""

    rate: float
    median: float
    p99: float
    failed: int

    def __str__(self) -> str:
        failed = f", {self.failed} FAILED" if self.failed else ""
        return f"{self.rate:,.0f} a second, median {self.median:.1f} ms, p99 {self.p99:.1f} ms{failed}"


def everywhere(tree: Tree, language: str) -> Iterator[tuple[Press, Effect | None]]:
    """Yield a press that leads to each menu and each answer of the tree, and what that does."""
    for code, spot in paths(tree):
        if code:
            before = walk(tree, code[:-1])
            place = f"{before.node.id}/main-{before.page}-0-{len(code) - 1}"
            yield (f"/voice/{language}/{place}/press", code[-1]), spot.node.effect


def call(base: str, press: Press, number: int) -> tuple[str, str]:
    """Return the signature and the body of a press in a call of its own."""
    path, key = press
    caller = f"+8190{10_000_000 + number * 37}"
    fields = {**_FIELDS, "CallSid": f"CA{number:032x}", "Caller": caller, "Digits": key, "From": caller}
    body = "&".join(f"{name}={quote(value)}" for name, value in sorted(fields.items()))
    return sign("training", base + path, fields.items()), body


def send(
    script: Path, base: str, presses: Sequence[Press], callers: int, seconds: int, pause: int = 0
) -> Measured:
    """Let so many callers press keys, each time on a new connection, as many a proxy makes it.

    With a pause each waits so many milliseconds after every answer.
    """
    given = [(presses[number % len(presses)], number) for number in range(CALLS)]
    calls = ([press[0], *call(base, press, number)] for press, number in given)
    lines = ", ".join("{" + ", ".join(map(json.dumps, one)) + "}" for one in calls)
    script.write_text(_SCRIPT.format(calls=lines, pause=_PAUSE.format(milliseconds=pause) if pause else ""))
    command = ["wrk", "-t1", f"-c{callers}", f"-d{seconds}s", "--latency", "-s", str(script), base]
    said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    rate = re.search(r"Requests/sec:\s+([\d.]+)", said)
    shares = dict(re.findall(r"^\s+(50|99)%\s+(\S+)", said, re.M))
    errors = re.findall(r"Non-2xx or 3xx responses: (\d+)|timeout (\d+)", said)
    failed = sum(int(figure) for pair in errors for figure in pair if figure)
    return Measured(float(rate[1]) if rate else 0, _ms(shares["50"]), _ms(shares["99"]), failed)


def _ms(figure: str) -> float:
    found = re.fullmatch(r"([\d.]+)(us|ms|s|m)", figure)
    if found is None:
        raise SystemExit(f"hotline: wrk said {figure!r}")
    return float(found[1]) * {"us": 0.001, "ms": 1, "s": 1_000, "m": 60_000}[found[2]]
