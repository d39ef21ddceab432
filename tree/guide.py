"""The tree together with the languages it can be heard in: what exists at a place."""

from dataclasses import dataclass
from typing import Protocol

from prompts.promises import Promises
from prompts.tree import ROOT, Effect, Node, Tree, Verdict
from tree.place import MAX_MISTAKES, MAX_TURNS, Place, View

LANGUAGE = "language"
"""The node where the language is chosen; `language-7-4` leads on to node 7-4 instead of the root."""

SHORT = "short"
"""The node at which a language without a voice says all that it has."""

LANGUAGES_A_PAGE = 5


class Words(Protocol):
    """What a guide must know of the prompts; prompts.library.Prompts has it."""

    @property
    def tree(self) -> Tree:
        """The decision tree."""

    @property
    def heard(self) -> tuple[str, ...]:
        """The languages that can be heard on the telephone, most used first."""

    @property
    def short(self) -> frozenset[str]:
        """Languages without a voice, which have their short form alone."""

    @property
    def promises(self) -> Promises:
        """The facts of the line."""


@dataclass(frozen=True, slots=True)
class Guide:
    """A tree, the languages that can be heard (most used first), and whether this is only the sample line.

    Those in `short` have no voice: they are heard at `SHORT` and nowhere else. With `transfer`, callers who
    need help can be put through to a person.
    """

    tree: Tree
    languages: tuple[str, ...]
    sample: bool = False
    short: frozenset[str] = frozenset()
    transfer: bool = False

    @classmethod
    def of(cls, words: Words) -> "Guide":
        """Make the guide of a set of prompts."""
        line = words.promises
        return cls(words.tree, words.heard, line.sample, words.short, line.transfer)

    @property
    def voices(self) -> tuple[str, ...]:
        """Return the languages in which the whole tree can be heard."""
        return tuple(language for language in self.languages if language not in self.short)

    def aim(self, place: Place) -> str | None:
        """Return where the choice of a language leads on to; None where no language is being chosen."""
        if place.node == LANGUAGE:
            return ROOT
        return place.node.removeprefix(f"{LANGUAGE}-") if place.node.startswith(f"{LANGUAGE}-") else None

    def leaf(self, place: Place) -> Node | None:
        """Return the leaf that is read out here; None at a menu."""
        node = self.tree.get(place.node)
        return node if node is not None and node.is_leaf else None

    def views(self, leaf: Node) -> dict[str, View]:
        """Return what the keys of a leaf do on the telephone; where help is told, a person may be reached."""
        reaches = self.transfer and leaf.verdict is Verdict.HELP
        return {**leaf_views(leaf), "3": View.TRANSFER} if reaches else leaf_views(leaf)

    def pages(self, place: Place) -> int:
        """Count the pages of the menu at this place; none at a leaf, nor where a short form is heard."""
        if place.node == SHORT:
            return 0
        if self.aim(place) is not None:
            return -(-len(self.languages) // LANGUAGES_A_PAGE)
        return len(self.tree[place.node].pages)

    def languages_offered(self, place: Place) -> tuple[str, ...]:
        """Return the languages on this page of the choice, in the order of their keys."""
        first = place.page * LANGUAGES_A_PAGE
        return self.languages[first : first + LANGUAGES_A_PAGE]

    def knows(self, place: Place) -> bool:
        """Tell whether the place exists here; an old URL may name a node that is gone."""
        if place.language not in self.languages or place.turns > MAX_TURNS or place.mistakes > MAX_MISTAKES:
            return False
        if place.language in self.short or place.node == SHORT:
            plain = (place.view, place.page) == (View.MAIN, 0)
            return place.language in self.short and place.node == SHORT and plain
        node = self.tree.get(self.aim(place) or place.node)
        if node is None:
            return False
        leaf = self.leaf(place)
        if leaf is not None:
            shown = place.view in {View.MAIN, View.END, *self.views(leaf).values()}
            return shown and place.page == 0
        return place.view is View.MAIN and place.page < self.pages(place)


def over(place: Place) -> bool:
    """Tell whether the call ends at this place."""
    return place.view is View.END or place.mistakes >= MAX_MISTAKES or place.turns >= MAX_TURNS


def leaf_views(leaf: Node) -> dict[str, View]:
    """Return what the keys of a leaf read out; one without telephone numbers offers none."""
    views = {"1": View.WHY}
    return {**views, "2": View.NUMBERS} if leaf.contacts else views


def page_offering(tree: Tree, menu: str, node: str) -> int:
    """Return the page of a menu on which a node is offered; the first where it is on none."""
    pages = tree[menu].pages
    return next((number for number, offered in enumerate(pages) if node in offered), 0)


def leaf_with(tree: Tree, effect: Effect) -> str | None:
    """Return the leaf that has an effect; None where the tree has none such."""
    return next((node.id for node in tree.values() if node.effect is effect), None)
