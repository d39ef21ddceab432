"""The card to show at a police box or a bank: what happened and what we answer, in Japanese."""

from dataclasses import dataclass

from check import dialling
from check.dialling import Piece
from check.trail import trail
from prompts.library import Channel, Prompts
from prompts.tree import Node, Verdict

JAPANESE = "ja"
_WEB = Channel.WEB


@dataclass(frozen=True, slots=True)
class Gloss:
    """What the card says in the reader's own words, so that they know what they show."""

    reader: str
    path: tuple[str, ...]
    help: str
    write: str
    """Ticked by hand by somebody who cannot hear."""


@dataclass(frozen=True, slots=True)
class Card(Gloss):
    """The words in Japanese; `gloss` is missing where the reader reads those."""

    badge: str
    say: tuple[Piece, ...]
    gloss: Gloss | None


def card(prompts: Prompts, language: str, node: Node, code: str) -> Card | None:
    """Return the card of a leaf; one that only informs tells of nothing that happened, and has none."""
    if node.verdict is Verdict.INFO or JAPANESE not in prompts.on(_WEB):
        return None
    shown = _gloss(prompts, JAPANESE, code)
    return Card(
        reader=shown.reader,
        path=shown.path,
        help=shown.help,
        write=shown.write,
        badge=prompts.frame(JAPANESE, f"verdict.{node.verdict}", _WEB),
        say=dialling.pieces(prompts, prompts.say(JAPANESE, node.id, _WEB)),
        gloss=None if language == JAPANESE else _gloss(prompts, language, code),
    )


def _gloss(prompts: Prompts, language: str, code: str) -> Gloss:
    return Gloss(
        reader=prompts.frame(language, "web.card-reader", _WEB),
        path=tuple(step.label for step in trail(prompts, language, code)),
        help=prompts.frame(language, "web.card-help", _WEB),
        write=prompts.frame(language, "web.card-write", _WEB),
    )
