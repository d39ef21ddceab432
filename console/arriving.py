"""What is common to all ways in: the second factor, the new session, and where one is led."""

from datetime import datetime

from flask import Response, current_app, url_for
from sqlalchemy.orm import Session

from campaigns.people import Actor, NotAllowed, Role
from console import accounts, answers, factor, session
from console.entrance import see
from console.tries import Doorkeeper
from privacy.audit import Audit, Entry


def doorkeeper() -> Doorkeeper:
    """Return who asks for passwords and codes."""
    return Doorkeeper(current_app.extensions["engine"], current_app.extensions["desk"].keystore)


def goes_on(name: str, where: str) -> Response:
    """Let somebody in whose first factor was right, or lead to the page that asks for the second."""
    engine = current_app.extensions["engine"]
    if factor.has_one(engine, name):
        session.hold(engine, name, answers.now(), where)
        return see(url_for("console_doors.code"))
    return arrived(name, where)


def arrived(name: str, where: str, *, proved: bool = False) -> Response:
    """Let somebody in who has shown everything; who may not approve yet is led to where that is mended."""
    engine, now = current_app.extensions["engine"], answers.now()
    session.begin(engine, name, now, proved=proved)
    _note(name, now)
    return see(url_for("console_own.page") if lacks_factor(name) else where)


def lacks_factor(name: str) -> bool:
    """Tell whether a person may approve by role, and on this live line needs a second factor first."""
    engine, desk = current_app.extensions["engine"], current_app.extensions["desk"]
    role = accounts.role_of(engine, name)
    if desk.training or role is None or factor.has_one(engine, name):
        return False
    try:
        Actor(name, role).must_be(Role.APPROVER, "")
    except NotAllowed:
        return False
    return True


def organisation() -> str | None:
    """Return the organisation's name in the page's language where its own accounts let people in."""
    if current_app.extensions.get("organisation") is None:
        return None
    name: str = current_app.extensions["prompts"].promises.organisation[answers.tongue()]
    return name


def _note(name: str, now: datetime) -> None:
    desk = current_app.extensions["desk"]
    with Session(desk.engine) as rows, rows.begin():
        Audit(desk.keystore).record(rows, Entry(name, "", "sign-in", name), now)
