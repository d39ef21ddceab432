"""Begins processes as copies of one that has imported everything: whoever was killed is back at once."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from multiprocessing import get_context
from pathlib import Path

from app.commands.main import main as yobikake
from bench import remembering

_context = get_context("forkserver")
_context.set_forkserver_preload([__name__])


class Copy:
    """A copy that runs `yobikake ...` or `remembering ...`, in a group of its own."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        self._process = _context.Process(target=_live, args=(list(words), dict(env), log))
        self._process.start()

    def kill(self) -> None:
        """Kill it and all that it began, with no time to say anything."""
        _kill_group(self._process.pid)
        self._process.kill()  # Killed before it had a group of its own, it is met alone.
        self._process.join()
        self._process.close()


class Program:
    """A program in a group of its own, for what becomes another program: nobody can wait for such a copy."""

    def __init__(self, words: Sequence[str], env: Mapping[str, str], log: Path) -> None:
        with log.open("ab") as said:
            self._process = subprocess.Popen(
                words, env=dict(env), stdout=said, stderr=said, start_new_session=True
            )

    def kill(self) -> None:
        """Kill it and all that it began."""
        _kill_group(self._process.pid)
        self._process.wait()


def _kill_group(leader: int | None) -> None:
    assert leader
    with suppress(ProcessLookupError):
        os.killpg(leader, signal.SIGKILL)


def _live(words: list[str], env: dict[str, str], log: Path) -> None:
    os.setsid()
    os.environ.clear()
    os.environ.update(env)
    with log.open("ab") as said:
        os.dup2(said.fileno(), 1)
        os.dup2(said.fileno(), 2)
    if words[0] == "remembering":
        remembering.main(*words[1:])
    else:
        yobikake(words[1:])
