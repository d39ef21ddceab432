"""The sentences of a language that can be recorded, in groups, and how each sounds."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from carrier.voices import speaks
from prompts.audio.entry import WITHDRAWN, Entry, best, digest_of, in_force
from prompts.audio.recordings import Recordings
from prompts.audio.sentences import Form, heard_alone, sentences
from prompts.library import Prompts
from prompts.tree import ROOT, Tree

SHORT, WARNINGS, TREE = "short", "warning", "tree"
OTHER = "other"
"""The branch of what this line does not offer."""
FOUND = 50
"""Sentences shown at most of what was searched for."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What is on file for a sentence: what calls play of it now, and everything there ever was."""

    playing: Entry | None
    history: Sequence[Entry]
    alone: bool
    """Whether calls say the sentence by itself; a recording of another is never heard."""

    @property
    def is_stale(self) -> bool:
        """Tell whether there is a recording, but of words that have been changed since."""
        last = self.history[-1] if self.history else None
        return (
            self.alone
            and self.playing is None
            and last is not None
            and not last.preview
            and last.source != WITHDRAWN
        )


@dataclass(frozen=True, slots=True)
class Row:
    """One sentence. `says` is the same one in the language of the page, where that is another."""

    id: str
    words: str
    says: str | None
    kind: str
    """label, ask, say or why in the tree; else the group."""
    about: str
    """The node of the tree, or the warning; nothing for others."""
    sound: Sound


@dataclass(frozen=True, slots=True)
class Group:
    """Sentences that belong together: a kind, or one branch of the tree."""

    id: str
    total: int
    recorded: int


def sounds(prompts: Prompts, recordings: Recordings, language: str) -> Mapping[str, Sound]:
    """Return what is on file, by sentence; also those sentences that nobody has recorded. Raises OSError."""
    on_file: dict[str, list[Entry]] = {}
    entries = recordings.entries(language)
    for entry in entries:
        on_file.setdefault(entry.id, []).append(entry)
    good, short = in_force(entries), not speaks(language)
    found = {}
    for id, words in sentences(prompts, language, Form.FULL).items():
        alone = heard_alone(id, prompts.tree, short=short)
        playing = best(good, digest_of(language, words)) if alone and good else None
        found[id] = Sound(playing, tuple(on_file.get(id, ())), alone)
    return found


def rows(prompts: Prompts, recordings: Recordings, language: str, page: str) -> list[Row]:
    """Return every sentence of a language; `page` is the language of the page."""
    on_file = sounds(prompts, recordings, language)
    same = {} if page == language else sentences(prompts, page, Form.FULL)
    return [
        Row(id, words, same.get(id), *_place(id), on_file[id])
        for id, words in sentences(prompts, language, Form.FULL).items()
    ]


def groups(tree: Tree, found: Sequence[Row]) -> list[Group]:
    """Return the groups in the order in which they stand, with how much of each calls play as recordings."""
    counted: dict[str, list[bool]] = {}
    for row in found:
        counted.setdefault(group_of(tree, row), []).append(row.sound.playing is not None)
    return [Group(id, len(some), sum(some)) for id, some in counted.items()]


def group_of(tree: Tree, row: Row) -> str:
    """Return the group of a sentence."""
    kind = row.id.partition("-")[0]
    return f"{TREE}-{branch(tree, row.about)}" if kind == TREE else kind


def branch(tree: Tree, node: str) -> str:
    """Return the choice on the first page below which a node stands."""
    if node not in tree:
        return OTHER
    while tree[node].parent not in {None, ROOT}:
        node = str(tree[node].parent)
    return node


def first(language: str) -> str:
    """Return the group with which somebody begins: without a voice all depends on the short form."""
    return WARNINGS if speaks(language) else SHORT


def search(found: Sequence[Row], wanted: str) -> list[Row]:
    """Return the sentences in which words occur, in either language; widths and capitals do not count."""
    sought = _plain(wanted)
    return [row for row in found if sought in _plain(row.words) or sought in _plain(row.says or "")]


def _plain(text: str) -> str:
    return "".join(unicodedata.normalize("NFKC", text).casefold().split())


def _place(id: str) -> tuple[str, str]:
    group, _, rest = id.partition("-")
    if group == TREE:
        node, _, key = rest.rpartition("-")
        return key, node
    return group, rest if group == WARNINGS else ""
