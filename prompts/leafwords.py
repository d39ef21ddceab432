"""No answer may suggest that a call was in order, or lean on law that nobody has confirmed."""

import functools
import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from prompts import tables
from prompts.faults import Fault
from prompts.tree import Tree
from prompts.words import Words

WHY = "an answer never suggests that a call was in order: say it in other words"
LAW = "the law is not spoken until somebody has confirmed it: say it in other words"


def judge(words: Words, tree: Tree, folder: Path) -> Iterator[Fault]:
    """Name every leaf that uses a word which may not stand there, negated or not."""
    file = tables.shown(folder / "tree.toml")
    lists = _lists().get(words.tag)
    if lists is None:
        yield Fault(
            file, "words", f"{words.tag} is not in prompts/lint/answers.toml: nobody can judge them", "add it"
        )
        return
    for node in tree.values():
        if not node.is_leaf:
            continue
        for key, text in words.tree.get(node.id, {}).items():
            yield from _found(file, f"{node.id} {key}", text, lists["never"], WHY)
            yield from _found(file, f"{node.id} {key}", text, lists["law"], LAW)


@functools.cache
def _lists() -> Mapping[str, Mapping[str, tuple[re.Pattern[str], ...]]]:
    raw = tables.read(tables.HERE / "lint" / "answers.toml")
    return {
        tag: {name: tuple(re.compile(one, re.IGNORECASE) for one in some) for name, some in lists.items()}
        for tag, lists in raw.items()
    }


def _found(file: str, id: str, text: str, patterns: tuple[re.Pattern[str], ...], do: str) -> Iterator[Fault]:
    for pattern in patterns:
        found = pattern.search(text)
        if found:
            yield Fault(file, id, f"says {found[0]!r}", do)
