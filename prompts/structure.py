"""Reads the decision tree from tree.toml."""

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from prompts import pack, tables
from prompts.faults import Fault, PromptsInvalid
from prompts.pack import Pack
from prompts.tree import ROOT, Effect, Need, Node, Tree, Verdict

ROOT_CHOICES = 8
CHOICES = 5


def load(path: Path = tables.HERE / "tree.toml", packs: tuple[Pack, ...] = ()) -> Tree:
    """Read the tree; raises PromptsInvalid when a page names no node, or a node is on no page."""
    raw = pack.with_leaves(tables.read(path), packs, CHOICES)
    parents = _parents(raw)
    tree = {id: _node(path, id, parents.get(id), table) for id, table in raw.items()}
    faults = list(_faults(tables.shown(path), tree))
    if faults:
        raise PromptsInvalid(faults)
    return tree


def _parents(raw: Mapping[str, Any]) -> dict[str, str]:
    """The menu above each node; where two menus offer it, the one whose id begins its own, else the first."""
    above = dict(_instead(raw))
    for menu, table in raw.items():
        for id in (id for page in table.get("pages", []) for id in page):
            if id not in above or id.rpartition("-")[0] == menu:
                above[id] = menu
    return above


def _instead(raw: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The menu of a node that takes another's place is that other's."""
    for id, table in raw.items():
        for menu, offers in raw.items():
            if any(table.get("instead_of") in page for page in offers.get("pages", [])):
                yield id, menu


def _node(path: Path, id: str, parent: str | None, table: Mapping[str, Any]) -> Node:
    words = dict(table)
    try:
        if "verdict" in words:
            words["verdict"] = Verdict(words["verdict"])
        if "effect" in words:
            words["effect"] = Effect(words["effect"])
        if "needs" in words:
            words["needs"] = Need(words["needs"])
    except ValueError as error:
        raise PromptsInvalid([Fault(tables.shown(path), id, str(error), "take a known one")]) from None
    return tables.record(Node, path, id, {"id": id, "parent": parent, **words})


def _faults(file: str, tree: Tree) -> Iterator[Fault]:
    if ROOT not in tree:
        yield Fault(file, ROOT, "is missing", "begin the tree with it")
    for id, node in tree.items():
        if (node.verdict is None) == node.is_leaf:
            yield Fault(file, id, "is neither a menu nor a leaf", "give it pages or a verdict, not both")
        if node.parent is None and id != ROOT:
            yield Fault(file, id, "is on no page", "offer it in a menu or remove it")
        for page in node.pages:
            if not 0 < len(page) <= (ROOT_CHOICES if id == ROOT else CHOICES):
                yield Fault(file, id, "a page has no choices or too many", "split the page")
            for choice in page:
                if choice not in tree:
                    yield Fault(file, id, f"offers {choice!r}, which is no node", "add it or remove it")
