"""The decision tree as data: what may be chosen where, and what each verdict stands on."""

import enum
from collections.abc import Mapping
from dataclasses import dataclass


class Verdict(enum.StrEnum):
    """How strong an answer is; `certain` rests on one of the seven "never" rules alone."""

    CERTAIN = "certain"
    STRONG = "strong"
    UNKNOWN = "unknown"
    OWN_RULE = "own_rule"
    HELP = "help"
    INFO = "info"


class Effect(enum.StrEnum):
    """What a leaf does besides speaking; only these few need the database."""

    NOW = "now"  # Read out what our calls are saying now.
    STOP_CALLS = "stop_calls"
    RESUME_CALLS = "resume_calls"


@dataclass(frozen=True, slots=True)
class Node:
    """A menu (it has pages of choices) or a leaf (it has a verdict).

    `pages` hold node ids; a choice's key is its place on its page, from 1. Ids are like `1-1-2`; a node may
    be offered in two places, and `parent` is where `*` leads.
    """

    id: str
    parent: str | None
    pages: tuple[tuple[str, ...], ...] = ()
    verdict: Verdict | None = None
    rules: tuple[str, ...] = ()
    claims: tuple[str, ...] = ()
    law: tuple[str, ...] = ()
    contacts: tuple[str, ...] = ()
    procedures: tuple[str, ...] = ()
    effect: Effect | None = None
    pack: str | None = None
    """The pack of local knowledge that brought it."""
    own_knowledge: bool = False
    """No authority has published what it rests on, and the answer says so."""

    @property
    def is_leaf(self) -> bool:
        """Tell whether a conversation ends up here."""
        return not self.pages


ROOT = "root"
Tree = Mapping[str, Node]
