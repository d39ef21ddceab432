"""How far words may be relied on: who reviewed, accepted or checked them, and which words those were."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime


class Act(enum.StrEnum):
    """What somebody did with words. Each holds for the words as they stood, and for no others."""

    REVIEWED = "reviewed"
    """A speaker of the language has read and heard all of it."""
    ACCEPTED = "accepted"
    """An administrator lets machine-drafted words go to a live carrier."""
    CHECKED = "checked"
    """Somebody has checked a pack of local knowledge against its source."""
    REFUSED = "refused"
    """A speaker of the language has read it and found something wrong; the audit keeps what."""


class Standing(enum.StrEnum):
    """How far the words of a language may be relied on."""

    REVIEWED = "reviewed"
    ACCEPTED = "accepted"
    DRAFTED = "machine-drafted"


@dataclass(frozen=True, slots=True)
class Done:
    """An act, as others read it."""

    act: Act
    subject: str
    digest: str
    actor: str
    at: datetime


def standing(tag: str, digest: str, done: Collection[Done]) -> Standing:
    """Return how a language stands: only acts on exactly these words count."""
    acts = {one.act for one in done if (one.subject, one.digest) == (tag, digest)}
    if Act.REVIEWED in acts:
        return Standing.REVIEWED
    return Standing.ACCEPTED if Act.ACCEPTED in acts else Standing.DRAFTED


def objections(subject: str, digest: str, done: Collection[Done]) -> tuple[Done, ...]:
    """Return who found something wrong with these very words and has not reviewed them since."""
    last = {
        one.actor: one
        for one in done
        if (one.subject, one.digest) == (subject, digest) and one.act is not Act.ACCEPTED
    }
    return tuple(one for one in last.values() if one.act is Act.REFUSED)


def checkers(subject: str, digest: str, done: Collection[Done]) -> frozenset[str]:
    """Return who has checked a pack as it stands now."""
    return frozenset(
        one.actor for one in done if (one.act, one.subject, one.digest) == (Act.CHECKED, subject, digest)
    )
