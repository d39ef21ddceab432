"""Keeps acts about words in the database."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from prompts.models import WordAct
from prompts.standing import Act, Done


def record(session: Session, done: Done) -> None:
    """Keep an act; done before by the same person on the same words, it is kept once more."""
    session.add(WordAct(act=done.act, subject=done.subject, digest=done.digest, actor=done.actor, at=done.at))


def everything(session: Session) -> list[Done]:
    """Return all acts, oldest first."""
    rows = session.scalars(select(WordAct).order_by(WordAct.id))
    return [Done(Act(row.act), row.subject, row.digest, row.actor, row.at) for row in rows]
