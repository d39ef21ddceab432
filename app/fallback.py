"""What callers hear and texters read from the carrier alone, while nothing of ours answers."""

from collections.abc import Iterator, Sequence

from app.line import Line
from app.speaking import manners_of
from carrier import twiml
from carrier.speaking import Speaker
from carrier.twiml import Pause, Spoken
from carrier.voices import speaks
from prompts.library import Channel, Prompts

_NUMBERS = ("9-6", "9-2")
"""Leaves that tell a number: the police's, which needs no sharp key, and the immigration agency's."""
MOST_LETTERS = 4_000
"""Most in one file. The vendor names no limit for its TwiML Bins, but this one for TwiML in a request."""


def languages(prompts: Prompts) -> tuple[str, ...]:
    """Return the languages that the carrier can speak by itself: recordings lie with us, who are down."""
    return tuple(tag for tag in prompts.on(Channel.VOICE) if speaks(tag))


def voice(prompts: Prompts, language: str) -> str:
    """Return all that a caller hears in one language: the essential advice twice, numbers, goodbye."""
    essential = prompts.frame(language, "essential")
    numbers = [prompts.say(language, node) for node in _NUMBERS]
    again = [prompts.frame(language, "call.again"), essential, prompts.frame(language, "goodbye")]
    said = [*_opening(prompts, language), prompts.frame(language, "cannot-look"), essential]
    return _document(prompts, [(language, [*said, *numbers]), (language, again)])


def voices(prompts: Prompts, tags: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """Return the essential in turn for a number that any language dials, and the languages for which is room.

    Those most used come first; the first is always there.
    """
    said = [(tag, [*_opening(prompts, tag), prompts.frame(tag, "essential")]) for tag in tags]
    count = next(n for n in range(len(tags), 0, -1) if n == 1 or _fits(_document(prompts, said[:n])))
    return _document(prompts, said[:count]), tuple(tags[:count])


def texts(prompts: Prompts, tags: Sequence[str]) -> str:
    """Return the answer to any text: what is useful alone, in the two languages most used."""
    return twiml.reply("\n".join(prompts.frame(tag, "text.start", Channel.SMS) for tag in tags[:2]))


def files(prompts: Prompts, line: Line, tags: Sequence[str]) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Yield name, document and languages of every file: for each language, each number, and texts."""
    for tag in tags:
        yield f"voice-{tag}.xml", voice(prompts, tag), (tag,)
    for number in (*line.hotline, line.displayed):
        own = line.numbers()[number.e164]
        if own is not None and own in tags:
            yield f"voice-{number.printed}.xml", voice(prompts, own), (own,)
        else:
            yield f"voice-{number.printed}.xml", *voices(prompts, tags)
    yield "sms.xml", texts(prompts, tags), tuple(tags[:2])


def _opening(prompts: Prompts, language: str) -> list[str]:
    sample = [prompts.frame(language, "sample-line")] if prompts.promises.sample else []
    return [prompts.frame(language, "danger"), *sample]


def _document(prompts: Prompts, said: Sequence[tuple[str, list[str]]]) -> str:
    spoken: list[Spoken] = []
    speaker = Speaker(manners_of(prompts))
    for language, sentences in said:
        spoken += [*speaker.speak(language, " ".join(sentences)), Pause()]
    return twiml.speak(spoken)


def _fits(document: str) -> bool:
    return len(document) <= MOST_LETTERS
