"""Holds every language to the same sentences and the same slots."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from prompts import tables
from prompts.faults import Fault
from prompts.knowledge import Knowledge
from prompts.rendering import Channel
from prompts.rendering import slots as slots_of
from prompts.slots import OF_THE_LINE
from prompts.tree import ROOT, Tree
from prompts.words import KEYWORDS, Words

_EVERYWHERE = frozenset(Channel)
_SEEN_OR_HEARD = frozenset({Channel.VOICE, Channel.WEB})
# By the first part of an id of the frame, or by the key of a node or a warning.
_ON = {
    **dict.fromkeys(("call", "menu", "leaf", "mistake", "silence", "voice"), frozenset({Channel.VOICE})),
    **dict.fromkeys(("text", "sms"), frozenset({Channel.SMS})),
    **dict.fromkeys(("web", "phone", "title", "heard"), frozenset({Channel.WEB})),
    **dict.fromkeys(("say", "why"), _SEEN_OR_HEARD),
}
_CHANNELS = tuple(f"_{channel}" for channel in Channel)
MENU, LEAF = ("label", "ask"), ("label", "say", "why", "text")
WARNING = ("title", "heard", "voice", "sms")


@dataclass(frozen=True, slots=True)
class Needed:
    """For each file the ids that a language must have; for the frame also each sentence's slots."""

    ids: Mapping[str, frozenset[str]]
    frame: Mapping[str, frozenset[str]]


def needed(tree: Tree, knowledge: Knowledge, frame: Path = tables.HERE / "frame.toml") -> Needed:
    """Return what every language must have."""
    sentences = {id: frozenset(names) for some in tables.read(frame).values() for id, names in some.items()}
    nodes = {
        f"{node.id} {key}"
        for node in tree.values()
        for key in (LEAF if node.is_leaf else MENU)[: 1 if node.like else None]
        if (node.id, key) != (ROOT, "label")
    }
    warnings = {f"{id} {key}" for id in knowledge.warnings.values() for key in WARNING}
    names = {f"names {id}" for id in knowledge.contacts} | {f"documents {id}" for id in knowledge.documents}
    ids = {
        "frame.toml": frozenset(sentences),
        "tree.toml": frozenset(nodes),
        "warnings.toml": frozenset(warnings),
        "contacts.toml": frozenset(names),
        "keywords.toml": frozenset(KEYWORDS),
    }
    return Needed(ids, sentences)


def missing(words: Words, needed: Needed, folder: Path) -> Iterator[tuple[Fault, frozenset[Channel]]]:
    """Name what a language lacks, and the channels on which it cannot be offered without it."""
    have = sentences(words)
    for file, ids in needed.ids.items():
        for id in sorted(ids - {_plain(key) for key, text in have[file].items() if text}):
            yield Fault(tables.shown(folder / file), id, "is missing", "write it"), _channels_of(file, id)
    if len(words.digits) != 10:
        fault = Fault(tables.shown(folder / "language.toml"), "digits", "are not ten", "write all, from 0")
        yield fault, frozenset({Channel.VOICE})


def _channels_of(file: str, id: str) -> frozenset[Channel]:
    if file == "frame.toml":
        return _ON.get(id.partition(".")[0], _EVERYWHERE)
    if file == "contacts.toml":
        return frozenset({Channel.WEB}) if id.startswith("documents ") else _EVERYWHERE
    return frozenset({Channel.SMS}) if file == "keywords.toml" else _ON.get(id.split(" ")[1], _EVERYWHERE)


def unused(words: Words, needed: Needed, folder: Path) -> Iterator[Fault]:
    """Name what nobody asks a language for."""
    for file, have in sentences(words).items():
        for id in sorted(have.keys() - {key for key in have if _plain(key) in needed.ids[file]}):
            yield Fault(tables.shown(folder / file), id, "is not used", "remove it or spell it right")


def slots(words: Words, needed: Needed, model: Words, folder: Path) -> Iterator[Fault]:
    """Name sentences whose slots differ from those of the frame, or of the language most used."""
    models = sentences(model)
    for file, have in sentences(words).items():
        for key, text in have.items():
            plain, own = _plain(key), slots_of(text)
            like = (
                needed.frame.get(plain) if file == "frame.toml" else slots_of(models[file].get(plain, text))
            )
            if like is None or own == like or (key != plain and _only_the_line(own - like)):
                continue
            what = f"has the slots {_list(own)} and should have {_list(like)}"
            yield Fault(tables.shown(folder / file), key, what, "make them alike")


def sentences(words: Words) -> dict[str, dict[str, str]]:
    """Return the sentences of each file, those of tables as "table key"."""
    tables_ = {"tree.toml": words.tree, "warnings.toml": words.warnings}
    nested = {
        file: {f"{id} {key}": text for id, one in some.items() for key, text in one.items()}
        for file, some in tables_.items()
    }
    titles = {f"documents {id}": text for id, text in words.documents.items()}
    contacts = {f"names {id}": text for id, text in words.names.items()} | titles
    keywords = {id: " ".join(some) for id, some in words.keywords.items()}
    return {"frame.toml": dict(words.frame), **nested, "contacts.toml": contacts, "keywords.toml": keywords}


def _only_the_line(names: frozenset[str]) -> bool:
    return all(name in OF_THE_LINE or name.startswith("K-") for name in names)


def _plain(key: str) -> str:
    for channel in _CHANNELS:
        if key.endswith(channel):
            return key.removesuffix(channel)
    return key


def _list(names: frozenset[str]) -> str:
    return " ".join(f"{{{name}}}" for name in sorted(names)) or "(none)"
