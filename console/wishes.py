"""What people wish of us, entered by an operator; and the decision on wishes that came in a burst."""

from typing import Any

from flask import Response, current_app, flash, g, request, url_for
from sqlalchemy.orm import Session

from campaigns import barring
from campaigns.desk import Desk
from console import acts, answers, registration
from console.entrance import guarded, needs, see
from db.engine import reading
from privacy.do_not_call import Held
from privacy.number import NotANumber, PhoneNumber

bp = guarded("console_wishes")


@bp.get("/wishes")
def page() -> Response:
    """Show the forms for people who cannot, or would rather not, telephone."""
    return _page()


@bp.post("/wishes/do-not-call")
@needs("refuse")
def refuse() -> Response:
    """Never call a number; from here on the page shows only its ends."""
    try:
        number = PhoneNumber.parse(request.form.get("number", ""))
    except NotANumber:
        return _page(422, wrong="refuse")  # What was typed is not shown again: it may be nearly a number.
    desk = _desk()
    is_new = barring.bar(desk, [number], g.actor, desk.clock.now()) > 0
    flash(answers.say()("wishes.refused" if is_new else "wishes.refused-before", number=str(number)))
    return see(url_for("console_wishes.page"))


@bp.get("/wishes/held/<any(accept, discard):act>")
@needs(None)
def ask(act: str) -> Response:
    """Ask whether it is meant: what is discarded is gone, and to accept can empty a wave."""
    return answers.page("decide", held=held(_desk()), act=act)


@bp.post("/wishes/held/<any(accept, discard):act>")
@needs(None)
def decide(act: str) -> Response:
    """Let the wishes that are held count from now on, or delete them."""
    desk = _desk()
    count = (barring.accept if act == "accept" else barring.discard)(desk, g.actor, desk.clock.now())
    flash(answers.say()(f"wishes.{act}ed", count=count))
    return see(url_for("console.today"))


@bp.post("/wishes/register")
@needs("register")
def register() -> Response:
    """Put a number on the standing list; from here on the page shows only its ends."""
    try:
        said = registration.enter(_desk(), request.form, g.actor)
    except acts.Refused as refused:
        return _page(refused.status, refused=refused)
    flash(answers.say()(said.id, **said.slots))
    return see(url_for("console_wishes.page"))


def held(desk: Desk) -> Held:
    """Return the wishes not to be called that came in a burst and wait for a decision."""
    with Session(reading(desk.engine)) as session:
        return desk.do_not_call.held(session)


def _page(status: int = 200, **values: Any) -> Response:
    may = {act: acts.may(g.actor, act) for act in acts.NEEDED}
    offer = registration.offer(_desk(), answers.tongue())
    return answers.page("wishes", status, may=may, offer=offer, **values)


def _desk() -> Desk:
    desk: Desk = current_app.extensions["desk"]
    return desk
