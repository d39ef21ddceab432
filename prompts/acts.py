"""Keeps acts about words: in the database, and in the audit."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from privacy.audit import Audit, Entry
from prompts.models import WordAct
from prompts.standing import Act, Done

SHOWN = 12
"""So many digits stand for words where people read them."""
_REASON = "reason"


class NotSeen(Exception):
    """The words have changed since somebody read them; says what stands for them now."""


def record(session: Session, done: Done) -> None:
    """Keep an act; done before by the same person on the same words, it is kept once more."""
    session.add(WordAct(act=done.act, subject=done.subject, digest=done.digest, actor=done.actor, at=done.at))


def answer_for(
    session: Session, audit: Audit, done: Done, seen: str, *, system_user: str = "", reason: str = ""
) -> None:
    """Keep an act and its entry in the audit, if the words are still those that were seen.

    `seen` are at least the first SHOWN digits that stood below the words. Raises NotSeen.
    """
    if len(seen) < SHOWN or not done.digest.startswith(seen):
        raise NotSeen(f"these are not the words that you saw: they are now {done.digest[:SHOWN]}")
    record(session, done)
    why = {_REASON: reason} if reason else {}
    detail = {"digest": done.digest[:SHOWN], **why}
    audit.record(session, Entry(done.actor, system_user, f"words {done.act}", done.subject, detail), done.at)


def everything(session: Session) -> list[Done]:
    """Return all acts, oldest first."""
    rows = session.scalars(select(WordAct).order_by(WordAct.id))
    return [Done(Act(row.act), row.subject, row.digest, row.actor, row.at) for row in rows]
