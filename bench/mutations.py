"""Takes the engine's guards out in turn; tests must fail: `python -m bench.mutations [WORD...]`."""

import os
import shlex
import shutil
import subprocess
import sys
import tempfile
import tomllib
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parent.parent
TABLE = Path(__file__).with_suffix(".toml")
LONGEST = 300
"""Seconds after which tests that hang have failed."""


@dataclass(frozen=True, slots=True)
class Guard:
    """A guard: where it stands, what stands there without it, and which tests must notice."""

    name: str
    file: str
    old: str
    new: str
    tests: str

    def stands(self, root: Path) -> bool:
        """Tell whether it is there, once."""
        return (root / self.file).read_text("utf-8").count(self.old) == 1

    def take_out(self, root: Path) -> str:
        """Take it out of a copy; return what the file was before."""
        path = root / self.file
        before = path.read_text("utf-8")
        path.write_text(before.replace(self.old, self.new), "utf-8")
        return before


def guards() -> list[Guard]:
    return [Guard(**row) for row in tomllib.loads(TABLE.read_text("utf-8"))["guard"]]


def copy(to: Path) -> None:
    """Copy what git keeps or would keep."""
    listed = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, names.split("\0")):
        if (ROOT / name).is_file():
            (to / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, to / name)


def passes(root: Path, tests: str) -> bool:
    """Run tests in a copy; what they import comes from there."""
    options = ["-x", "-q", "-p", "no:cacheprovider", "--rootdir", str(root)]
    command = [sys.executable, "-B", "-m", "pytest", *options, *shlex.split(tests)]
    env = {**os.environ, "PYTHONPATH": str(root)}
    try:
        done = subprocess.run(command, check=False, cwd=root, env=env, capture_output=True, timeout=LONGEST)
    except subprocess.TimeoutExpired:
        return False
    if done.returncode > 1:
        raise SystemExit(f"no tests ran: {tests}\n{done.stdout.decode()[-2000:]}")
    return done.returncode == 0


def main(*words: str) -> None:
    chosen = [guard for guard in guards() if not words or any(word in guard.name for word in words)]
    bad = 0
    with tempfile.TemporaryDirectory() as folder:
        root = Path(folder)
        copy(root)
        whole: dict[str, bool] = {}
        for guard in chosen:
            said = _try(root, guard, whole)
            bad += said != "caught"
            print(f"{said:<10} {guard.name}", flush=True)
    print(f"{len(chosen) - bad} of {len(chosen)} guards are caught")
    raise SystemExit(1 if bad else 0)


def _try(root: Path, guard: Guard, whole: dict[str, bool]) -> str:
    if not guard.stands(root):
        return "moved"
    if guard.tests not in whole:
        whole[guard.tests] = passes(root, guard.tests)
    if not whole[guard.tests]:
        return "red before"
    before = guard.take_out(root)
    try:
        return "SURVIVED" if passes(root, guard.tests) else "caught"
    finally:
        (root / guard.file).write_text(before, "utf-8")


if __name__ == "__main__":
    main(*sys.argv[1:])
