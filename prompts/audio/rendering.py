"""Renders our sentences with an engine, each once, and keeps them as recordings or as previews."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from prompts.audio.engines.port import Engine
from prompts.audio.entry import Entry, digest_of
from prompts.audio.recordings import Recordings
from prompts.audio.telephone import as_wav
from prompts.manners import Manner

AS_IT_IS = Manner()


@dataclass(frozen=True, slots=True)
class Rendered:
    """One sentence as an engine speaks it; `new` unless it was on file."""

    id: str
    entry: Entry
    new: bool


def render(
    recordings: Recordings,
    language: str,
    sentences: Mapping[str, str],
    engine: Engine,
    by: str,
    at: datetime,
    *,
    for_calls: bool,
    manner: Manner = AS_IT_IS,
    again: bool = False,
) -> Iterator[Rendered]:
    """Speak each sentence and keep it; what the engine spoke before is spoken anew only where asked."""
    for id, words in sentences.items():
        found = [] if again else _kept(recordings, language, words, engine.name)
        fits = next((one for one in found if one.preview is not for_calls), None)
        if fits:
            yield Rendered(id, fits, new=False)
            continue
        path = recordings.path(language, found[0].file) if found else None
        audio = path.read_bytes() if path else spoken(engine, words, language, manner)
        kept = recordings.put(language, words, id, audio, by, at, engine.name, preview=not for_calls)
        yield Rendered(id, kept, new=path is None)


def spoken(engine: Engine, words: str, language: str, manner: Manner = AS_IT_IS) -> bytes:
    """Return the words as a wav file, read as the language asks for; raises EngineFailed."""
    return as_wav(*engine.speak(aloud(words, manner.readings), language, manner.rate / 100))


def aloud(words: str, readings: Mapping[str, str]) -> str:
    """Put readings in the place of words that a voice would misread, the longest first."""
    longest_first = sorted(readings, key=len, reverse=True)
    # The reading of the first of a month is not that of the end of its 21st.
    known = "|".join((r"(?<!\d)" if word[0].isdigit() else "") + re.escape(word) for word in longest_first)
    return re.sub(known, lambda found: readings[found[0]], words) if known else words


def _kept(recordings: Recordings, language: str, words: str, engine: str) -> list[Entry]:
    digest = digest_of(language, words)
    return [one for one in recordings.in_force(language) if (one.digest, one.source) == (digest, engine)]
