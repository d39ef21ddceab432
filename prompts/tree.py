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
    OWN_CALL = "own_call"  # Look once whether we rang the number that is calling.
    REGISTER = "register"  # Be warned, as the node's order says.
    UNREGISTER = "unregister"


class Need(enum.StrEnum):
    """What a line's policy must allow before a node is offered."""

    OWN_CALL_LOOKUP = "own_call_lookup"
    REGISTRATION = "registration"


@dataclass(frozen=True, slots=True)
class Order:
    """What somebody who registers asks for: channel voice or sms, an area (None: all), for so many months."""

    channel: str
    area: str | None
    months: int


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
    needs: Need | None = None
    """Left out of the tree where the line's policy does not allow it."""
    instead_of: str | None = None
    """The node whose place it takes in the menus where it is offered."""
    like: tuple[str, ...] = ()
    """The nodes whose words it uses, the first that has them, where it has none of its own."""
    area: str | None = None
    """The area of the line that it stands for, and by whose name it is called."""
    order: Order | None = None
    """What is ordered at a leaf with the effect REGISTER."""

    @property
    def is_leaf(self) -> bool:
        """Tell whether a conversation ends up here."""
        return not self.pages


ROOT = "root"
Tree = Mapping[str, Node]
