"""Paths through the tree as codes: the keys in their order, as texts print them and pages are named."""

from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass

from prompts.tree import ROOT, Node, Tree
from tree.guide import leaf_views
from tree.place import View

MAX_CODE = 12


class NoSuchPath(ValueError):
    """The code leads nowhere in this tree. The message never contains the code, which a stranger wrote."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a code leads: a page of a menu, or a leaf and what is read of it."""

    node: Node
    page: int = 0
    view: View = View.MAIN


def walk(tree: Tree, code: str) -> Spot:
    """Follow a code from the root, as if its keys were pressed; raises NoSuchPath."""
    if len(code) > MAX_CODE:
        raise NoSuchPath("the code is too long")
    spot = Spot(tree[ROOT])
    for key in code:
        spot = _step(tree, spot, key)
    return spot


def code_of(tree: Tree, node: str, page: int = 0) -> str:
    """Return the shortest code that leads to a page of a menu, or to a leaf; raises NoSuchPath."""
    for code, spot in paths(tree):
        if spot.node.id == node and spot.page == page:
            return code
    raise NoSuchPath("no path leads there")


def choices(tree: Tree, spot: Spot, code: str) -> list[tuple[str, str]]:
    """Return the whole code and the node of each choice on a page that `code` led to."""
    return [(f"{code}{key}", node) for key, node in enumerate(spot.node.pages[spot.page], start=1)]


def paths(tree: Tree) -> Iterator[tuple[str, Spot]]:
    """Yield every page and leaf once, with its shortest code, nearest first."""
    seen: set[tuple[str, int]] = set()
    waiting = deque([("", Spot(tree[ROOT]))])
    while waiting:
        code, spot = waiting.popleft()
        if (spot.node.id, spot.page) in seen:
            continue
        seen.add((spot.node.id, spot.page))
        yield code, spot
        if spot.node.is_leaf:
            continue
        waiting.extend((longer, Spot(tree[node])) for longer, node in choices(tree, spot, code))
        if len(spot.node.pages) > 1:
            waiting.append((f"{code}9", _step(tree, spot, "9")))


def _step(tree: Tree, spot: Spot, key: str) -> Spot:
    if spot.node.is_leaf:
        view = leaf_views(spot.node).get(key)
        if view is None or spot.view is not View.MAIN:
            raise NoSuchPath("no such choice")
        return Spot(spot.node, view=view)
    pages = spot.node.pages
    if key == "9" and len(pages) > 1:
        return Spot(spot.node, (spot.page + 1) % len(pages))
    offered = dict(zip("12345678", pages[spot.page], strict=False))
    if key not in offered:
        raise NoSuchPath("no such choice")
    return Spot(tree[offered[key]])
