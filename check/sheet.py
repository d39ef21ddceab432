"""What a page of the tree shows: a question with its choices, or an answer with all that it stands on."""

from dataclasses import dataclass

from check import dialling
from check.card import Card, card
from check.dialling import Number, Piece
from check.sources import Official, Source, checked_on, official, sources
from check.trail import BY_TELEPHONE, Step, first_leaf, told_at, trail
from check.ways import Way, by_call, ways
from prompts.library import Channel, Prompts
from prompts.tree import Node
from tree.walk import code_of

_WEB = Channel.WEB


@dataclass(frozen=True, slots=True)
class Choice:
    """A link to the next page."""

    label: str
    code: str


@dataclass(frozen=True, slots=True)
class Question:
    """A menu with the choices of all its pages; on paper and screen nobody needs to ask for more."""

    ask: str
    choices: tuple[Choice, ...]
    code: str
    trail: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A verdict, what to do, whom to ask, where to go, why, and where it is written."""

    node: Node
    badge: str
    say: tuple[Piece, ...]
    numbers: tuple[Number, ...]
    ways: tuple[Way, ...]
    why: str
    card: Card | None
    official: tuple[Official, ...]
    sources: tuple[Source, ...]
    checked_on: str | None
    code: str
    trail: tuple[Step, ...]


def question(prompts: Prompts, language: str, node: Node) -> Question:
    """Return the page of a menu."""
    code = code_of(prompts.tree, node.id)
    choices = tuple(
        Choice(prompts.label(language, child, _WEB), f"{code}{'9' * page}{key}")
        for page, offered in enumerate(node.pages)
        for key, child in enumerate(offered, start=1)
    )
    return Question(prompts.ask(language, node.id, _WEB), choices, code, trail(prompts, language, code))


def leaf(prompts: Prompts, language: str, node: Node) -> Leaf:
    """Return the page of a leaf. For a registration, whose menus need a telephone, it is that of them all."""
    told, node = told_at(prompts.tree, node), first_leaf(prompts.tree, node)
    code = code_of(prompts.tree, told.id)
    pages, shown = official(prompts, language, node), card(prompts, language, node, code)
    numbers, found = _whither(prompts, language, node, visit=bool(shown), web=bool(pages))
    return Leaf(
        node=node,
        badge=prompts.frame(language, f"verdict.{node.verdict}", _WEB),
        say=dialling.pieces(prompts, prompts.say(language, node.id, _WEB)),
        numbers=numbers,
        ways=found,
        why=prompts.why(language, node.id, _WEB),
        card=shown,
        official=pages,
        sources=sources(prompts, language, node),
        checked_on=checked_on(prompts, language, node),
        code=code,
        trail=trail(prompts, language, code),
    )


def _whither(
    prompts: Prompts, language: str, node: Node, *, visit: bool, web: bool
) -> tuple[tuple[Number, ...], tuple[Way, ...]]:
    if node.effect in BY_TELEPHONE:
        return (dialling.hotline(prompts, language),), tuple(filter(None, (by_call(prompts, language),)))
    numbers = dialling.of_leaf(prompts, language, node)
    return numbers, tuple(ways(prompts, language, visit=visit, telephone=bool(numbers), web=web))
