"""Telephone numbers on a page: printed as everywhere, and dialled by a touch."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from urllib.parse import quote

from prompts.entries import SHOWN, Contact
from prompts.library import Channel, Prompts
from prompts.tree import Node

_WEB = Channel.WEB
POLICE = "K-police-9110"


@dataclass(frozen=True, slots=True)
class Piece:
    """A part of a sentence: plain, a number that can be dialled, or words in another language."""

    words: str
    dial: str | None = None
    language: str | None = None


@dataclass(frozen=True, slots=True)
class Number:
    """A line such as "Police consultation line: #9110", and the address that dials it."""

    pieces: tuple[Piece, ...]
    dial: str


def hotline(prompts: Prompts, language: str) -> Number:
    """Return our own line."""
    name = prompts.promises.organisation[language]
    return _line(prompts, language, name, prompts.promises.hotline_number)


def of_leaf(prompts: Prompts, language: str, node: Node) -> tuple[Number, ...]:
    """Return the numbers of a leaf, and beside #9110 the line's own one, which needs no `#`."""
    contacts = [prompts.knowledge.contacts[id] for id in node.contacts]
    printed = [number for contact in contacts for number in _dialled(contact)]
    lines = prompts.numbers(language, node.id, _WEB)
    found = [_number(line, one) for line, one in zip(lines, printed, strict=True)]
    plain = prompts.promises.consultation_number  # An iPhone dials no number with `#` for a page.
    if POLICE in node.contacts and plain not in printed:
        name = prompts.words[language].names[POLICE]
        found.insert(1 + printed.index("#9110"), _line(prompts, language, name, plain))
    return tuple(found)


def pieces(prompts: Prompts, text: str) -> tuple[Piece, ...]:
    """Cut a sentence so that the numbers in it can be dialled. The number that our calls show never can."""
    line = prompts.promises
    known = {number for contact in prompts.knowledge.contacts.values() for number in _dialled(contact)}
    known |= {line.hotline_number, line.consultation_number, line.emergency_number}
    return _cut(text, known)


def _cut(text: str, numbers: Collection[str]) -> tuple[Piece, ...]:
    longest_first = sorted(numbers, key=lambda number: (-len(number), number))
    either = "|".join(map(re.escape, longest_first))
    parts = re.split(rf"(?<![0-9#-])({either})(?![0-9-])", text, flags=re.ASCII)
    return tuple(Piece(part, _address(part) if at % 2 else None) for at, part in enumerate(parts) if part)


def _dialled(contact: Contact) -> list[str]:
    return [one.number for one in contact.numbers if one.kind != SHOWN]


def _line(prompts: Prompts, language: str, name: str, printed: str) -> Number:
    line = prompts.frame(language, "number.line", _WEB, name=name, number=printed)
    return _number(line, printed)


def _number(line: str, printed: str) -> Number:
    return Number(_cut(line, [printed]), _address(printed))


def _address(printed: str) -> str:
    return f"tel:{quote(printed)}"
