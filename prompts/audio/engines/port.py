"""What every engine offers, and how far its speech may be trusted in a language."""

import enum
import importlib.util
from collections.abc import Mapping
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:  # Who only asks for an engine's standing does not wait for numpy.
    from prompts.audio.telephone import Samples


class Standing(enum.StrEnum):
    """What an engine's speech is good for in a language."""

    PROVEN = "proven"
    """A recogniser understood it over the telephone: it may be played in calls."""
    DRAFT = "draft"
    """Understandable with a borrowed voice: a native speaker has to listen first."""
    PREVIEW = "preview"
    """Not for calls: only to get an impression."""


class EngineFailed(Exception):
    """An engine could not speak; says which, in what language and what to do, never the words."""


class Engine(Protocol):
    """Makes speech. Its name stands as the source of what it made."""

    name: str
    languages: Mapping[str, Standing]
    get: str
    """How it is installed."""

    def lacks(self, language: str) -> str | None:
        """Return what is missing to speak a language, or None when it can; loads nothing."""

    def speak(self, text: str, language: str, pace: float = 1.0) -> "tuple[Samples, int]":
        """Return one channel of sound and its rate, at a share of its own pace; raises EngineFailed."""


def missing_module(*names: str) -> str | None:
    """Return the first of these top-level modules that is not installed."""
    return next((name for name in names if importlib.util.find_spec(name) is None), None)
