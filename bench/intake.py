"""A list of 100,000 numbers becomes a sealed draft: seconds, and the process's peak memory."""

import random
import resource
import tempfile
import time
from pathlib import Path

from bench.processes import environment, run

PLAN = """
name: Intake
audience: resident
source: public directory
channel: voice
warning: isa-bail
languages: [ja, en]
"""


def main(rows: int = 100_000) -> None:
    dice = random.Random(1)
    with tempfile.TemporaryDirectory() as folder:
        here = Path(folder)
        (here / "plan.yaml").write_text(PLAN)
        lines = [
            f"0{dice.choice('789')}0-{dice.randrange(1000, 10000)}-{dice.randrange(10000):04},ja"
            for _ in range(rows)
        ]
        (here / "list.csv").write_bytes(("電話番号,言語\r\n" + "\r\n".join(lines)).encode("cp932"))
        env = environment(here / "data", 1)
        run(env, "db", "upgrade")
        began = time.monotonic()
        run(env, "campaign", "create", str(here / "plan.yaml"), "--audience", str(here / "list.csv"))
        took = time.monotonic() - began
    peak = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"intake: {rows:,} rows checked, sealed and stored in {took:.1f} s, peak {peak:.0f} MB")
