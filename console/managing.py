"""What administrators do to operators' accounts: all of it is audited, and one administrator always stays."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from campaigns.desk import Desk
from campaigns.people import Actor, Role
from console import factor, operators, sign_ins
from console.models import Operator
from console.names import is_name
from console.operators import NoSuchOperator
from privacy.audit import Audit, Entry


class LastAdministrator(Exception):
    """Nobody would be left who can let people in."""


class NameTaken(Exception):
    """There is somebody of this name, whom adding must not change."""


class NoName(Exception):
    """Nobody can be called so."""


def add(desk: Desk, name: str, role: Role, who: Actor, now: datetime) -> str:
    """Add a person and return the token of the one-time link; raises NoName or NameTaken."""
    who.must_be(Role.ADMINISTRATOR, "add operators")
    if not is_name(name):
        raise NoName(name)
    with Session(desk.engine) as session, session.begin():
        if session.get(Operator, name, with_for_update=True) is not None:
            raise NameTaken(name)
        token = operators.link_for(session, None, name, role, now)
        _note(session, desk, who, f"operator add {role}", name, now)
        return token


def link(desk: Desk, name: str, who: Actor, now: datetime) -> str:
    """Return a new one-time link, which ends what the old password let in; enables who was disabled."""
    who.must_be(Role.ADMINISTRATOR, "make links")
    with Session(desk.engine) as session, session.begin():
        found = _found(session, name)
        act = "operator enable" if found.disabled_at else "operator link"
        token = operators.link_for(session, found, name, Role(found.role), now)
        _note(session, desk, who, act, name, now)
        return token


def change_role(desk: Desk, name: str, role: Role, who: Actor, now: datetime) -> bool:
    """Give somebody another role and end their sign-ins; raises LastAdministrator."""
    who.must_be(Role.ADMINISTRATOR, "change roles")
    with Session(desk.engine) as session, session.begin():
        is_last = _is_last(session, name)
        found = _found(session, name)
        if found.role == role:
            return False
        if is_last:
            raise LastAdministrator(name)
        found.role = role
        sign_ins.end_all(session, name, now)
        _note(session, desk, who, f"operator role {role}", name, now)
        return True


def disable(desk: Desk, name: str, who: Actor, now: datetime) -> bool:
    """Let somebody in no more, from the next request on; raises LastAdministrator."""
    who.must_be(Role.ADMINISTRATOR, "disable operators")
    with Session(desk.engine) as session, session.begin():
        if _is_last(session, name):
            raise LastAdministrator(name)
        found = _found(session, name)
        if not operators.shut_out(session, found, now):
            return False
        _note(session, desk, who, "operator disable", name, now)
        return True


def reset_factor(desk: Desk, name: str, who: Actor, now: datetime) -> bool:
    """Forget somebody's second factor and end their sign-ins; False where there was none."""
    who.must_be(Role.ADMINISTRATOR, "reset second factors")
    with Session(desk.engine) as session, session.begin():
        found = _found(session, name)
        if found.factor is None:
            return False
        factor.drop(found)
        sign_ins.end_all(session, name, now)
        _note(session, desk, who, "operator reset-factor", name, now)
        return True


def sign_out(desk: Desk, name: str, who: Actor, now: datetime) -> int:
    """End everything in which somebody is signed in, and return how many browsers that was."""
    who.must_be(Role.ADMINISTRATOR, "sign others out")
    with Session(desk.engine) as session, session.begin():
        count = sign_ins.end_all(session, _found(session, name).name, now)
        _note(session, desk, who, "operator sign-out", name, now)
        return count


def _found(session: Session, name: str) -> Operator:
    found = session.get(Operator, name, with_for_update=True)
    if found is None:
        raise NoSuchOperator(f"there is no operator {name!r}: `yobikake operator list` shows all")
    return found


def _is_last(session: Session, name: str) -> bool:
    rows = select(Operator).where(Operator.role == Role.ADMINISTRATOR, Operator.disabled_at.is_(None))
    # All are locked in one order, so that two who take each other's role away at once do not both succeed.
    found = session.scalars(rows.order_by(Operator.name).with_for_update()).all()
    return [one.name for one in found if one.password is not None or one.subject is not None] == [name]


def _note(session: Session, desk: Desk, who: Actor, act: str, name: str, now: datetime) -> None:
    Audit(desk.keystore).record(session, Entry(who.name, who.system_user, act, name), now)
