"""Who may enter a blueprint's routes; every blueprint says so, and a test asks each."""

import enum

from flask import Blueprint


class Access(enum.StrEnum):
    """The kinds of door."""

    CARRIER = "carrier"  # A signature, checked by the gate.
    PUBLIC = "public"
    OPERATOR = "operator"


def declare(bp: Blueprint, access: Access) -> None:
    """Write down who may enter."""
    setattr(bp, "yobikake_access", access)  # noqa: B010 - a blueprint has no such field of its own


def access_of(bp: Blueprint) -> str | None:
    """Return who may enter; None when nobody has decided."""
    return getattr(bp, "yobikake_access", None)
