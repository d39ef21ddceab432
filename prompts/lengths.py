"""How long the longest things take to say in a language, and how long they may take."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prompts.library import Audience, Channel, Prompts
from prompts.spans import seconds
from prompts.tree import Node

LIMITS = {"verdict": 15.0, "reasons": 30.0, "page": 30.0, "message": 35.0}
"""Seconds. A verdict is said with what to do, and its number comes after it."""
_LONG_DATE = date(2026, 11, 24)


@dataclass(frozen=True, slots=True, order=True)
class Length:
    """Seconds, estimated at a calm pace, of one thing that is said."""

    seconds: float
    kind: str
    where: str

    @property
    def too_long(self) -> bool:
        """Tell whether nobody would listen so long."""
        return round(self.seconds, 1) > LIMITS[self.kind]


def every(prompts: Prompts, language: str, area: str | None = None) -> Iterator[Length]:
    """Yield all that a language says on the telephone; of one without a voice that is its messages."""
    if language not in prompts.short:
        for node in prompts.tree.values():
            yield from _leaf(prompts, language, node) if node.is_leaf else _menu(prompts, language, node)
    for warning in sorted(set(prompts.knowledge.warnings.values())):
        for audience in Audience:
            if language in prompts.short and audience is Audience.INSTITUTION:
                continue  # Institutions are asked for a key, in a language with a voice.
            text = prompts.warning(language, warning, Channel.VOICE, audience, area)
            said = prompts.fill_date(language, text, _LONG_DATE, Channel.VOICE)
            yield Length(seconds(said, language), "message", f"{warning} {audience}")


def longest(prompts: Prompts, language: str) -> dict[str, Length]:
    """Return the longest verdict, reasons, page and message of a language."""
    found: dict[str, Length] = {}
    for length in every(prompts, language):
        found[length.kind] = max(length, found.get(length.kind, length))
    return found


def _leaf(prompts: Prompts, language: str, leaf: Node) -> Iterator[Length]:
    answer = prompts.say(language, leaf.id)
    for contact in prompts.knowledge.contacts.values():
        if contact.numbers:
            answer = answer.replace(prompts.contact(language, contact.id), "")
    yield Length(seconds(answer, language), "verdict", leaf.id)
    yield Length(seconds(prompts.why(language, leaf.id), language), "reasons", leaf.id)


def _menu(prompts: Prompts, language: str, menu: Node) -> Iterator[Length]:
    keys = ["menu.again", "menu.back", *(["menu.more"] if len(menu.pages) > 1 else [])]
    for number, page in enumerate(menu.pages, start=1):
        choices = [
            prompts.frame(language, "menu.choice", key=str(key), label=prompts.label(language, choice))
            for key, choice in enumerate(page, start=1)
        ]
        said = [prompts.ask(language, menu.id), *choices, *(prompts.frame(language, key) for key in keys)]
        yield Length(seconds(" ".join(said), language), "page", f"{menu.id}, page {number}")
