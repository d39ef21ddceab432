"""What a page of the tree shows: a question with its choices, or a leaf with all that it stands on."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import quote

from prompts.entries import SHOWN, Entry
from prompts.library import Channel, Prompts
from prompts.tree import ROOT, Node
from tree.walk import code_of

_WEB = Channel.WEB


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to the next page."""

    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Question:
    """A menu with the choices of all its pages; on paper and screen nobody needs to ask for more."""

    ask: str
    choices: tuple[Choice, ...]
    code: str
    back: str | None


@dataclass(frozen=True, slots=True)
class Source:
    """A document, the day that it carries (if it carries one), the places in it, and where it can be read."""

    title: str
    day: str | None
    places: tuple[str, ...]
    url: str | None


@dataclass(frozen=True, slots=True)
class Number:
    """A line such as "Police consultation line: #9110", and the address that dials it."""

    line: str
    dial: str


@dataclass(frozen=True, slots=True)
class Leaf:
    """A verdict, what to do, why, whom to ask, and where it is written."""

    node: Node
    badge: str
    say: str
    why: str
    numbers: tuple[Number, ...]
    links: tuple[str, ...]
    sources: tuple[Source, ...]
    code: str
    back: str | None


def question(prompts: Prompts, language: str, node: Node) -> Question:
    """Return the page of a menu."""
    code = code_of(prompts.tree, node.id)
    choices = tuple(
        Choice(prompts.label(language, child, _WEB), f"{code}{'9' * page}{key}")
        for page, offered in enumerate(node.pages)
        for key, child in enumerate(offered, start=1)
    )
    return Question(prompts.ask(language, node.id, _WEB), choices, code, _back(prompts, node))


def leaf(prompts: Prompts, language: str, node: Node) -> Leaf:
    """Return the page of a leaf."""
    known = prompts.knowledge
    links = [url for id in node.contacts for url in known.contacts[id].urls]
    links += [url for id in node.procedures for url in known.procedures[id].urls]
    return Leaf(
        node=node,
        badge=prompts.frame(language, f"verdict.{node.verdict}", _WEB),
        say=prompts.say(language, node.id, _WEB),
        why=prompts.why(language, node.id, _WEB),
        numbers=_numbers(prompts, language, node),
        links=tuple(dict.fromkeys(links)),
        sources=tuple(_sources(prompts, language, node)),
        code=code_of(prompts.tree, node.id),
        back=_back(prompts, node),
    )


def _back(prompts: Prompts, node: Node) -> str | None:
    if node.parent is None:
        return None
    return "" if node.parent == ROOT else code_of(prompts.tree, node.parent)


def _numbers(prompts: Prompts, language: str, node: Node) -> tuple[Number, ...]:
    contacts = (prompts.knowledge.contacts[id] for id in node.contacts)
    printed = [one.number for contact in contacts for one in contact.numbers if one.kind != SHOWN]
    lines = prompts.numbers(language, node.id, _WEB)
    return tuple(Number(line, f"tel:{quote(one)}") for line, one in zip(lines, printed, strict=True))


def _sources(prompts: Prompts, language: str, node: Node) -> Iterator[Source]:
    """Yield each document once. The law is left out until somebody has confirmed it as in force."""
    known = prompts.knowledge
    entries: list[Entry] = [known.rules[id] for id in node.rules]
    entries += [known.claims[id] for id in node.claims]
    entries += [known.law[id] for id in node.law if known.law[id].checked_on]
    entries += [known.procedures[id] for id in node.procedures]
    for id in dict.fromkeys(entry.document for entry in entries):
        document = known.documents[id]
        places = dict.fromkeys(entry.place for entry in entries if entry.document == id)
        title = prompts.words[language].documents[id]
        yield Source(title, _day(prompts, language, document.published), tuple(places), document.url)


def _day(prompts: Prompts, language: str, written: str) -> str | None:
    try:
        return prompts.day(language, date.fromisoformat(written), _WEB)
    except ValueError:
        return None  # The document carries no date, or only a month.
