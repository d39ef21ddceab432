"""Joins words, recordings and the carrier's voices: which languages can be heard, and how they sound."""

import os
from collections.abc import Mapping
from pathlib import Path

from app.line import Line
from carrier import speaking
from carrier.speaking import Speaker
from carrier.voices import speaks
from prompts import library
from prompts.audio.recordings import Recordings
from prompts.languages import TAGS
from prompts.library import Prompts
from prompts.standing import Done

FOLDER = "recordings"
VOICES_FOLDER = "voices"
"""Where fetched voices of engines lie, in the data folder."""
SHORT = frozenset(tag for tag in TAGS if not speaks(tag))
"""Languages without a voice at the carrier: on the telephone they have their short form, as recordings."""


def recordings_in(data: Path) -> Recordings:
    """Return the recordings of an installation; its folder need not be there."""
    return Recordings(data / FOLDER)


def words_of(
    line: Line, recordings: Recordings, acts: tuple[Done, ...] = (), *, live: bool = False
) -> Prompts:
    """Return the words of a line, which can be heard where there is a voice or a recording.

    On a `live` line only what somebody answers for. Raises PromptsInvalid.
    """
    return library.load(
        line.promises(),
        packs=line.packs_read(),
        short=SHORT,
        recorded=recordings.has,
        done=acts,
        live=live,
    )


def without_settings(line: Line) -> Prompts:
    """Return the words for commands that need no settings; recordings lie where the data would."""
    return words_of(line, recordings_in(Path(os.environ.get("YOBIKAKE_DATA", "data"))))


def speaker_of(prompts: Prompts, recordings: Recordings, public_base_url: str) -> Speaker:
    """Return what speaks in calls; recordings are fetched at our public address."""
    base = public_base_url.rstrip("/")

    def address(language: str, words: str) -> str | None:
        path = recordings.url_path(language, words)
        return f"{base}{path}" if path else None

    return Speaker(manners_of(prompts), address, recordings.stamp)


def manners_of(prompts: Prompts) -> Mapping[str, speaking.Manner]:
    """Return how each language is read aloud, as the carrier's room knows it."""
    manners = {language: prompts.manner(language) for language in prompts.languages}
    return {
        language: speaking.Manner(manner.rate, manner.pause, manner.readings)
        for language, manner in manners.items()
    }
