"""All engines, and which one speaks a language."""

from collections.abc import Iterator
from pathlib import Path

from prompts.audio.engines.espeak import Espeak
from prompts.audio.engines.flite import Flite
from prompts.audio.engines.kokoro import Kokoro
from prompts.audio.engines.openjtalk import OpenJTalk
from prompts.audio.engines.port import Engine, EngineFailed, Standing

_ORDER = list(Standing)


def engines(voices: Path) -> tuple[Engine, ...]:
    """Return all engines, the lightest first where they are as good; `voices` is where fetched voices lie."""
    return (OpenJTalk(), Kokoro(voices), Flite(), Espeak())


def choose(
    voices: Path, language: str, name: str | None = None, worst: Standing = Standing.PREVIEW
) -> tuple[Engine, Standing]:
    """Return the best installed engine for a language, or the named one, at least as good as `worst`.

    Raises EngineFailed saying what is missing and how to get it.
    """
    given = [one for one in engines(voices) if name in {None, one.name} and language in one.languages]
    good = [one for one in given if _ORDER.index(one.languages[language]) <= _ORDER.index(worst)]
    for one in sorted(good, key=lambda one: _ORDER.index(one.languages[language])):
        if one.lacks(language) is None:
            return one, one.languages[language]
    raise EngineFailed("; ".join(_why_not(given, good, language)) or _nothing(language, name))


def _why_not(given: list[Engine], good: list[Engine], language: str) -> Iterator[str]:
    for one in given:
        if one in good:
            yield f"{one.name} lacks {one.lacks(language)}: {one.get}"
        else:
            yield f"{one.name} is only {one.languages[language]} in {language}, not for calls"


def _nothing(language: str, name: str | None) -> str:
    who = f"{name} does not speak" if name else "no engine speaks"
    return f"{who} {language}: record it, see `yobikake prompts sheet --language {language}`"
