"""One choice of the tree as a page: the keys that lead there, its words, and what it rests on."""

from collections.abc import Sequence
from dataclasses import dataclass

from console.hotline.basis import Basis, bases
from prompts.faults import UnknownSentence
from prompts.library import Channel, Prompts
from prompts.tree import ROOT, Node
from tree.radar import claims_of
from tree.walk import NoSuchPath, code_of


@dataclass(frozen=True, slots=True)
class Said:
    """What is heard, read or texted of an answer in one language; `what` names it."""

    what: str
    words: str


@dataclass(frozen=True, slots=True)
class Page:
    """A choice of the tree: `above` holds the menus that lead to it, the first one first."""

    node: Node
    above: Sequence[Node]
    keys: str
    said: Sequence[Said]
    bases: Sequence[Basis]
    claim: str | None


def find(prompts: Prompts, id: str) -> Node:
    """Return a choice of the tree; raises UnknownSentence where it has none such."""
    node = prompts.tree.get(id)
    if node is None or id == ROOT:
        raise UnknownSentence(f"no choice {id[:40]!r} in the tree")
    return node


def load(prompts: Prompts, id: str, language: str, tongue: str) -> Page:
    """Return a choice with its words in one language and its documents named in another.

    Raises UnknownSentence.
    """
    node = find(prompts, id)
    return Page(
        node,
        _above(prompts, node),
        _keys(prompts, id),
        _said(prompts, language, node),
        bases(prompts, tongue, node) if node.is_leaf else (),
        claims_of(prompts.tree).get(id),
    )


def _above(prompts: Prompts, node: Node) -> list[Node]:
    above: list[Node] = []
    while node.parent not in {None, ROOT}:
        node = prompts.tree[str(node.parent)]
        above.insert(0, node)
    return above


def _keys(prompts: Prompts, id: str) -> str:
    try:
        return code_of(prompts.tree, id)
    except NoSuchPath:
        return ""


def _said(prompts: Prompts, language: str, node: Node) -> list[Said]:
    spoken = Channel.VOICE if Channel.VOICE in prompts.channels[language] else Channel.WEB
    label = Said("label", prompts.label(language, node.id, spoken))
    if not node.is_leaf:
        return [label, Said("ask", prompts.ask(language, node.id, spoken))]
    texts = Channel.SMS in prompts.channels[language]
    found = [
        label,
        Said("say", prompts.say(language, node.id, spoken)),
        Said("why", prompts.why(language, node.id, spoken)),
        Said("numbers", "\n".join(prompts.numbers(language, node.id, Channel.WEB))),
        Said("text", prompts.say(language, node.id, Channel.SMS) if texts else ""),
    ]
    return [one for one in found if one.words]
