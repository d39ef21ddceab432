"""What words there are, which languages are complete, and every fault in them: read once."""

import functools
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from prompts import completeness, knowledge, leafwords, structure, tables, validation, words
from prompts.faults import Fault, PromptsInvalid
from prompts.knowledge import Knowledge
from prompts.languages import TAGS
from prompts.tree import Tree
from prompts.words import Words


@dataclass(frozen=True, slots=True)
class State:
    """One language: its words as far as they can be read, what is missing, and what is wrong."""

    words: Words | None
    missing: tuple[Fault, ...]
    faults: tuple[Fault, ...]


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
def survey(folder: Path = tables.HERE / "languages") -> Survey:
    """Read and judge everything, once for each folder; raises PromptsInvalid on unreadable files."""
    known, tree = knowledge.load(), structure.load()
    needed = completeness.needed(tree, known)
    read = {path.name: _read(path) for path in sorted(folder.iterdir()) if path.name in TAGS}
    model = next((one for tag in TAGS if isinstance(one := read.get(tag), Words)), None)
    states = {tag: _state(one, needed, model, tree, folder / tag) for tag, one in read.items()}
    return Survey(tree, known, tuple(validation.basis(tree, known)), states)


def _read(path: Path) -> Words | tuple[Fault, ...]:
    try:
        return words.load(path)
    except PromptsInvalid as error:
        return error.faults


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
    wrong = [
        *completeness.unused(read, needed, folder),
        *completeness.slots(read, needed, model or read, folder),
    ]
    return State(read, missing, (*wrong, *leafwords.judge(read, tree, folder)))
