"""The choices that lead to a page, and what the pages only tell of, because it needs a telephone."""

from dataclasses import dataclass

from prompts.library import Channel, Prompts
from prompts.tree import Effect, Node, Tree
from tree.walk import walk

BY_TELEPHONE = frozenset(Effect) - {Effect.NOW}
"""What is done for the number that calls; a page knows none."""


@dataclass(frozen=True, slots=True)
class Step:
    """A choice that was made, and its page."""

    label: str
    code: str


def trail(prompts: Prompts, language: str, code: str) -> tuple[Step, ...]:
    """Return the choices along a code, the first one first."""
    steps: dict[str, Step] = {}
    for length in range(1, len(code) + 1):
        node = walk(prompts.tree, code[:length]).node
        if node.parent is not None and node.id not in steps:
            steps[node.id] = Step(prompts.label(language, node.id, Channel.WEB), code[:length])
    return tuple(steps.values())


def told_at(tree: Tree, node: Node) -> Node:
    """Return the node on whose page a node is told: all areas and times of a registration share one."""
    while registers(tree, node) and node.parent is not None and registers(tree, tree[node.parent]):
        node = tree[node.parent]
    return node


def registers(tree: Tree, node: Node) -> bool:
    """Tell whether everything below a node, or the leaf itself, is a registration."""
    if node.is_leaf:
        return node.effect is Effect.REGISTER
    return all(registers(tree, tree[child]) for page in node.pages for child in page)


def first_leaf(tree: Tree, node: Node) -> Node:
    """Return a leaf itself, or the first one below a menu."""
    while not node.is_leaf:
        node = tree[node.pages[0][0]]
    return node
