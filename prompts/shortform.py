"""The short form of a language: each sentence is one recording, and a message is a row of them."""

from datetime import date
from typing import TYPE_CHECKING

from prompts import shortwords
from prompts.faults import UnknownSentence
from prompts.rendering import Channel
from prompts.shortwords import HOTLINE, ShortForm
from prompts.slots import Slots

if TYPE_CHECKING:
    from collections.abc import Mapping

    from prompts.sentences import Sentences

OFFER, GOODBYE = "again", "goodbye"
NAME = "name"
"""The language's own name, with which it is offered among the others."""
WHOLE = tuple(id for id in HOTLINE if id != GOODBYE)
"""What a caller hears, in order; the offer of keys is its end."""


def units(prompts: "Sentences", language: str) -> "Mapping[str, str]":
    """Return the words of every recording by id: `danger`, `call-opening`, `month-1`, `day-31`.

    Raises UnknownSentence where the language has no short form.
    """
    short = _of(prompts, language)
    found = {id: _filled(prompts, language, short.hotline, id) for id in HOTLINE}
    found |= {f"call-{id}": _filled(prompts, language, short.call, id) for id in shortwords.CALL}
    found |= {f"month-{number}": words for number, words in enumerate(short.months, start=1)}
    found |= {f"day-{number}": words for number, words in enumerate(short.days, start=1)}
    return found | {NAME: prompts.words[language].native_name}


def unit(prompts: "Sentences", language: str, id: str) -> str:
    """Return the words of one recording; raises UnknownSentence."""
    found = units(prompts, language).get(id)
    if found is None:
        raise UnknownSentence(f"{language}: no sentence {id[:40]!r} in the short form")
    return found


def day(prompts: "Sentences", language: str, when: date) -> str:
    """Return the recordings that say a day, a line each, in the order of the language."""
    short = _of(prompts, language)
    said = {"month": short.months[when.month - 1], "day": short.days[when.day - 1]}
    return "\n".join(said[name] for name in sorted(said, key=lambda name: short.pattern.index(f"{{{name}}}")))


def message(prompts: "Sentences", language: str, body: str, when: date | None = None) -> str:
    """Return a call's message, a recording a line: who calls, the date, the body, the closing.

    Without a day, `{date}` stands where it will be said.
    """
    opening, closing = (unit(prompts, language, f"call-{id}") for id in ("opening", "closing"))
    said = "{date}" if when is None else day(prompts, language, when)
    return "\n".join((opening, said, " ".join(body.split()), closing))


def _of(prompts: "Sentences", language: str) -> ShortForm:
    words = prompts.words.get(language)
    if words is None or words.short is None:
        raise UnknownSentence(f"no short form in {language[:20]!r}")
    return words.short


def _filled(prompts: "Sentences", language: str, table: "Mapping[str, str]", id: str) -> str:
    slots = Slots(prompts.words[language], prompts.promises, prompts.knowledge.contacts, Channel.VOICE)
    return slots.sentence(table, id, f"{id} of the short form")
