"""What an answer rests on: each rule, claim, article, procedure and office, with document, place and day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prompts.entries import Claim, Entry, Law, Rule
from prompts.library import Prompts
from prompts.tree import Node

KINDS = ("never", "always", "advice", "fact", "claim", "law", "procedure", "contact")


@dataclass(frozen=True, slots=True)
class Basis:
    """One thing that an answer rests on. `summary` and `place` are in English, as they were noted.

    `day` is the day that the document carries, if it carries one; `checked` the day on which what we say was
    last compared with it. Law that is not `spoken` has not been confirmed as in force.
    """

    kind: str
    title: str
    summary: str
    document: str
    place: str
    day: date | None
    checked: date
    spoken: bool = True
    own_knowledge: bool = False


def bases(prompts: Prompts, language: str, node: Node) -> tuple[Basis, ...]:
    """Return all that an answer rests on, what makes a verdict first; documents are named in the language."""
    return tuple(_basis(prompts, language, kind, entry) for kind, entry in _entries(prompts, node))


def _entries(prompts: Prompts, node: Node) -> Iterator[tuple[str, Entry]]:
    known = prompts.knowledge
    rules: list[Rule] = [known.rules[id] for id in node.rules]
    yield from ((rule.kind, rule) for rule in sorted(rules, key=lambda rule: KINDS.index(rule.kind)))
    yield from (("claim", known.claims[id]) for id in node.claims)
    yield from (("law", known.law[id]) for id in node.law)
    yield from (("procedure", known.procedures[id]) for id in node.procedures)
    yield from (("contact", known.contacts[id]) for id in node.contacts)


def _basis(prompts: Prompts, language: str, kind: str, entry: Entry) -> Basis:
    document, words = prompts.knowledge.documents[entry.document], prompts.words[language]
    title = prompts.title(language, entry.warning) if isinstance(entry, Claim) else words.names.get(entry.id)
    return Basis(
        kind,
        title or "",
        entry.summary,
        words.documents[entry.document],
        entry.place,
        _day(document.published),
        document.checked_on,
        spoken=not isinstance(entry, Law) or entry.checked_on is not None,
        own_knowledge=document.own_knowledge,
    )


def _day(written: str) -> date | None:
    try:
        return date.fromisoformat(written)
    except ValueError:
        return None  # The document carries no date, or only a month.
