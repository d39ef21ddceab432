"""Says words of a language on the telephone: by a recording where there is one, else by a voice."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace

from carrier.pieces import sentences
from carrier.twiml import Pause, Play, Say, Spoken
from carrier.voices import BREAK, PROSODY, marks, speaks, voice

SLOWER = 85
"""The pace for somebody who needs time, in percent of the usual one."""
LONGER_REST = 600
"""Milliseconds of rest that are added after a sentence, likewise."""

Recording = Callable[[str, str], str | None]
"""The absolute address at which these words of a language sound, or None."""


@dataclass(frozen=True, slots=True)
class Manner:
    """How a language is read: percent of the voice's own pace, milliseconds of rest after a sentence.

    `readings` go from written words to how they are read.
    """

    rate: int = 100
    pause: int = 0
    readings: Mapping[str, str] = field(default_factory=dict)

    def read(self, words: str) -> str:
        """Return the words as they are to be read aloud; of two readings that fit, the longer is taken."""
        if not self.readings:
            return words
        longest_first = sorted(self.readings, key=len, reverse=True)
        written = re.compile("|".join(_whole(word) for word in longest_first))
        return written.sub(lambda found: self.readings[found[0]], words)


def _whole(word: str) -> str:
    # "9時" is not part of "19時".
    return rf"(?<![0-9]){re.escape(word)}" if word[0].isdecimal() else re.escape(word)


def no_recording(_language: str, _words: str) -> str | None:
    """Tell that nothing has been recorded."""
    return None


def never_changed() -> int:
    """Tell that the recordings are the same as ever."""
    return 0


@dataclass(frozen=True)
class Speaker:
    """Turns words into what a call plays. `stamp` is another figure whenever the recordings have changed."""

    manners: Mapping[str, Manner] = field(default_factory=dict)
    recording: Recording = no_recording
    stamp: Callable[[], int] = never_changed

    def speak(self, language: str, text: str, *, slow: bool = False) -> tuple[Spoken, ...]:
        """Return what is heard of a text of one line or several; `slow` is for somebody who needs time.

        A line that was recorded is played, as it is. Raises ValueError, which names the language alone, where
        a line has neither a recording nor a voice.
        """
        said = [self._line(language, line) for line in text.split("\n") if line.strip()]
        if not slow:
            return tuple(said)
        return tuple(part for one in said for part in (slowed(one) if isinstance(one, Say) else (one,)))

    def _line(self, language: str, words: str) -> Spoken:
        url = self.recording(language, words)
        if url is not None:
            return Play(url)
        if not speaks(language):
            raise ValueError(f"{language!r}: no voice at the carrier, and no recording: record the sentence")
        manner = self.manners.get(language, _AS_IT_LIKES)
        return Say(manner.read(words), language, manner.rate, manner.pause)


_AS_IT_LIKES = Manner()


def slowed(said: Say, taken: frozenset[str] | None = None) -> tuple[Spoken, ...]:
    """Return the words at a slower pace with longer rests.

    `taken` are the marks that the voice reads (those of its language, where none are given). One that reads
    no rests gets its sentences one by one, with pauses between.
    """
    reads = marks(voice(said.language).first) if taken is None else taken
    rate = said.rate * SLOWER // 100 if PROSODY in reads else said.rate
    if BREAK in reads:
        return (replace(said, rate=rate, pause=said.pause + LONGER_REST),)
    parts = [replace(said, text=sentence, rate=rate) for sentence in sentences(said.text)]
    return tuple(one for part in parts for one in (part, Pause()))[:-1]
