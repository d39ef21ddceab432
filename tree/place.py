"""Where a caller stands, as part of a URL: nothing about a conversation is kept anywhere else."""

import enum
import re
from dataclasses import dataclass, replace

MAX_TURNS = 30
MAX_MISTAKES = 3


class View(enum.StrEnum):
    """What is being read out at a node."""

    MAIN = "main"  # A page of a menu, or a leaf's verdict.
    WHY = "why"
    NUMBERS = "numbers"
    TRANSFER = "transfer"  # Somebody is put through to a person, or told why not.
    END = "end"  # Goodbye, after a leaf was heard and no more keys came.


class Silence(enum.StrEnum):
    """Whether a key was missing: never in this call, earlier, or just now."""

    NEVER = ""
    EARLIER = "slow"
    NOW = "silence"


class NoSuchPlace(ValueError):
    """The URL names no place in this tree."""


_STAND = re.compile(
    r"(main|why|numbers|transfer|end)-(\d{1,2})-(\d)-(\d{1,2})(?:-(silence|slow))?\Z", re.ASCII
)


@dataclass(frozen=True, slots=True)
class Place:
    """A language, a node, what is read out there, its page, mistakes in a row, and turns so far."""

    language: str
    node: str
    view: View = View.MAIN
    page: int = 0
    mistakes: int = 0
    turns: int = 0
    silence: Silence = Silence.NEVER

    @property
    def slow(self) -> bool:
        """Tell whether the caller is given more time: who needed it once needs it again."""
        return self.silence is not Silence.NEVER

    @property
    def stand(self) -> str:
        """The last part of the URL, for instance `main-0-0-3`, or `main-0-1-4-silence`."""
        quiet = f"-{self.silence}" if self.slow else ""
        return f"{self.view}-{self.page}-{self.mistakes}-{self.turns}{quiet}"

    @classmethod
    def parse(cls, language: str, node: str, stand: str) -> "Place":
        """Read a place from its URL; raises NoSuchPlace."""
        found = _STAND.match(stand)
        if found is None:
            raise NoSuchPlace(stand)
        view, page, mistakes, turns, quiet = found.groups("")
        return cls(language, node, View(view), int(page), int(mistakes), int(turns), Silence(quiet))

    def at(self, node: str, **changes: object) -> "Place":
        """Return the place after one more turn, at the start of another node."""
        silence = Silence.EARLIER if self.slow else Silence.NEVER
        fresh = {**_FRESH, "silence": silence, "node": node, "turns": self.turns + 1}
        return replace(self, **{**fresh, **changes})  # type: ignore[arg-type]

    def again(self, **changes: object) -> "Place":
        """Return the place after one more turn, at the same node, view and page."""
        return self.at(self.node, **{"view": self.view, "page": self.page, **changes})


_FRESH = {"view": View.MAIN, "page": 0, "mistakes": 0}
