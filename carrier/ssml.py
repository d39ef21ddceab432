"""Marks words for a voice: a slower or faster pace, and a rest after each sentence."""

# https://www.twilio.com/docs/voice/twiml/say/text-speech#use-ssml; what each voice takes stands in voices.py.

from typing import Any
from xml.sax.saxutils import escape

from carrier.pieces import encoded, sentences
from carrier.voices import BREAK, PROSODY, marks


def add(parent: Any, text: str, rate: int, pause: int, **spoken_by: str) -> None:
    """Add a Say to a document; where neither pace nor rest is asked for, it is plain text."""
    parts = sentences(text) if pause else [text]
    if rate == 100 and len(parts) < 2:
        parent.say(text, **spoken_by)
        return
    said = parent.say(**spoken_by)
    words = said if rate == 100 else said.prosody(rate=f"{rate}%")
    words.append(parts[0])
    for sentence in parts[1:]:
        words.break_(time=f"{pause}ms")
        words.append(sentence)


def able(voice: str, rate: int, pause: int) -> tuple[int, int]:
    """Return the pace and the rest that a voice can keep; what it cannot is left to its own habit."""
    taken = marks(voice)
    return rate if PROSODY in taken else 100, pause if BREAK in taken else 0


def weigh(text: str, rate: int, pause: int) -> int:
    """Return how long a Say is once it is URL-encoded, marks included where it has any."""
    if rate == 100 and not pause:
        return encoded(text)
    rest = f'<break time="{pause}ms" />' if pause else ""
    said = rest.join(escape(sentence) for sentence in sentences(text))
    return encoded(f'<prosody rate="{rate}%">{said}</prosody>')
