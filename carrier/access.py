"""Who may enter a blueprint's routes; every blueprint says so, and a test asks each."""

import enum
from collections.abc import Callable
from typing import Any, TypeVar

from flask import Blueprint

V = TypeVar("V", bound=Callable[..., Any])


class Access(enum.StrEnum):
    """The kinds of door."""

    CARRIER = "carrier"  # A signature, checked by the gate.
    PUBLIC = "public"
    OPERATOR = "operator"


def declare(bp: Blueprint, access: Access) -> None:
    """Write down who may enter."""
    setattr(bp, "yobikake_access", access)  # noqa: B010 - a blueprint has no such field of its own


def access_of(door: object) -> str | None:
    """Return who may enter a blueprint or a view; None when nobody has decided."""
    return getattr(door, "yobikake_access", None)


def declare_view(access: Access) -> Callable[[V], V]:
    """Write down who may enter a view that stands outside all blueprints."""

    def mark(view: V) -> V:
        setattr(view, "yobikake_access", access)  # noqa: B010 - a function has no such field of its own
        return view

    return mark
