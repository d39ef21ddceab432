"""An operator takes numbers out of all that we send, lets them in again, and decides on wishes held."""

import contextlib
from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.people import Actor, Role
from privacy.audit import Audit, Entry
from privacy.do_not_call import By
from privacy.keystore import KeyGone
from privacy.lists import Lists
from privacy.number import PhoneNumber


def bar(desk: Desk, numbers: Sequence[PhoneNumber], actor: Actor, now: datetime) -> int:
    """Never call these numbers, nor warn them where they had asked for it; return how many are new."""
    actor.must_be(Role.EDITOR, "change the do-not-call list")
    lists = Lists(desk.engine, desk.keystore)
    new = 0
    for number in numbers:
        new += desk.do_not_call.add(number, now, By.OPERATOR)
        with contextlib.suppress(KeyGone):  # Whose number cannot be opened is not warned anyway.
            lists.remove(number)
    with Session(desk.engine) as session, session.begin():
        _record(session, desk, actor, "add", new, now)
    return new


def free(desk: Desk, numbers: Sequence[PhoneNumber], actor: Actor, now: datetime) -> int:
    """Let these numbers be called again; return how many were on the list."""
    actor.must_be(Role.EDITOR, "change the do-not-call list")
    gone = sum(desk.do_not_call.remove(number) for number in numbers)
    with Session(desk.engine) as session, session.begin():
        _record(session, desk, actor, "remove", gone, now)
    return gone


def undo(desk: Desk, at: datetime, actor: Actor, now: datetime) -> bool:
    """Let the number be called again that an operator barred at that instant; False where that cannot be.

    The lists that it was on then are not restored: nothing tells any more which these were.
    """
    actor.must_be(Role.EDITOR, "change the do-not-call list")
    done = desk.do_not_call.undo(at)
    with Session(desk.engine) as session, session.begin():
        _record(session, desk, actor, "remove", int(done), now)
    return done


def accept(desk: Desk, actor: Actor, now: datetime) -> int:
    """Let all wishes that are held count from now on; return how many."""
    return _decide(desk, "accept", actor, now)


def discard(desk: Desk, actor: Actor, now: datetime) -> int:
    """Delete all wishes that are held, as if nobody had asked; return how many."""
    return _decide(desk, "discard", actor, now)


def _decide(desk: Desk, act: str, actor: Actor, now: datetime) -> int:
    actor.must_be(Role.APPROVER, f"{act} wishes that are held")
    list_ = desk.do_not_call
    with Session(desk.engine) as session, session.begin():
        count = list_.accept(session, now) if act == "accept" else list_.discard(session)
        _record(session, desk, actor, act, count, now)
    return count


def _record(session: Session, desk: Desk, actor: Actor, act: str, count: int, now: datetime) -> None:
    entry = Entry(actor.name, actor.system_user, f"do-not-call {act}", "", {"count": count})
    Audit(desk.keystore).record(session, entry, now)
