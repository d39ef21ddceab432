"""Acts about words: who reviewed, accepted or checked them, when, and exactly which words those were."""

import enum
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from prompts.models import WordAct


class Act(enum.StrEnum):
    """What somebody did with words. Each holds for the words as they stood, and for no others."""

    REVIEWED = "reviewed"
    """A speaker of the language has read and heard all of it."""
    ACCEPTED = "accepted"
    """An administrator lets machine-drafted words go to a live carrier."""
    CHECKED = "checked"
    """Somebody has checked a pack of local knowledge against its source."""


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


def record(session: Session, done: Done) -> None:
    """Keep an act; done before by the same person on the same words, it is kept once more."""
    session.add(WordAct(act=done.act, subject=done.subject, digest=done.digest, actor=done.actor, at=done.at))


def everything(session: Session) -> list[Done]:
    """Return all acts, oldest first."""
    rows = session.scalars(select(WordAct).order_by(WordAct.id))
    return [Done(Act(row.act), row.subject, row.digest, row.actor, row.at) for row in rows]


def standing(tag: str, digest: str, done: Collection[Done]) -> Standing:
    """Return how a language stands: only acts on exactly these words count."""
    acts = {one.act for one in done if (one.subject, one.digest) == (tag, digest)}
    if Act.REVIEWED in acts:
        return Standing.REVIEWED
    return Standing.ACCEPTED if Act.ACCEPTED in acts else Standing.DRAFTED


def checkers(subject: str, digest: str, done: Collection[Done]) -> frozenset[str]:
    """Return who has checked a pack as it stands now."""
    return frozenset(
        one.actor for one in done if (one.act, one.subject, one.digest) == (Act.CHECKED, subject, digest)
    )
