"""What an answer stands on: documents with place and day, and the offices' own pages."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from prompts.entries import Entry
from prompts.library import Channel, Prompts
from prompts.tree import Node


@dataclass(frozen=True, slots=True)
class Source:
    """A document, the day that it carries (if it carries one), and the places in it."""

    title: str
    day: str | None
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Official:
    """An office's own page, with the name of office or document where there is one."""

    url: str
    name: str | None


def sources(prompts: Prompts, language: str, node: Node) -> tuple[Source, ...]:
    """Return each document once."""
    entries, titles = _entries(prompts, node), prompts.words[language].documents
    return tuple(
        Source(
            titles[id],
            _day(prompts, language, prompts.knowledge.documents[id].published),
            tuple(dict.fromkeys(entry.place for entry in entries if entry.document == id)),
        )
        for id in _documents(entries)
    )


def checked_on(prompts: Prompts, language: str, node: Node) -> str | None:
    """Return the day since which all documents of a leaf have been compared with what we say."""
    documents = [prompts.knowledge.documents[id] for id in _documents(_entries(prompts, node))]
    days = [document.checked_on for document in documents]
    return prompts.day(language, min(days), Channel.WEB) if days else None


def official(prompts: Prompts, language: str, node: Node) -> tuple[Official, ...]:
    """Return each address once."""
    names = dict(_addresses(prompts, language, node))
    return tuple(Official(url, name) for url, name in names.items())


def _addresses(prompts: Prompts, language: str, node: Node) -> Iterator[tuple[str, str | None]]:
    known, words = prompts.knowledge, prompts.words[language]
    for id in node.contacts:
        yield from ((url, words.names[id]) for url in known.contacts[id].urls)
    for id in node.procedures:
        yield from ((url, None) for url in known.procedures[id].urls)
    for id in _documents(_entries(prompts, node)):
        url = known.documents[id].url
        if url:
            yield url, words.documents[id]


def _entries(prompts: Prompts, node: Node) -> list[Entry]:
    """Return what a leaf cites. The law is left out until somebody has confirmed it as in force."""
    known = prompts.knowledge
    entries: list[Entry] = [known.rules[id] for id in node.rules]
    entries += [known.claims[id] for id in node.claims]
    entries += [known.law[id] for id in node.law if known.law[id].checked_on]
    entries += [known.procedures[id] for id in node.procedures]
    return [*entries, *(known.contacts[id] for id in node.contacts)]


def _documents(entries: list[Entry]) -> list[str]:
    return list(dict.fromkeys(entry.document for entry in entries))


def _day(prompts: Prompts, language: str, written: str) -> str | None:
    try:
        return prompts.day(language, date.fromisoformat(written), Channel.WEB)
    except ValueError:
        return None  # The document carries no date, or only a month.
