"""What words there are, which languages are complete, and every fault in them: read once."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from prompts import completeness, knowledge, leafwords, shortwords, structure, tables, validation, words
from prompts.digest import digest
from prompts.faults import Fault, PromptsInvalid
from prompts.knowledge import Knowledge
from prompts.languages import TAGS
from prompts.pack import Pack
from prompts.rendering import Channel
from prompts.tree import Tree
from prompts.words import Words

_SPOKEN = frozenset({Channel.VOICE})
LANGUAGES = tables.HERE / "languages"
_OF_A_PACK = ("tree", "warnings", "names", "documents")


@dataclass(frozen=True, slots=True)
class State:
    """One language: its words as far as they can be read, what is missing, and what is wrong."""

    words: Words | None
    missing: tuple[Fault, ...]
    faults: tuple[Fault, ...]
    channels: frozenset[Channel] = frozenset()
    """Where nothing is missing, so that the language can be offered there."""

    @property
    def may_be_offered(self) -> bool:
        """Tell whether it is complete somewhere, or only faulty, which must be mended."""
        return bool(self.channels) or (not self.missing and bool(self.faults))

    @property
    def digest(self) -> str:
        """What stands for its words; nothing where they cannot be read."""
        return self.words.digest if self.words else ""


@dataclass(frozen=True, slots=True)
class Survey:
    """The tree, the knowledge, their faults, and the state of every language that has a folder."""

    tree: Tree
    knowledge: Knowledge
    faults: tuple[Fault, ...]
    languages: Mapping[str, State]

    @property
    def everything_wrong(self) -> tuple[Fault, ...]:
        """Every fault there is, whether a language is offered or not."""
        states = self.languages.values()
        return (*self.faults, *(fault for one in states for fault in (*one.missing, *one.faults)))

    def words(self, tag: str) -> Words:
        """Return the words of a language that has no faults."""
        found = self.languages[tag].words
        assert found is not None
        return found


@functools.cache
def survey(folder: Path = LANGUAGES, packs: tuple[Pack, ...] = ()) -> Survey:
    """Read and judge everything, once for each folder; raises PromptsInvalid on unreadable files."""
    known, tree = knowledge.load(packs=packs), structure.load(packs=packs)
    needed = completeness.needed(tree, known)
    read = {path.name: _read(path, packs) for path in sorted(folder.iterdir()) if path.name in TAGS}
    model = next((one for tag in TAGS if isinstance(one := read.get(tag), Words)), None)
    states = {tag: _state(one, needed, model, tree, folder / tag) for tag, one in read.items()}
    return Survey(tree, known, tuple(validation.basis(tree, known)), states)


def _read(path: Path, packs: tuple[Pack, ...]) -> Words | tuple[Fault, ...]:
    try:
        found = words.load(path)
        found = replace(found, digest=digest(found))
        for pack in packs:
            found = _with(found, pack)
    except PromptsInvalid as error:
        return error.faults
    return found


def _with(words: Words, pack: Pack) -> Words:
    """Add a pack's words; raises PromptsInvalid where it says in its own way what is built in."""
    said = pack.words(words.tag)
    own: dict[str, Mapping[str, Any]] = {name: getattr(words, name) for name in _OF_A_PACK}
    where = tables.shown(pack.folder / "languages" / f"{words.tag}.toml")
    faults = [
        Fault(where, name, "is no table of a pack's words", "remove it") for name in said.keys() - own.keys()
    ]
    faults += [
        Fault(where, f"{name}.{id}", "is built in", "a pack may add words, not change them")
        for name, some in own.items()
        for id in some.keys() & said.get(name, {}).keys()
    ]
    if faults:
        raise PromptsInvalid(faults)
    joined: dict[str, Any] = {name: {**some, **said.get(name, {})} for name, some in own.items()}
    return replace(words, **joined)


def _state(
    read: Words | tuple[Fault, ...],
    needed: completeness.Needed,
    model: Words | None,
    tree: Tree,
    folder: Path,
) -> State:
    if not isinstance(read, Words):
        return State(None, read, ())
    missing = tuple(completeness.missing(read, needed, folder))
    missing += tuple((fault, _SPOKEN) for fault in shortwords.missing(read.short, folder))
    lacking = {channel for _, channels in missing for channel in channels}
    wrong = [
        *completeness.unused(read, needed, folder),
        *completeness.slots(read, needed, model or read, folder),
        *shortwords.differing(read.short, (model or read).short, folder),
    ]
    faults = (*wrong, *leafwords.judge(read, tree, folder))
    channels = frozenset() if faults else frozenset(Channel) - lacking
    return State(read, tuple(fault for fault, _ in missing), faults, channels)
