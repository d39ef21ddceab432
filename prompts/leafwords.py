"""No answer may suggest that a call was in order, or lean on law that nobody has confirmed."""

import re
from collections.abc import Iterator
from pathlib import Path

from prompts import lintwords, tables
from prompts.faults import Fault, PromptsInvalid
from prompts.tree import Tree
from prompts.words import Words

WHY = "an answer never suggests that a call was in order: say it in other words"
LAW = "the law is not spoken until somebody has confirmed it: say it in other words"


def judge(words: Words, tree: Tree, folder: Path) -> Iterator[Fault]:
    """Name every leaf that uses a word which may not stand there, negated or not."""
    file = tables.shown(folder / "tree.toml")
    try:
        lists = lintwords.load(words.tag)
    except PromptsInvalid as error:
        yield from error.faults
        return
    if lists is None:
        yield Fault(file, "words", f"nobody can judge them without prompts/lint/{words.tag}.toml", "write it")
        return
    for node in tree.values():
        if not node.is_leaf:
            continue
        for key, text in words.tree.get(node.id, {}).items():
            yield from _found(file, f"{node.id} {key}", text, lists.never_in_answers, WHY)
            yield from _found(file, f"{node.id} {key}", text, lists.law, LAW)


def _found(file: str, id: str, text: str, patterns: tuple[re.Pattern[str], ...], do: str) -> Iterator[Fault]:
    for pattern in patterns:
        found = pattern.search(text)
        if found:
            yield Fault(file, id, f"says {found[0]!r}", do)
